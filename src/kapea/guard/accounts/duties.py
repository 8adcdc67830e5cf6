"""What an account's person does, and whether the country knows each code of it.

A code that nobody knows is refused by name, with those written like it: an account of a unit that is
not there would see nothing, and nobody would see that it does.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final

from kapea.engines.errors import KapeaError
from kapea.guard.accounts.communes import COMMUNE_LEVEL, is_commune, works_in_a_commune
from kapea.guard.accounts.units import units_of
from kapea.guard.pack import current_pack
from kapea.packs import Label, in_language

MOST_NEAR: Final = 3
WORD: Final = 3
ZEROS: Final = re.compile(r"(?<!\d)0+(?=\d)")
FEW: Final = 20
"""So many codes are all named when none is written like the one given."""
NEAR: Final = "Did you mean: %(near)s?"
KNOWN: Final = "There are: %(near)s."


class AccountFault(KapeaError):
    """The account cannot be stored like this; the message says what to change.

    words, hint: English sentences, to be translated before `named` and `near` go in. field: of the
    form, "" for the whole. near: (code, names) of what was perhaps meant.
    """

    code = "guard.account"

    def __init__(
        self,
        words: str,
        *,
        field: str = "",
        hint: str = "",
        near: Sequence[tuple[str, Label]] = (),
        **named: str,
    ) -> None:
        self.words, self.field, self.hint, self.near, self.named = words, field, hint, near, named
        super().__init__(self.said(lambda words: words, language="en"))

    def said(self, translated, *, language: str) -> str:  # type: ignore[no-untyped-def]
        """Return the message in a language; translated: gives a sentence in it."""
        first = translated(self.words) % self.named if self.named else translated(self.words)
        if not self.near:
            return str(first)
        near = ", ".join(_named(code, names, language=language) for code, names in self.near)
        return f"{first} {translated(self.hint) % {'near': near}}"


@dataclass(frozen=True, kw_only=True)
class Duties:
    """What an account's person does: role, agency, unit, the provinces and the commune they serve."""

    role: str
    agency_code: str = ""
    unit_code: str = ""
    province_codes: Sequence[str] = ()
    commune_code: str = ""
    display_name: str = ""


def check_duties(duties: Duties) -> None:
    """Raise AccountFault for a role, body, unit or place that is not known, or a commune left out."""
    pack = current_pack()
    _check_known("role", duties.role, ((role.code, role.name) for role in pack.roles.values()))
    if works_in_a_commune(duties.role) and not duties.commune_code:
        raise AccountFault("This role works in one commune. Choose its province, district and name.")
    if duties.agency_code:
        _check_known("agency_code", duties.agency_code, ((each.code, each.name) for each in pack.agencies))
    if duties.unit_code:
        _check_unit(duties)
    provinces = [(place.code, place.name) for place in pack.places.at_level(1)]
    for code in sorted(set(duties.province_codes)):
        _check_known("province_codes", code, provinces)
    if duties.commune_code and not is_commune(duties.commune_code):
        communes = ((place.code, place.name) for place in pack.places.at_level(COMMUNE_LEVEL))
        _check_known("commune_code", duties.commune_code, communes)


def _check_unit(duties: Duties) -> None:
    if not duties.agency_code:
        raise AccountFault(
            "The unit %(code)s needs its agency: choose the agency too.",
            field="unit_code",
            code=duties.unit_code,
        )
    units = units_of(duties.agency_code)
    if not units:
        raise AccountFault(
            "The agency %(agency)s has no units, so there is no unit %(code)s. Leave the unit empty.",
            field="unit_code",
            agency=duties.agency_code,
            code=duties.unit_code,
        )
    _check_known("unit_code", duties.unit_code, units, agency=duties.agency_code)


UNKNOWN: Final[Mapping[str, str]] = {
    "role": "There is no role %(code)s.",
    "agency_code": "There is no agency %(code)s.",
    "unit_code": "The agency %(agency)s has no unit %(code)s.",
    "province_codes": "There is no province %(code)s.",
    "commune_code": "There is no commune %(code)s.",
}


def _check_known(field: str, given: str, known: Iterable[tuple[str, Label]], **named: str) -> None:
    names = dict(known)
    if given in names:
        return
    near = _near(given, names)
    hint = NEAR
    if not near and len(names) <= FEW:
        near, hint = list(names), KNOWN
    raise AccountFault(
        UNKNOWN[field],
        field=field,
        hint=hint,
        near=[(code, names[code]) for code in near],
        code=given,
        **named,
    )


def _near(given: str, names: Mapping[str, Label]) -> list[str]:
    """Return the codes that are written like what was given, or whose name is, the likest first."""
    wanted = given.strip().casefold()
    spelt = {text.casefold(): code for code, label in names.items() for text in (*label.values(), code)}
    same = [text for text in spelt if ZEROS.sub("", text) == ZEROS.sub("", wanted)]
    holding = [text for text in spelt if len(wanted) >= WORD and wanted in text]
    found = get_close_matches(wanted, spelt, n=2 * MOST_NEAR)
    return list(dict.fromkeys(spelt[text] for text in (*same, *found, *holding)))[:MOST_NEAR]


def _named(code: str, names: Label, *, language: str) -> str:
    name = in_language(names, language)
    return f"{code} ({name})" if name and name != code else code
