"""What the rows of one provincial form say together: the incident, its victims, its suspects.

A form is all rows with one secret code: the first row tells the incident, further rows add victims
and suspects. Every fault of every row is found, with row, column and reason. It stores nothing.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from django.utils.translation import gettext as _

from kapea.registers.people.drafts import PersonDraft
from kapea.registers.police import reading
from kapea.registers.police.reading import CellRefused
from kapea.registers.police.services import NewSuspect

Cells = Mapping[str, str]
Read = Callable[[str], Any]

INCIDENT: Final[Mapping[str, Read]] = {
    "station": lambda text: reading.words(text, most=60),
    "book_number": lambda text: reading.words(text, most=20),
    "book_year": lambda text: reading.whole(text, least=1950, most=2200),
    "reported_on": reading.day,
    "occurred": reading.occurred,
    "province": reading.place,
    "place": reading.place,
    "forms": lambda text: reading.several(text, "exploitation_form"),
    "setting": lambda text: reading.coded(text, "setting"),
    "offences": reading.offences,
    "via_hotline": reading.yes,
    "investigated_on": reading.day,
    "clearance": lambda text: reading.coded(text, "clearance"),
    "cleared_on": reading.day,
    "sent_to_court_on": reading.day,
    "narrative": reading.words,
}
VICTIM: Final[Mapping[str, Read]] = {
    "victim_family_name": lambda text: reading.words(text, most=100),
    "victim_given_name": lambda text: reading.words(text, most=100),
    "victim_sex": lambda text: reading.coded(text, "sex"),
    "victim_age": reading.ages,
    "victim_nationality": lambda text: reading.coded(text, "nationality"),
    "victim_rescued_on": reading.day,
    "victim_assistance": lambda text: reading.coded(text, "assistance"),
    "victim_assisted_on": reading.day,
}
SUSPECT: Final[Mapping[str, Read]] = {
    "suspect_family_name": lambda text: reading.words(text, most=100),
    "suspect_given_name": lambda text: reading.words(text, most=100),
    "suspect_sex": lambda text: reading.coded(text, "sex"),
    "suspect_age": reading.ages,
    "suspect_nationality": lambda text: reading.coded(text, "nationality"),
    "suspect_arrested_on": reading.day,
}
COLUMNS: Final = ("secret_code", *INCIDENT, *VICTIM, *SUSPECT)
REQUIRED: Final = ("secret_code", "station", "reported_on")


@dataclass(frozen=True, kw_only=True)
class Refusal:
    """Why a row is refused, in the reader's language. column: "" when it is about the whole row."""

    row: int
    column: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class VictimTold:
    """A victim as a form tells. person: who it is, as far as the form says."""

    person: PersonDraft = field(repr=False)
    sex: str
    ages: tuple[int | None, int | None]
    nationality: str
    rescued_on: date | None
    assistance: str
    assisted_on: date | None


@dataclass(frozen=True, kw_only=True)
class FormTold:
    """One form, read whole. incident: the values of INCIDENT by column."""

    rows: tuple[int, ...]
    secret_code: str = field(repr=False)
    incident: Mapping[str, Any] = field(repr=False)
    victims: tuple[VictimTold, ...] = ()
    suspects: tuple[NewSuspect, ...] = field(default=(), repr=False)

    @property
    def named(self) -> dict[str, PersonDraft]:
        """Return those whom the form names, by their role and number in it: "victim-1", "suspect-1" …"""
        told = {
            f"{role}-{number}": each.person
            for role, all_of_them in (("victim", self.victims), ("suspect", self.suspects))
            for number, each in enumerate(all_of_them, start=1)
        }
        return {place: person for place, person in told.items() if person.keys}


def read_form(secret_code: str, rows: Sequence[tuple[int, Cells]]) -> tuple[FormTold | None, list[Refusal]]:
    """Return the form, or None and all that is wrong with its rows."""
    faults: list[Refusal] = []
    first, cells = rows[0]
    incident = _read(first, cells, INCIDENT, faults)
    faults += [
        Refusal(row=first, column=name, reason=_("this must be filled in"))
        for name in REQUIRED[1:]
        if not cells.get(name, "").strip()
    ]
    victims, suspects = [], []
    for number, told in rows:
        faults += _contradictions(number, told, cells) if number != first else []
        victim = _read(number, told, VICTIM, faults)
        if _says_anything(told, VICTIM):
            victims.append(_victim(victim, on=incident["reported_on"]))
        suspect = _read(number, told, SUSPECT, faults)
        if _says_anything(told, SUSPECT):
            suspects.append(_suspect(suspect))
    if faults:
        return None, faults
    form = FormTold(
        rows=tuple(number for number, _cells in rows),
        secret_code=secret_code,
        incident=incident,
        victims=tuple(victims),
        suspects=tuple(suspects),
    )
    return form, []


def _read(number: int, cells: Cells, readers: Mapping[str, Read], faults: list[Refusal]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, read in readers.items():
        try:
            found[name] = read(cells.get(name, ""))
        except CellRefused as refused:
            faults.append(Refusal(row=number, column=name, reason=refused.reason))
            found[name] = None
    return found


def _says_anything(cells: Cells, names: Mapping[str, Read]) -> bool:
    return any(cells.get(name, "").strip() for name in names)


def _contradictions(number: int, told: Cells, first: Cells) -> list[Refusal]:
    """Return where a further row of a form says something else of the incident than its first row."""
    return [
        Refusal(
            row=number,
            column=name,
            reason=_("the form’s first row says something else; leave it empty here"),
        )
        for name in INCIDENT
        if told.get(name, "").strip() and told[name].strip() != first.get(name, "").strip()
    ]


def _victim(told: dict[str, Any], *, on: date | None) -> VictimTold:
    """Return the victim; an age is an age on the day of the report."""
    ages = told["victim_age"] or (None, None)
    person = _person(told, "victim", age_years=ages[0], age_as_of=None if ages[0] is None else on)
    others = ("sex", "nationality", "rescued_on", "assistance", "assisted_on")
    return VictimTold(person=person, ages=ages, **{name: told[f"victim_{name}"] for name in others})


def _suspect(told: dict[str, Any]) -> NewSuspect:
    low, high = told["suspect_age"] or (None, None)
    person = _person(told, "suspect")
    return NewSuspect(person=person, age_low=low, age_high=high, arrested_on=told["suspect_arrested_on"])


def _person(told: dict[str, Any], role: str, **age: Any) -> PersonDraft:
    """Return who a victim or a suspect is; the script is told by the letters."""
    family, given = told[f"{role}_family_name"] or "", told[f"{role}_given_name"] or ""
    script = "km" if any("\u1780" <= letter <= "\u17ff" for letter in family + given) else "latin"
    return PersonDraft(
        sex=told[f"{role}_sex"] or "",
        nationality=told[f"{role}_nationality"] or "",
        **{f"family_{script}": family, f"given_{script}": given},
        **age,
    )
