"""How a person is compared with final convictions for a vetting answer: equal, or nothing. Pure.

Never by likeness: a wrong "yes" harms a person, and a register must not be asked around. Names are
compared without case, accents of typing and order; the birth date exactly.
"""

import unicodedata
from datetime import date

from kapea.registers.justice.errors import SubjectNotNamed


def name_key(name: str) -> str:
    """Return the name as it is compared: folded, without marks of typing, words in order.

    >>> name_key("SMITH  John") == name_key("john smith")
    True
    """
    folded = unicodedata.normalize("NFKC", name).casefold().replace("\u200b", " ")
    return " ".join(
        sorted("".join(c if c.isalnum() or unicodedata.combining(c) else " " for c in folded).split())
    )


def person_key(name: str, born_on: date) -> str:
    """Return what a person is compared by."""
    return f"{name_key(name)}|{born_on.isoformat()}"


def document_key(number: str) -> str:
    """Return a document's number as it is compared: letters and digits only.

    >>> document_key("N 012-34 a")
    'N01234A'
    """
    return "".join(c for c in number.upper() if c.isalnum())


def check_named(*, name: str, born_on: date | None, document: str) -> None:
    """Raise SubjectNotNamed unless there is a name with a birth date, or a document."""
    if not document_key(document) and not (name_key(name) and born_on):
        raise SubjectNotNamed("Name and birth date, or a document.")
