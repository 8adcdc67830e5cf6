"""What one cell of a provincial form says: codes by code or by their words, days, ages, places.

Each reader returns the value or raises CellRefused with what is wrong and what to write instead.
Khmer digits are read like Latin ones, and a reason is in the reader's language. It stores nothing.
"""

import unicodedata
from datetime import date, datetime
from typing import Final

from django.utils.translation import gettext as _

from kapea.engines.dates import InvalidPartialDate, PartialDate
from kapea.guard.pack import current_pack
from kapea.registers.places.queries import find_places, place_exists
from kapea.registers.police.law import is_offence, offences_in_force

DAY_FORMATS: Final = ("%Y-%m-%d", "%d/%m/%Y")
TRUE: Final = ("yes", "y", "1", "true", "បាទ", "ចាស", "មាន")
FALSE: Final = ("no", "n", "0", "false", "ទេ", "គ្មាន")
OLDEST: Final = 120
MOST_TEXT: Final = 8_000


class CellRefused(ValueError):
    """A cell that cannot be read. reason: what is wrong, in words for who typed it."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def quoted(text: str) -> dict[str, str]:
    """Return what was written, in quotation marks, for a message."""
    return {"text": repr(text)}


def with_latin_digits(text: str) -> str:
    """Return a text whose digits are 0 to 9, whatever script they were in.

    >>> with_latin_digits("១២/០៣/2026")
    '12/03/2026'
    """
    return "".join(
        str(unicodedata.digit(letter)) if unicodedata.digit(letter, -1) >= 0 else letter for letter in text
    )


def day(text: str) -> date | None:
    """Return a day written 2026-11-22 or 22/11/2026."""
    written = with_latin_digits(text).strip()
    if not written:
        return None
    for form in DAY_FORMATS:
        try:
            return datetime.strptime(written, form).date()
        except ValueError:
            continue
    raise CellRefused(_("%(text)s is not a day; write 2026-11-22 or 22/11/2026") % quoted(text))


def occurred(text: str) -> PartialDate | None:
    """Return a date as far as it is known: 2026, 2026-11, 2026-11-22, 22/11/2026 or a span 2026-11-01/2026-11-22."""
    written = with_latin_digits(text).replace(" ", "")
    if not written:
        return None
    if written.count("/") == 2:
        whole = day(written)
        return PartialDate.exact(whole) if whole else None
    try:
        return PartialDate.from_iso(written)
    except InvalidPartialDate as error:
        raise CellRefused(
            _("%(text)s is not a date; write 2026, 2026-11, 2026-11-22 or 2026-11-01/2026-11-22")
            % quoted(text)
        ) from error


def coded(text: str, name: str) -> str:
    """Return a code of one of the pack's lists, given as the code or as its words in any language."""
    wanted = text.strip()
    codes = current_pack().code_list(name)
    if not wanted or wanted in codes:
        return wanted
    for item in codes.items:
        if wanted.casefold() in {words.casefold() for words in item.label.values()}:
            return item.code
    some = ", ".join(codes.codes[:12])
    raise CellRefused(
        _("%(text)s is not of the list %(name)s; write one of: %(some)s")
        % {**quoted(text), "name": name, "some": some}
    )


def several(text: str, name: str) -> tuple[str, ...]:
    """Return several codes, set apart by semicolons, each once."""
    return tuple(dict.fromkeys(coded(part, name) for part in text.split(";") if part.strip()))


def offences(text: str) -> tuple[str, ...]:
    """Return offences in force by id, or by work and article, set apart by semicolons."""
    by_article = {where.casefold(): name for name, where, _title in offences_in_force()}
    found = []
    for part in (each.strip() for each in text.split(";")):
        name = part if is_offence(part) else by_article.get(part.casefold(), "")
        if part and not name:
            raise CellRefused(
                _("%(text)s is no offence in force; write its id or its work and article") % quoted(part)
            )
        if name:
            found.append(name)
    return tuple(dict.fromkeys(found))


def place(text: str) -> str:
    """Return the code of a place, given as its code or as a name that only one place has."""
    wanted = with_latin_digits(text.strip())
    if not wanted or place_exists(wanted):
        return wanted
    found = find_places(text, most=3)
    if len(found) == 1:
        return found[0][0]
    if not found:
        raise CellRefused(_("no place is called %(text)s; check the name, or write its code") % quoted(text))
    raise CellRefused(_("several places are called %(text)s; write the code") % quoted(text))


def ages(text: str) -> tuple[int | None, int | None]:
    """Return the lowest and highest age of "14" or "14-16"; two times None when empty."""
    written = with_latin_digits(text).replace(" ", "").replace("–", "-")
    if not written:
        return None, None
    low, _dash, high = written.partition("-")
    if not low.isdecimal() or not (high or low).isdecimal():
        raise CellRefused(_("%(text)s is not an age; write 14, or 14-16 when it is not sure") % quoted(text))
    lowest, highest = int(low), int(high or low)
    if not lowest <= highest <= OLDEST:
        raise CellRefused(
            _("%(text)s is not an age; the lowest comes first and none is over %(most)s")
            % {**quoted(text), "most": OLDEST}
        )
    return lowest, highest


def whole(text: str, *, least: int, most: int) -> int | None:
    """Return a whole number."""
    written = with_latin_digits(text).strip()
    if not written:
        return None
    if not written.isdecimal() or not least <= int(written) <= most:
        raise CellRefused(
            _("%(text)s is not a number from %(least)s to %(most)s")
            % {**quoted(text), "least": least, "most": most}
        )
    return int(written)


def yes(text: str) -> bool:
    """Return whether a cell says yes; empty says no."""
    wanted = text.strip().casefold()
    if wanted in TRUE:
        return True
    if not wanted or wanted in FALSE:
        return False
    raise CellRefused(_("%(text)s is neither yes nor no") % quoted(text))


def words(text: str, *, most: int = MOST_TEXT) -> str:
    """Return a text that is not too long."""
    if len(text) > most:
        raise CellRefused(
            _("the text has %(length)s characters; at most %(most)s")
            % {"length": f"{len(text):,}", "most": f"{most:,}"}
        )
    return text.strip()
