"""Whether an adult near children is a suspect of an incident: asked by a register that learns a code, no more.

By a document's number; or by the whole name as written together with a birth date that fits the ages
told. Never by a name alone, and never by a name that only sounds alike.
"""

from datetime import date

from kapea.engines.linkage.names import words
from kapea.guard.vault.sealing import blind
from kapea.registers.people.rules import IDENTIFIER_KINDS, identifier_key
from kapea.registers.police import sealed
from kapea.registers.police.keys import DOCUMENT, WHOLE, whole_name_tokens
from kapea.registers.police.models import IncidentSuspect, SuspectKey
from kapea.registers.police.rules.likeness import is_of_age
from kapea.registers.worklist.suspects import Asked

MOST_COMPARED = 200


def suspects_who_are(asked: Asked) -> list[str]:
    """Return the codes of the suspects who are this person, each once."""
    found = set(_by_document(asked.document))
    if asked.name and asked.born_on:
        found |= set(_by_name(asked.name, asked.born_on))
    return sorted(found)


def _by_document(document: str) -> list[str]:
    number = identifier_key(document)
    if not number:
        return []
    tokens = [blind("suspect_document", f"{kind}:{number}") for kind in IDENTIFIER_KINDS]
    rows = SuspectKey.objects.filter(token__in=tokens, kind=DOCUMENT)
    return list(rows.values_list("suspect__code", flat=True))


def _by_name(name: str, born_on: date) -> list[str]:
    rows = IncidentSuspect.objects.filter(
        keys__kind=WHOLE, keys__token__in=whole_name_tokens(name), age_low__isnull=False
    )
    wanted = sorted(words(name))
    return [
        row.code
        for row in rows.select_related("incident__data_key").distinct()[:MOST_COMPARED]
        if is_of_age(born_on, lowest=row.age_low, highest=row.age_high, on=row.incident.reported_on)
        and wanted in _names(row)
    ]


def _names(suspect: IncidentSuspect) -> list[list[str]]:
    written = sealed.open_text(suspect.incident, suspect.name_sealed, sealed.SUSPECT_NAME)
    return [sorted(words(part)) for part in written.split(sealed.BETWEEN_NAMES)]
