"""Whether the places lie in each other, and their shapes belong to them."""

import json
from collections.abc import Iterator
from typing import Any

from kapea.packs.checking.codes import find_repeats
from kapea.packs.marked import FaultBook
from kapea.packs.pack import Pack, PlaceLevel
from kapea.packs.places import ALIASES_FILE, HISTORY_FILE, LEVEL_FILES, PlaceRecord, read_history
from kapea.packs.rows import read_rows


def check_places(pack: Pack, book: FaultBook) -> None:
    """Codes, parents, aliases, days and shapes of the places."""
    for level in pack.manifest.place_levels:
        records = pack.places.at_level(level.level)
        file = LEVEL_FILES[level.level]
        find_repeats(((place.code, place.line) for place in records), file=file, what="place", book=book)
        for place in records:
            _check_place(pack, place, level, file, book)
        _check_shapes(pack, level.level, book)
    _check_further_files(pack, book)


def _check_place(pack: Pack, place: PlaceRecord, level: PlaceLevel, file: str, book: FaultBook) -> None:
    if not place.code:
        return
    if level.digits and not (place.code.isdigit() and len(place.code) == level.digits):
        book.add(file, place.line, f"code {place.code!r} is not {level.digits} digits")
    if place.level == 1 or not place.parent_code:
        return
    parent = pack.places.get(place.parent_code)
    if parent is None or parent.level != place.level - 1:
        book.add(
            file, place.line, f"parent_code {place.parent_code!r} is no place of level {place.level - 1}"
        )
    elif level.digits and not place.code.startswith(place.parent_code):
        book.add(file, place.line, f"code {place.code!r} does not begin with {place.parent_code!r}")


def _check_further_files(pack: Pack, book: FaultBook) -> None:
    for row in read_rows(book, ALIASES_FILE, ("code", "alias")):
        place = pack.places.get(row.maybe("code"))
        if place is None:
            row.fault(f"code {row.maybe('code')!r} is not a place of the pack")
        elif row.maybe("alias") in place.name.values():
            row.fault(f"alias {row.maybe('alias')!r} is the name of the place itself")
    for event in read_history(book):
        place = pack.places.get(event.code)
        if place is None:
            book.add(HISTORY_FILE, event.line, f"code {event.code!r} is not a place of the pack")
        elif place.valid_from and place.valid_to and place.valid_to < place.valid_from:
            book.add(HISTORY_FILE, event.line, f"place {event.code} is abolished before it is created")


def _check_shapes(pack: Pack, level: int, book: FaultBook) -> None:
    file = f"boundaries/admin{level}.geojson"
    if not (pack.path / file).is_file():
        if level == 1:
            book.add(file, 0, "the file is missing")
        return
    text = (pack.path / file).read_text(encoding="utf-8")
    try:
        features = json.loads(text)["features"]
    except json.JSONDecodeError as error:
        book.add(file, error.lineno, f"not JSON: {error.msg}")
        return
    except (KeyError, TypeError):
        book.add(file, 1, "not a GeoJSON FeatureCollection")
        return
    lines = _lines_of(text)
    codes: list[tuple[str, int]] = []
    for feature in features:
        code = str(feature.get("properties", {}).get("code", ""))
        line = lines.get(code, 1)
        codes.append((code, line))
        place = pack.places.get(code)
        if place is None or place.level != level:
            book.add(file, line, f"shape {code!r} is not a place of level {level}")
        _check_rings(feature.get("geometry") or {}, code, file, line, book)
    find_repeats(codes, file=file, what="shape", book=book)
    drawn = {code for code, _ in codes}
    for place in pack.places.at_level(level):
        if place.code not in drawn:
            book.add(file, 0, f"place {place.code} has no shape")


def _lines_of(text: str) -> dict[str, int]:
    """The line on which each feature's code stands."""
    lines: dict[str, int] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        for part in line.split('"code":')[1:]:
            code = part.strip().split('"')[1] if '"' in part else ""
            lines.setdefault(code, number)
    return lines


def _check_rings(geometry: dict[str, Any], code: str, file: str, line: int, book: FaultBook) -> None:
    rings = list(_rings(geometry))
    if not rings:
        book.add(file, line, f"shape {code!r} is not a polygon")
    for ring in rings:
        if len(ring) < 4 or ring[0] != ring[-1]:
            book.add(file, line, f"shape {code!r} has a ring that does not close")
        if any(not (-180 <= point[0] <= 180 and -90 <= point[1] <= 90) for point in ring):
            book.add(file, line, f"shape {code!r} has a point that is not longitude and latitude")


def _rings(geometry: dict[str, Any]) -> Iterator[list[list[float]]]:
    if geometry.get("type") == "Polygon":
        yield from geometry["coordinates"]
    elif geometry.get("type") == "MultiPolygon":
        for polygon in geometry["coordinates"]:
            yield from polygon
