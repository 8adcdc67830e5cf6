"""Children whom a second body recorded too, a little otherwise: what the national index has to find.

Drawn from the person's own code, so that everything else of the fictitious country stays as it is.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from random import Random

from kapea.registers.codes import ALPHABET, LENGTH
from kapea.registers.people.bulk import PersonRow

SHARE = 0.08


def echoes(persons: Iterable[PersonRow], *, agencies: tuple[str, ...]) -> Iterator[PersonRow]:
    """Yield a second record, by another body, of some of the given persons."""
    for person in persons:
        chance = Random(f"{person.code} again")
        others = [agency for agency in agencies if agency != person.agency_code]
        if others and chance.random() < SHARE:
            yield _told_otherwise(person, chance, agency=chance.choice(others))


def _told_otherwise(person: PersonRow, chance: Random, *, agency: str) -> PersonRow:
    told, on = person.draft, person.created_at.date()
    way = chance.randrange(3)
    if way == 0:  # in Latin letters only, with an age
        age = on.year - told.born_on.year if told.born_on else told.age_years
        told = replace(
            told, family_km="", given_km="", born_on=None, born_precision="", age_years=age, age_as_of=on
        )
    elif way == 1:  # in Khmer script only, the commune not told
        told = replace(told, family_latin="", given_latin="", commune_code="")
    else:  # the names turned round
        told = replace(told, family_latin=told.given_latin, given_latin=told.family_latin)
    code = "P-" + "".join(chance.choices(ALPHABET, k=LENGTH))
    return replace(person, code=code, agency_code=agency, unit_code="", recorded_by_id=None, draft=told)
