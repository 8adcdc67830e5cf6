"""Invented households and their children."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from kapea.engines.linkage.fictitious.lexicon import Name, draw, family_names, given_names, same_first_part

HOUSEHOLD_SIZES = (1, 2, 3, 4)
HOUSEHOLD_SHARES = (0.74, 0.17, 0.06, 0.03)
PROVINCES, DISTRICTS, COMMUNES, VILLAGES = 25, 9, 8, 12
YOUNGEST_BORN_ON = date(2023, 12, 31)
YEARS_OF_BIRTH = 22
DAYS_A_YEAR = 365.25


@dataclass(frozen=True, kw_only=True)
class Adult:
    """A parent: names only."""

    family: Name
    given: Name


@dataclass(frozen=True, kw_only=True)
class Person:
    """One fictitious child, as in truth.

    own_spelling: how the child spells the name in Latin letters (family, given).
    knows_birth_date: whether anybody knows the day; if not, papers guess the year.
    """

    person_id: int
    household_id: int
    family: Name
    given: Name
    own_spelling: tuple[str, str]
    nickname: Name | None
    sex: str
    born_on: date
    knows_birth_date: bool
    home: str
    later_home: str
    father: Adult
    mother: Adult


def invent_persons(count: int, chance: np.random.Generator) -> list[Person]:
    """Return fictitious children, siblings next to each other."""
    persons: list[Person] = []
    household = 0
    while len(persons) < count:
        persons.extend(_household(household, len(persons), chance))
        household += 1
    return persons[:count]


def _place(chance: np.random.Generator) -> str:
    """Return an invented eight-digit place code: province, district, commune, village."""
    sizes = (PROVINCES, DISTRICTS, COMMUNES, VILLAGES)
    return "".join(f"{min(int(chance.exponential(size / 2.5)), size - 1) + 1:02d}" for size in sizes)


def _adult(sex: str, chance: np.random.Generator) -> Adult:
    return Adult(family=draw(family_names(), chance), given=draw(given_names(sex), chance))


def _household(household: int, first_id: int, chance: np.random.Generator) -> list[Person]:
    father, mother = _adult("M", chance), _adult("F", chance)
    family = father.family if chance.random() < 0.8 else draw(family_names(), chance)
    home = _place(chance)
    later_home = _place(chance) if chance.random() < 0.2 else home
    days_ago = int(chance.integers(0, int(YEARS_OF_BIRTH * DAYS_A_YEAR)))
    eldest_born = YOUNGEST_BORN_ON - timedelta(days=days_ago)
    children: list[Person] = []
    for place in range(int(chance.choice(HOUSEHOLD_SIZES, p=HOUSEHOLD_SHARES))):
        sex = "F" if chance.random() < 0.56 else "M"
        given = draw(given_names(sex), chance)
        if children and chance.random() < 0.25:
            given = same_first_part(children[0].given, given_names(sex), chance)
        years_younger = int(chance.choice((0, 2, 3, 5))) if place else 0
        days = int(years_younger * DAYS_A_YEAR + (chance.integers(0, 300) if years_younger else 0))
        children.append(
            Person(
                person_id=first_id + place,
                household_id=household,
                family=family,
                given=given,
                own_spelling=(str(chance.choice(family.latin)), str(chance.choice(given.latin))),
                nickname=draw(given_names(sex), chance) if chance.random() < 0.3 else None,
                sex=sex,
                born_on=min(eldest_born + timedelta(days=days), YOUNGEST_BORN_ON),
                knows_birth_date=bool(chance.random() < 0.55),
                home=home,
                later_home=later_home,
                father=father,
                mother=mother,
            )
        )
    return children
