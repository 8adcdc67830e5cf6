"""The drawing of each icon, read once from the sprite that the design system ships.

Knows no words: an icon always stands beside them and is hidden from assistive technology.
"""

import re
from functools import cache
from pathlib import Path

SPRITE = Path(__file__).parent / "static" / "kapea" / "icons.svg"
_SYMBOL = re.compile(r'<symbol id="([a-z]+)" viewBox="0 0 24 24">(.*?)</symbol>')


class UnknownIconError(LookupError):
    """A template asks for an icon that the set does not have."""


@cache
def icon_shapes() -> dict[str, str]:
    """Return the SVG shapes of each icon by name."""
    return dict(_SYMBOL.findall(SPRITE.read_text(encoding="utf-8")))


@cache
def icon_svg(name: str) -> str:
    """Return the inline SVG of an icon.

    >>> icon_svg("plus").removeprefix('<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" ')
    'focusable="false"><path d="M12 5v14M5 12h14"/></svg>'
    """
    shapes = icon_shapes().get(name)
    if shapes is None:
        raise UnknownIconError(f"No icon is called {name!r}; the set has {', '.join(sorted(icon_shapes()))}.")
    return f'<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">{shapes}</svg>'
