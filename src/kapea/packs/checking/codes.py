"""Whether codes are written once and point at something that is there."""

import re
from collections.abc import Iterable, Mapping
from typing import Final

from kapea.packs.agencies import FILE as AGENCIES_FILE
from kapea.packs.agencies import RECEIVES, AgencyRecord
from kapea.packs.code_lists import INDEX_FILE, REQUIRED_LISTS, CodeList
from kapea.packs.hotlines import FILE as HOTLINES_FILE
from kapea.packs.marked import FaultBook
from kapea.packs.pack import Pack

_CODE: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.+-]*")
_NEEDED: Final = ("hotline", "police", "casework")


def check_codes(pack: Pack, book: FaultBook) -> None:
    """Agencies, hotlines and code lists."""
    _check_agencies(pack.agencies, book)
    _check_hotlines(pack, book)
    for name in REQUIRED_LISTS:
        if name not in pack.code_list_headings:
            book.add(INDEX_FILE, 0, f"code list {name} is missing")
    for name in pack.code_list_headings:
        _check_list(pack.code_list(name), pack.languages, book)


def find_repeats(codes: Iterable[tuple[str, int]], *, file: str, what: str, book: FaultBook) -> None:
    """Write a fault at the second and every further line of a code."""
    first: dict[str, int] = {}
    for code, line in codes:
        if code and code in first:
            book.add(file, line, f"{what} {code!r} stands twice, first in line {first[code]}")
        first.setdefault(code, line)


def is_in_a_circle(parents: Mapping[str, str], code: str) -> bool:
    """Whether a code is its own parent, grandparent or further up."""
    seen = {code}
    while code := parents.get(code, ""):
        if code in seen:
            return True
        seen.add(code)
    return False


def _check_agencies(agencies: tuple[AgencyRecord, ...], book: FaultBook) -> None:
    find_repeats(
        ((agency.code, agency.line) for agency in agencies), file=AGENCIES_FILE, what="agency", book=book
    )
    parents = {agency.code: agency.parent for agency in agencies}
    for agency in agencies:
        if agency.parent and agency.parent not in parents:
            book.add(AGENCIES_FILE, agency.line, f"parent {agency.parent!r} is not an agency of the pack")
        elif is_in_a_circle(parents, agency.code):
            book.add(AGENCIES_FILE, agency.line, f"agency {agency.code!r} is above itself")
    for what in _NEEDED:
        if not any(what in agency.receives for agency in agencies):
            book.add(AGENCIES_FILE, 0, f"no agency receives {what} (of {', '.join(RECEIVES)})")


def _check_hotlines(pack: Pack, book: FaultBook) -> None:
    find_repeats(((line.code, line.line) for line in pack.lines), file=HOTLINES_FILE, what="line", book=book)
    codes = {agency.code for agency in pack.agencies}
    for line in pack.lines:
        if line.operator and line.operator not in codes:
            book.add(HOTLINES_FILE, line.line, f"operator {line.operator!r} is not an agency of the pack")
        if line.state == "confirmed" and line.kind == "phone" and not line.number:
            book.add(HOTLINES_FILE, line.line, f"line {line.code!r} is confirmed but has no number")
    if not pack.emergency_numbers:
        book.add(HOTLINES_FILE, 0, "no line is for danger (emergency: true)")


def _check_list(codes: CodeList, languages: tuple[str, ...], book: FaultBook) -> None:
    find_repeats(((item.code, item.line) for item in codes.items), file=codes.file, what="code", book=book)
    parents = {item.code: item.parent for item in codes.items}
    for item in codes.items:
        if item.code and not _CODE.fullmatch(item.code):
            book.add(codes.file, item.line, f"code {item.code!r} has a character that a code may not have")
        if item.parent and item.parent not in parents:
            book.add(codes.file, item.line, f"parent {item.parent!r} is not a code of the list")
        elif is_in_a_circle(parents, item.code):
            book.add(codes.file, item.line, f"code {item.code!r} is above itself")
        for language in sorted(item.unconfirmed_labels - set(languages)):
            book.add(codes.file, item.line, f"unconfirmed_labels names {language!r}, no language of the pack")
    if not codes.items:
        book.add(codes.file, 0, "the list has no code")
