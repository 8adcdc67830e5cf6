"""By which keys a suspect is found again: names in both scripts and a document's number, made blind.

The keys are of the suspects' own compartment: they cannot be compared with those of persons.
"""

from kapea.guard.vault.sealing import blind
from kapea.registers.people.drafts import PersonDraft
from kapea.registers.people.rules import identifier_key

WHOLE, SINGLE, DOCUMENT = "whole", "single", "document"


def suspect_tokens(person: PersonDraft) -> list[tuple[str, str]]:
    """Return (kind, token) of each key of a suspect, each token once."""
    found = {
        blind("suspect_name", key): WHOLE if key.startswith("w:") else SINGLE for key in sorted(person.keys)
    }
    number = identifier_key(person.identifier)
    if number and person.identifier_kind:
        found[blind("suspect_document", f"{person.identifier_kind}:{number}")] = DOCUMENT
    return [(kind, token) for token, kind in found.items()]


def whole_name_tokens(name: str) -> list[str]:
    """Return the tokens of a whole name written in one line; order and script do not matter."""
    keys = PersonDraft(given_latin=name).keys
    return [blind("suspect_name", key) for key in sorted(keys) if key.startswith("w:")]
