"""What several bodies would have written down of the invented children."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import pyarrow as pa

from kapea.engines.linkage.fictitious.persons import DAYS_A_YEAR, Adult, Person
from kapea.engines.linkage.fictitious.spelling import khmer_with_slips, latin_by_ear
from kapea.engines.linkage.records import COLUMNS

FIRST_EVENT_ON, LAST_EVENT_ON = date(2018, 1, 1), date(2026, 10, 31)
HEAPED_AGES = (5, 7, 10, 12, 15, 16, 17, 18)


@dataclass(frozen=True, kw_only=True)
class Body:
    """How one body keeps records; shares of records that hold a thing."""

    name: str
    sees_child: float
    khmer: float
    latin: float
    birth_date: float
    parents: float
    village: float
    commune: float
    case_code: float
    days_after_event: float


BODIES = (
    Body(
        name="police", sees_child=0.36, khmer=0.9, latin=0.12, birth_date=0.25, parents=0.4,
        village=0.6, commune=0.25, case_code=1.0, days_after_event=3,
    ),
    Body(
        name="social", sees_child=0.6, khmer=0.8, latin=0.75, birth_date=0.6, parents=0.7,
        village=0.8, commune=0.13, case_code=0.3, days_after_event=60,
    ),
    Body(
        name="justice", sees_child=0.24, khmer=0.97, latin=0.06, birth_date=0.7, parents=0.8,
        village=0.35, commune=0.37, case_code=0.55, days_after_event=150,
    ),
    Body(
        name="ngo", sees_child=0.42, khmer=0.3, latin=0.85, birth_date=0.3, parents=0.35,
        village=0.4, commune=0.3, case_code=0.12, days_after_event=40,
    ),
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class FictitiousRecords:
    """Records in the shape linkage reads, and the truth row by row."""

    records: pa.Table
    person_ids: list[str]
    household_ids: list[str]


@dataclass(frozen=True, kw_only=True)
class Event:
    """What brings a household's children to notice, together or apart."""

    on: date
    case_code: str


def invent_records(persons: list[Person], chance: np.random.Generator) -> FictitiousRecords:
    """Return the records of all bodies in random order."""
    rows: list[dict[str, str | None]] = []
    of_person: list[Person] = []
    event: Event | None = None
    household = -1
    for person in persons:
        if event is None or person.household_id != household or chance.random() < 0.45:
            event = _event(person, chance)
        household = person.household_id
        for body in BODIES:
            if chance.random() < body.sees_child:
                for again in range(2 if chance.random() < 0.12 else 1):
                    rows.append(_record(person, body, event, again > 0, chance))
                    of_person.append(person)
    order = chance.permutation(len(rows))
    shuffled = [rows[place] | {"record_id": f"{number:08d}"} for number, place in enumerate(order)]
    return FictitiousRecords(
        records=pa.Table.from_pylist(shuffled, schema=pa.schema([(name, pa.string()) for name in COLUMNS])),
        person_ids=[str(of_person[place].person_id) for place in order],
        household_ids=[str(of_person[place].household_id) for place in order],
    )


def _event(person: Person, chance: np.random.Generator) -> Event:
    days = int(chance.integers(0, (LAST_EVENT_ON - FIRST_EVENT_ON).days - 60))
    on = max(FIRST_EVENT_ON + timedelta(days=days), person.born_on + timedelta(days=200))
    return Event(on=on, case_code=f"SC{on.year % 100:02d}{int(chance.integers(0, 10**6)):06d}")


def _record(
    person: Person, body: Body, event: Event, is_later: bool, chance: np.random.Generator
) -> dict[str, str | None]:
    delay = int(chance.exponential(body.days_after_event))
    delay += int(chance.integers(60, 900)) if is_later else 0
    on = min(event.on + timedelta(days=delay), LAST_EVENT_ON)
    birth = _birth_date(person, chance) if chance.random() < body.birth_date else None
    khmer, latin = _names(person, body, chance)
    return {
        "record_id": None,
        "source": body.name,
        "name_km": khmer,
        "name_latin": latin,
        "alias": _alias(person, chance),
        "sex": _sex(person, chance),
        "birth_date": birth,
        "age": _age(person, on, chance) if birth is None or chance.random() < 0.6 else None,
        "home_code": _home(person, body, chance),
        "nationality": "KHM" if chance.random() < 0.85 else None,
        "father_name": _parent(person.father, body, chance),
        "mother_name": _parent(person.mother, body, chance),
        "case_code": event.case_code if not is_later and chance.random() < body.case_code else None,
        "event_date": on.isoformat(),
    }


def _names(person: Person, body: Body, chance: np.random.Generator) -> tuple[str | None, str | None]:
    has_khmer, has_latin = chance.random() < body.khmer, chance.random() < body.latin
    khmer = latin = None
    if has_khmer or not has_latin:
        parts = [khmer_with_slips(name.khmer, chance) for name in (person.family, person.given)]
        khmer = _put_together(parts, swapped=0.06, given_only=0.04, space=0.88, chance=chance)
    if has_latin:
        parts = [
            own if chance.random() < 0.5 else latin_by_ear(str(chance.choice(name.latin)), chance)
            for own, name in zip(person.own_spelling, (person.family, person.given), strict=True)
        ]
        latin = _put_together(parts, swapped=0.15, given_only=0.05, space=1.0, chance=chance)
        latin = latin.upper() if chance.random() < 0.25 else latin
    return khmer, latin


def _put_together(
    parts: list[str], *, swapped: float, given_only: float, space: float, chance: np.random.Generator
) -> str:
    if chance.random() < given_only:
        return parts[-1]
    ordered = parts[::-1] if chance.random() < swapped else parts
    return (" " if chance.random() < space else "").join(ordered)


def _alias(person: Person, chance: np.random.Generator) -> str | None:
    if person.nickname is None or chance.random() > 0.25:
        return None
    return person.nickname.khmer if chance.random() < 0.5 else str(chance.choice(person.nickname.latin))


def _sex(person: Person, chance: np.random.Generator) -> str | None:
    if chance.random() < 0.02:
        return None
    return person.sex if chance.random() > 0.015 else {"F": "M", "M": "F"}[person.sex]


def _birth_date(person: Person, chance: np.random.Generator) -> str:
    born = person.born_on
    if not person.knows_birth_date:
        return f"{born.year + int(chance.choice((-1, 0, 0, 0, 1)))}-01-01"
    slip = chance.random()
    if slip < 0.03 and born.day <= 12:
        born = born.replace(month=born.day, day=born.month)
    elif slip < 0.06:
        born = born + timedelta(days=int(chance.choice((-10, -1, 1, 10))))
    elif slip < 0.15:
        return f"{born.year}-01-01"
    return born.isoformat()


def _age(person: Person, on: date, chance: np.random.Generator) -> str:
    age = (on - person.born_on).days / DAYS_A_YEAR
    if not person.knows_birth_date:
        age += float(chance.normal(0, 1.0))
    years = int(age) + (1 if chance.random() < 0.15 else 0)
    if chance.random() < 0.18:
        years = min(HEAPED_AGES, key=lambda heap: abs(heap - years))
    return str(max(years, 0))


def _home(person: Person, body: Body, chance: np.random.Generator) -> str | None:
    home = person.home if chance.random() < 0.8 else person.later_home
    known = chance.random()
    for digits, share in ((8, body.village), (6, body.commune), (2, 0.1)):
        if known < share:
            return home[:digits]
        known -= share
    return None


def _parent(adult: Adult, body: Body, chance: np.random.Generator) -> str | None:
    if chance.random() > body.parents:
        return None
    if chance.random() < body.khmer:
        family, given = (khmer_with_slips(name.khmer, chance) for name in (adult.family, adult.given))
    else:
        family, given = (latin_by_ear(name.latin[0], chance) for name in (adult.family, adult.given))
    return given if chance.random() < 0.18 else f"{family} {given}"
