"""Upright columns for figures in order of time, narrow enough for a phone."""

from collections.abc import Sequence

from django.utils.html import format_html
from django.utils.safestring import SafeString

from kapea.site.bars import Bar, say_bar
from kapea.site.drawings import framed

HEIGHT_PX = 150
HEAD_PX = 24
FOOT_PX = 30
FILLED_SHARE = 0.66
MOST_LABELS = 10


def draw_columns(
    bars: Sequence[Bar], *, title: str, description: str, top: float, decimals: int = 0
) -> SafeString:
    """Return the SVG of the columns; `top` is the value that fills the height."""
    step = 100 / max(1, len(bars))
    every = -(-len(bars) // MOST_LABELS)
    drawn = []
    for place, found in enumerate(bars):
        middle = (place + 0.5) * step
        drawn.append(
            _draw_column(found, middle=middle, width=step * FILLED_SHARE, top=top, decimals=decimals)
        )
        if place % every == 0:
            drawn.append(
                format_html(
                    '<text class="year" text-anchor="middle" x="{}%" y="{}">{}</text>',
                    f"{middle:.2f}",
                    HEAD_PX + HEIGHT_PX + 20,
                    found.label,
                )
            )
    base = HEAD_PX + HEIGHT_PX
    axis = format_html('<line class="axis" x1="0" x2="100%" y1="{}" y2="{}"/>', base, base)
    return framed([axis, *drawn], height=base + FOOT_PX, title=title, description=description)


def _draw_column(found: Bar, *, middle: float, width: float, top: float, decimals: int) -> SafeString:
    left, wide = f"{middle - width / 2:.2f}%", f"{width:.2f}%"
    base = HEAD_PX + HEIGHT_PX
    said = say_bar(found, decimals=decimals)
    if found.value is None:
        return format_html(
            '<rect class="unprinted" x="{}" y="{}" width="{}" height="{}"><title>{}: {}</title></rect>',
            left,
            HEAD_PX,
            wide,
            HEIGHT_PX - 1,
            found.label,
            said,
        )
    tall = round(found.value / top * HEIGHT_PX, 1)
    shape = (
        format_html(
            '<rect class="series-1" x="{}" y="{}" width="{}" height="{}"/>', left, base - tall, wide, tall
        )
        if found.value
        else format_html(
            '<line class="zero" x1="{}" x2="{}" y1="{}" y2="{}"/>',
            left,
            f"{middle + width / 2:.2f}%",
            base - 1,
            base - 1,
        )
    )
    return format_html(
        '{}<text class="value" text-anchor="middle" x="{}%" y="{}">{}</text>',
        shape,
        f"{middle:.2f}",
        base - tall - 7,
        said,
    )
