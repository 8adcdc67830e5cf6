"""Bar charts drawn on the server as SVG, with the same figures as a table under them.

Lengths are shares of the width, so that words keep their size on a narrow phone. Bars start at
zero. A blank is a dashed place without a bar, a zero is a line on the axis with "0" beside it.
"""

from collections.abc import Iterable, Sequence

from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from kapea.site.bars import Bar, Series, largest, say_bar, say_missing
from kapea.site.columns import draw_columns
from kapea.site.drawings import framed
from kapea.site.moments import say_number

LONGEST_BAR_PERCENT = 74
LABEL_PX = 26
BAR_PX = 18
BAR_GAP_PX = 4
ROW_GAP_PX = 14


def bar_chart(
    series: Sequence[Series],
    *,
    title: str,
    unit: str = "",
    source: str = "",
    description: str = "",
    decimals: int = 0,
) -> SafeString:
    """Return horizontal bars, one row for each label of the first series."""
    drawing = _draw_rows(series, title=title, description=description, decimals=decimals)
    return _figure(
        drawing, series, title=title, unit=unit, source=source, decimals=decimals, keys=_series_keys(series)
    )


def column_chart(
    series: Series,
    *,
    title: str,
    unit: str = "",
    source: str = "",
    description: str = "",
    decimals: int = 0,
) -> SafeString:
    """Return upright columns, for years or months in order."""
    drawing = draw_columns(
        series.bars,
        title=title,
        description=description or describe([series], decimals=decimals),
        top=largest([series]),
        decimals=decimals,
    )
    return _figure(
        drawing,
        [series],
        title=title,
        unit=unit,
        source=source,
        decimals=decimals,
        keys=_missing_keys([series]),
    )


def small_multiples(
    panels: Sequence[Series],
    *,
    title: str,
    unit: str = "",
    source: str = "",
    decimals: int = 0,
) -> SafeString:
    """Return one small column chart for each series, all on one scale."""
    top = largest(panels)
    drawn = format_html_join(
        "",
        '<div><p class="panel-title">{}</p>{}</div>',
        (
            (
                panel.label,
                draw_columns(
                    panel.bars,
                    title=f"{title}: {panel.label}",
                    description=describe([panel], decimals=decimals),
                    top=top,
                    decimals=decimals,
                ),
            )
            for panel in panels
        ),
    )
    drawing = format_html('<div class="multiples">{}</div>', drawn)
    return _figure(
        drawing, panels, title=title, unit=unit, source=source, decimals=decimals, keys=_missing_keys(panels)
    )


def describe(series: Iterable[Series], *, decimals: int = 0) -> str:
    """Return one sentence for who cannot see the drawing: how many figures, the largest, the missing."""
    bars = [item for one in series for item in one.bars]
    printed = [item for item in bars if item.value is not None]
    if not printed:
        return gettext("No figure is printed.")
    most = max(printed, key=lambda item: item.value or 0)
    said = gettext("%(count)d figures. The largest: %(label)s, %(value)s.") % {
        "count": len(printed),
        "label": most.label,
        "value": say_number(most.value, decimals=decimals),
    }
    if missing := len(bars) - len(printed):
        said += " " + gettext("%(count)d have no figure.") % {"count": missing}
    return said


def _draw_rows(series: Sequence[Series], *, title: str, description: str, decimals: int) -> SafeString:
    top = largest(series)
    row_px = LABEL_PX + len(series) * (BAR_PX + BAR_GAP_PX) + ROW_GAP_PX
    rows = []
    for place, first in enumerate(series[0].bars):
        y = place * row_px
        rows.append(format_html('<text x="0" y="{}">{}</text>', y + LABEL_PX - 8, first.label))
        for number, one in enumerate(series, start=1):
            bar_y = y + LABEL_PX + (number - 1) * (BAR_PX + BAR_GAP_PX)
            rows.append(_draw_bar(one.bars[place], y=bar_y, top=top, colour=number, decimals=decimals))
    height = len(series[0].bars) * row_px
    rows.append(format_html('<line class="axis" x1="0" x2="0" y1="0" y2="{}"/>', height - ROW_GAP_PX))
    said = description or describe(series, decimals=decimals)
    return framed(rows, height=height, title=title, description=said)


def _draw_bar(found: Bar, *, y: int, top: float, colour: int, decimals: int) -> SafeString:
    middle = y + BAR_PX - 4
    said = say_bar(found, decimals=decimals)
    if found.value is None:
        return format_html(
            '<rect class="unprinted" x="1" y="{}" width="22" height="{}"/>'
            '<text class="soft" x="30" y="{}">{}</text>',
            y + 1,
            BAR_PX - 2,
            middle,
            said,
        )
    if not found.value:
        return format_html(
            '<line class="zero" x1="1" x2="1" y1="{}" y2="{}"/><text x="8" y="{}">{}</text>',
            y,
            y + BAR_PX,
            middle,
            said,
        )
    percent = f"{found.value / top * LONGEST_BAR_PERCENT:.2f}%"
    return format_html(
        '<rect class="series-{}" x="0" y="{}" width="{}" height="{}"/><text x="{}" y="{}" dx="8">{}</text>',
        colour,
        y,
        percent,
        BAR_PX,
        percent,
        middle,
        said,
    )


def _figure(
    drawing: SafeString,
    series: Sequence[Series],
    *,
    title: str,
    unit: str,
    source: str,
    decimals: int,
    keys: Iterable[tuple[str, str]],
) -> SafeString:
    rows = [
        (first.label, [say_bar(one.bars[place], decimals=decimals) for one in series])
        for place, first in enumerate(series[0].bars)
    ]
    return render_to_string(
        "components/chart_figure.html",
        {
            "title": title,
            "unit": unit,
            "source": source,
            "drawing": drawing,
            "keys": keys,
            "heads": [one.label or gettext("Figure") for one in series],
            "rows": rows,
        },
    )


def _series_keys(series: Sequence[Series]) -> list[tuple[str, str]]:
    if len(series) < 2:
        return []
    return [(f"series-{number}", one.label) for number, one in enumerate(series, start=1)]


def _missing_keys(series: Sequence[Series]) -> list[tuple[str, str]]:
    """Return what a dashed place means; the table says which reason each one has."""
    states = {item.state for one in series for item in one.bars if item.value is None}
    if not states:
        return []
    return [("unprinted", "; ".join(say_missing(state) for state in sorted(states)))]
