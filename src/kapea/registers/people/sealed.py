"""Which fields of a person are sealed, and under which names; how they are found again."""

from collections.abc import Iterable

from kapea.guard.models import DataKey
from kapea.guard.vault.sealing import blind, open_fields, open_sealed, seal

FAMILY = "people.PersonName.family"
GIVEN = "people.PersonName.given"
IDENTIFIER = "people.Identifier.value"
CONTACT = "people.ContactPoint.value"
SAFE_WHEN = "people.ContactPoint.safe_when"

__all__ = [
    "CONTACT",
    "FAMILY",
    "GIVEN",
    "IDENTIFIER",
    "SAFE_WHEN",
    "DataKey",
    "identifier_token",
    "name_tokens",
    "open_fields",
    "open_sealed",
    "phone_token",
    "seal",
]


def name_tokens(keys: Iterable[str]) -> list[str]:
    """Return the blind indexes of name keys, sorted."""
    return sorted(blind("person_name", key) for key in keys)


def phone_token(key: str) -> str:
    """Return the blind index of a phone's key, "" for none."""
    return blind("phone", key) if key else ""


def identifier_token(kind: str, key: str) -> str:
    """Return the blind index of a document's number; numbers of different kinds never meet."""
    return blind("identifier", f"{kind}:{key}") if key else ""
