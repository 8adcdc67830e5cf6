"""Whether the places lie in each other, and their shapes belong to them."""

from kapea.packs.checking.codes import find_repeats
from kapea.packs.checking.shapes import check_shapes, check_shapes_around
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
        check_shapes(pack, level.level, book)
    check_shapes_around(pack, book)
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
