"""Whether the shapes of the country and its places are drawn, closed and on the earth."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from kapea.packs.checking.codes import find_repeats
from kapea.packs.marked import FaultBook, read_text
from kapea.packs.pack import Pack

FOLDER: Final = "boundaries"
AROUND: Final = ("admin0", "neighbours")
"""Shapes that are no places of the pack: the country itself, and what lies around it."""
LEAST_POINTS: Final = 4


def check_shapes(pack: Pack, level: int, book: FaultBook) -> None:
    """The shapes of a level's places: each place has one, and each belongs to a place."""
    file = f"{FOLDER}/admin{level}.geojson"
    if not (pack.path / file).exists() and level > 1:
        return
    found = _features(file, book)
    if found is None:
        return
    for code, line, feature in found:
        place = pack.places.get(code)
        if place is None or place.level != level:
            book.add(file, line, f"shape {code!r} is not a place of level {level}")
        _check_rings(feature, code, file, line, book)
    find_repeats(((code, line) for code, line, _ in found), file=file, what="shape", book=book)
    drawn = {code for code, _, _ in found}
    for place in pack.places.at_level(level):
        if place.code not in drawn:
            book.add(file, 0, f"place {place.code} has no shape")


def check_shapes_around(pack: Pack, book: FaultBook) -> None:
    """The shape of the country and those beside it, where the pack has them."""
    for name in AROUND:
        file = f"{FOLDER}/{name}.geojson"
        if (pack.path / file).exists():
            for code, line, feature in _features(file, book) or ():
                _check_rings(feature, code, file, line, book)


def _features(file: str, book: FaultBook) -> list[tuple[str, int, Mapping[str, Any]]] | None:
    """Each shape with its code and line; None after a fault of the whole file."""
    text = read_text(book, file)
    if text is None:
        return None
    try:
        content = json.loads(text)
    except json.JSONDecodeError as error:
        book.add(file, error.lineno, f"not JSON: {error.msg}")
        return None
    except RecursionError:
        book.add(file, 1, "not JSON that can be used: it is nested too deeply")
        return None
    features = content.get("features") if isinstance(content, dict) else None
    if not isinstance(features, list) or not all(isinstance(one, dict) for one in features):
        book.add(file, 1, "not a GeoJSON FeatureCollection")
        return None
    lines = _lines_of(text)
    coded = [(_code_of(one), one) for one in features]
    return [(code, lines.get(code, 1), one) for code, one in coded]


def _code_of(feature: Mapping[str, Any]) -> str:
    properties = feature.get("properties")
    return str(properties.get("code", "")) if isinstance(properties, dict) else ""


def _lines_of(text: str) -> dict[str, int]:
    """The line on which each feature's code stands."""
    lines: dict[str, int] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        for part in line.split('"code":')[1:]:
            code = part.strip().split('"')[1] if '"' in part else ""
            lines.setdefault(code, number)
    return lines


def _check_rings(feature: Mapping[str, Any], code: str, file: str, line: int, book: FaultBook) -> None:
    rings = list(_rings(feature.get("geometry")))
    if not rings:
        book.add(file, line, f"shape {code!r} is not a polygon")
    for ring in rings:
        if not isinstance(ring, list) or len(ring) < LEAST_POINTS or ring[0] != ring[-1]:
            book.add(file, line, f"shape {code!r} has a ring that does not close")
        if not isinstance(ring, list) or not all(_is_on_the_earth(point) for point in ring):
            book.add(file, line, f"shape {code!r} has a point that is not longitude and latitude")


def _rings(geometry: object) -> Iterator[Any]:
    if not isinstance(geometry, dict) or not isinstance(held := geometry.get("coordinates"), list):
        return
    if geometry.get("type") == "Polygon":
        yield from held
    elif geometry.get("type") == "MultiPolygon":
        for polygon in held:
            yield from polygon if isinstance(polygon, list) else [polygon]


def _is_on_the_earth(point: object) -> bool:
    """Whether a point is two numbers, longitude and latitude (a height may follow)."""
    if not isinstance(point, Sequence) or len(point) < 2:
        return False
    east, north = point[0], point[1]
    if not all(isinstance(one, int | float) and not isinstance(one, bool) for one in (east, north)):
        return False
    return bool(-180 <= east <= 180 and -90 <= north <= 90)
