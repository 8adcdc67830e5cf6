"""The frame of every chart drawn on the server: one SVG that says in words what it shows.

Knows no figures; the pieces come drawn.
"""

from collections.abc import Iterable

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe


def framed(pieces: Iterable[SafeString], *, height: float, title: str, description: str) -> SafeString:
    """Return the drawing. height: pixels; it is as wide as its place. description: all it shows, in words."""
    return format_html(
        '<svg class="chart" role="img" width="100%" height="{}"><title>{}</title><desc>{}</desc>{}</svg>',
        height,
        title,
        description,
        joined(pieces),
    )


def joined(pieces: Iterable[SafeString]) -> SafeString:
    """Return pieces made by `format_html` one after the other."""
    return mark_safe("".join(pieces))  # noqa: S308 - each piece is safe already
