"""Every address of the site, with the mark of its door."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import get_resolver

from kapea.guard.web import Door


@dataclass(frozen=True, kw_only=True)
class Route:
    """One address: its pattern, its name, and what its view asks of who comes in (None: unmarked)."""

    pattern: str
    name: str
    parts: tuple[str, ...]
    door: Door | None
    view: Any

    def path(self, **codes: object) -> str:
        """Return an address of this pattern; a part that is not given reads as one that is not there."""
        found = self.pattern
        for part in self.parts:
            for converter in ("str", "int", "slug", "uuid", "path"):
                absent = 999_999_999 if converter == "int" else "Z-00000000"
                found = found.replace(f"<{converter}:{part}>", str(codes.get(part, absent)))
        return f"/{found}"


def all_routes() -> list[Route]:
    """Return the routes in the order of the site's addresses."""
    return list(_walk(get_resolver().url_patterns, "", "", ()))


def _walk(patterns: Any, before: str, space: str, parts: tuple[str, ...]) -> Iterator[Route]:
    for pattern in patterns:
        text = before + str(pattern.pattern)
        named = (*parts, *getattr(pattern.pattern, "converters", {}))
        if hasattr(pattern, "url_patterns"):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from _walk(pattern.url_patterns, text, inner, named)
        else:
            view = pattern.callback
            yield Route(
                pattern=text,
                name=f"{space}{pattern.name}",
                parts=named,
                door=getattr(view, "door", None),
                view=view,
            )
