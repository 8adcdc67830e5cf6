"""How steps for and against add up to one weight, drawn on the server as SVG with a table under it.

Each bar begins where the one before it ended. The line in the middle is "as likely as not": bars to the right
speak for, bars to the left against; a dark stroke is a step that moves nothing. What the steps mean, and how
finely they are told, is the caller's business.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from kapea.site.bars import words
from kapea.site.drawings import framed, joined

ROW_PX = 80
LABEL_Y, BAR_Y, SAID_Y = 16, 29, 61
BAR_PX = 12
WIDTH_PERCENT = 97.0
LEFT_PERCENT = 1.5


@dataclass(frozen=True, kw_only=True)
class Fall:
    """One step: where the weight stood before it and after it, and what that says in words."""

    label: str
    start: float
    end: float
    said: str


def read_falls(rows: Iterable[Mapping[str, Any]]) -> list[Fall]:
    """Return steps from {label, start, end, said} mappings."""
    return [
        Fall(label=words(row["label"]), start=row["start"], end=row["end"], said=words(row["said"]))
        for row in rows
    ]


def waterfall(rows: Sequence[Fall], *, title: str, unit: str = "") -> SafeString:
    """Return the drawing and its table."""
    ends = [end for row in rows for end in (row.start, row.end, 0.0)]
    low, high = min(ends, default=0.0), max(ends, default=0.0)
    scale = _Scale(low=low, width=(high - low) or 1.0)
    drawn = [_draw(row, y=place * ROW_PX, scale=scale) for place, row in enumerate(rows)]
    description = "; ".join(f"{row.label}: {row.said}" for row in rows)
    return render_to_string(
        "components/chart_figure.html",
        {
            "title": title,
            "unit": unit,
            "source": "",
            "drawing": framed(drawn, height=len(rows) * ROW_PX, title=title, description=description),
            "keys": [("series-1", gettext("speaks for it")), ("series-2", gettext("speaks against it"))],
            "heads": [gettext("What it says")],
            "rows": [(row.label, [row.said]) for row in rows],
        },
    )


@dataclass(frozen=True, kw_only=True)
class _Scale:
    low: float
    width: float

    def percent(self, value: float) -> float:
        return LEFT_PERCENT + (value - self.low) / self.width * WIDTH_PERCENT


def _draw(row: Fall, *, y: int, scale: _Scale) -> SafeString:
    left, right = sorted((scale.percent(row.start), scale.percent(row.end)))
    bar = format_html(
        '<rect class="{}" x="{}" y="{}" width="{}" height="{}"/>',
        "series-1" if row.end > row.start else "series-2",
        f"{left:.2f}%",
        y + BAR_Y,
        f"{right - left:.2f}%",
        BAR_PX,
    )
    pieces = [
        format_html('<text x="0" y="{}">{}</text>', y + LABEL_Y, row.label),
        bar if row.end != row.start else _line("zero", left, y=y),
        _line("axis", scale.percent(0.0), y=y),
        format_html('<text class="soft" x="0" y="{}">{}</text>', y + SAID_Y, row.said),
    ]
    return joined(pieces)


def _line(kind: str, percent: float, *, y: int) -> SafeString:
    """Return an upright stroke as high as a bar: where the middle is, or where a step left the weight."""
    return format_html(
        '<line class="{}" x1="{}" x2="{}" y1="{}" y2="{}"/>',
        kind,
        f"{percent:.2f}%",
        f"{percent:.2f}%",
        y + BAR_Y - 2,
        y + BAR_Y + BAR_PX + 2,
    )
