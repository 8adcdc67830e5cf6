"""A stored person as they were told: names opened, to find and key them anew. Never shown by itself."""

from kapea.registers.people import sealed
from kapea.registers.people.drafts import PersonDraft
from kapea.registers.people.models import Person


def draft_of(person: Person) -> PersonDraft:
    """Return what the register knows of a person, as a draft."""
    told: dict[str, str] = {}
    key = person.data_key
    for name in person.names.order_by("pk"):
        family = sealed.open_sealed(key, name.family, field=sealed.FAMILY)
        given = sealed.open_sealed(key, name.given, field=sealed.GIVEN)
        if name.kind == "official":
            told |= {f"family_{name.script}": family, f"given_{name.script}": given}
        else:
            told.setdefault("nickname", given)
    return PersonDraft(
        **told,
        sex=person.sex,
        born_on=person.born_on,
        born_precision=person.born_precision,
        age_years=person.age_years,
        age_as_of=person.age_as_of,
        nationality=person.nationality,
        province_code=person.province_code,
        commune_code=person.commune_code,
    )
