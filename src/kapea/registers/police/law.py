"""Which provisions of the law in force a report may allege, in the law's own words."""

from kapea.guard.pack import current_pack
from kapea.packs.law import load_law

Offence = tuple[str, str, str]


def offences_in_force() -> tuple[Offence, ...]:
    """Return (id, work and article, title) of the offences that can be alleged."""
    body = load_law(current_pack().path)
    return tuple(
        (offence.id, f"{offence.work} {offence.article}", offence.title)
        for offence in body.offences
        if offence.is_chargeable
        and offence.status.value == "in_force"
        and body.works[offence.work].status.value == "in_force"
    )


def is_offence(name: str) -> bool:
    """Whether an id names an offence that can be alleged."""
    return any(name == offence for offence, _where, _title in offences_in_force())


def title_of(name: str) -> str:
    """Return work, article and title of an offence; its id where the law holds it no more."""
    versions = load_law(current_pack().path).versions.get(name, ())
    return f"{versions[-1].work} {versions[-1].article}: {versions[-1].title}" if versions else name
