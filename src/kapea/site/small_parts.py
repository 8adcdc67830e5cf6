"""How the numbers of a home, the places of a menu and words in a tone are drawn: in code, for pages are full of them.

A template that includes another for each of forty small things takes longer than asking for them.
"""

from functools import lru_cache

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from kapea.site.icons import icon_svg

Place = tuple[str, str, str, bool, int | None]
"""A place of a menu: its words, address, icon, whether it is here, how much waits there."""


def draw_card(*, label: object, number: object, url: str, tone: str, icon: str, act: object) -> SafeString:
    """Return a number in its tone, a link where it has an address."""
    inside = format_html(
        '{}<span class="count-number">{}</span><span class="count-label">{}{}</span>',
        mark_safe(icon_svg(icon)),  # noqa: S308 - our own file
        number,
        label,
        format_html(' <small class="soft">{}</small>', act) if act else "",
    )
    if url:
        return format_html('<a class="count-card tone-{}" href="{}">{}</a>', tone, url, inside)
    return format_html('<div class="count-card tone-{}">{}</div>', tone, inside)


def draw_status(*, text: object, tone: str, icon: str) -> SafeString:
    """Return a word in its tone; the icon says the tone to who does not see its colour."""
    drawn = mark_safe(icon_svg(icon))  # noqa: S308 - our own file
    return format_html('<span class="status tone-{}">{}<span>{}</span></span>', tone, drawn, text)


@lru_cache(maxsize=2_048)
def draw_places(places: tuple[Place, ...]) -> SafeString:
    """Return the list of a menu; the same one stands twice on a page and on every page of a role."""
    return format_html(
        '<ul class="nav">{}</ul>', format_html_join("", "{}", ((_place(each),) for each in places))
    )


def _place(place: Place) -> SafeString:
    words, url, icon, is_here, count = place
    return format_html(
        '<li><a href="{}"{}>{}<span>{}</span>{}</a></li>',
        url,
        mark_safe(' aria-current="page"') if is_here else "",
        mark_safe(icon_svg(icon)),  # noqa: S308 - our own file
        words,
        format_html('<span class="nav-count">{}</span>', count) if count else "",
    )
