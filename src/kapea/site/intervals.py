"""Estimates with their intervals, one below the other, drawn on the server as SVG with a table under it.

The scale starts at zero. A dashed line marks what was counted, so that nobody takes an estimate for a
count. An estimate that was refused keeps its row and says so; it never shows a number.
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
from kapea.site.moments import say_number

ROW_PX = 66
LABEL_Y, BAR_Y, SAID_Y = 16, 32, 54
BAR_PX = 8
DOT_PX = 6
WIDTH_PERCENT = 96.0
LEFT_PERCENT = 1.5


@dataclass(frozen=True, kw_only=True)
class Interval:
    """One row: an estimate and its limits; value None is a refusal, low and high None no interval."""

    label: str
    value: float | None
    low: float | None = None
    high: float | None = None
    note: str = ""


def read_intervals(rows: Iterable[Mapping[str, Any]]) -> list[Interval]:
    """Return intervals from {label, value, low, high, note} mappings."""
    return [
        Interval(
            label=words(row["label"]),
            value=row.get("value"),
            low=row.get("low"),
            high=row.get("high"),
            note=words(row.get("note", "")),
        )
        for row in rows
    ]


def say_interval(row: Interval) -> str:
    """Return the numbers of a row in words."""
    if row.value is None:
        return row.note or gettext("no number is given")
    if row.low is None or row.high is None:
        return say_number(row.value)
    limits = f"{say_number(row.low)}–{say_number(row.high)}"
    return limits if row.low == row.value == row.high else f"{say_number(row.value)} ({limits})"


def interval_chart(
    rows: Sequence[Interval], *, title: str, unit: str = "", counted: float | None = None, source: str = ""
) -> SafeString:
    """Return the drawing and its table. counted: where the dashed line stands."""
    ends = [end for row in rows for end in (row.value, row.low, row.high, counted) if end is not None]
    top = max(ends, default=1.0) or 1.0
    drawn = [_draw(row, y=place * ROW_PX, top=top) for place, row in enumerate(rows)]
    height = len(rows) * ROW_PX
    if counted is not None:
        drawn += [_counted_mark(_percent(counted, top), y=place * ROW_PX) for place in range(len(rows))]
    description = "; ".join(f"{row.label}: {say_interval(row)}" for row in rows)
    return render_to_string(
        "components/chart_figure.html",
        {
            "title": title,
            "unit": unit,
            "source": source,
            "drawing": framed(drawn, height=height, title=title, description=description),
            "keys": [] if counted is None else [("counted", gettext("counted: those who were found"))],
            "heads": [gettext("Estimate"), gettext("From"), gettext("To")],
            "rows": [(row.label, _cells(row)) for row in rows],
        },
    )


def _counted_mark(x: str, *, y: int) -> SafeString:
    """Return the dashed line beside one row's bar, clear of the words above and below."""
    return format_html(
        '<line class="counted" x1="{}" x2="{}" y1="{}" y2="{}"/>', x, x, y + LABEL_Y + 5, y + BAR_Y + 5
    )


def _cells(row: Interval) -> list[str]:
    if row.value is None:
        return [say_interval(row), "–", "–"]
    return [
        say_number(row.value),
        *("–" if end is None else say_number(end) for end in (row.low, row.high)),
    ]


def _percent(value: float, top: float) -> str:
    return f"{LEFT_PERCENT + value / top * WIDTH_PERCENT:.2f}%"


def _draw(row: Interval, *, y: int, top: float) -> SafeString:
    pieces = [
        format_html('<text x="0" y="{}">{}</text>', y + LABEL_Y, row.label),
        format_html('<text class="soft" x="0" y="{}">{}</text>', y + SAID_Y, say_interval(row)),
    ]
    if row.value is None:
        pieces.append(
            format_html(
                '<rect class="unprinted" x="1" y="{}" width="22" height="{}"/>', y + BAR_Y - BAR_PX, BAR_PX
            )
        )
        return joined(pieces)
    middle = y + BAR_Y - BAR_PX // 2
    if row.low is not None and row.high is not None:
        pieces.append(
            format_html(
                '<line class="span" x1="{}" x2="{}" y1="{}" y2="{}"/>',
                _percent(row.low, top),
                _percent(row.high, top),
                middle,
                middle,
            )
        )
    pieces.append(
        format_html('<circle class="dot" cx="{}" cy="{}" r="{}"/>', _percent(row.value, top), middle, DOT_PX)
    )
    return joined(pieces)
