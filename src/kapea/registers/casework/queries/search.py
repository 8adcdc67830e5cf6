"""Which cases a typed text finds: by code, or by a child whose name or phone it is.

A name finds only cases in which the viewer may read the child's identity.
"""

import re
from typing import Final

from django.db.models import Q, QuerySet

from kapea.guard.access.queries import visible
from kapea.guard.access.viewer import Viewer
from kapea.registers.casework import access
from kapea.registers.casework.models import Case
from kapea.registers.people.lookup import persons_told

CODE: Final = re.compile(r"([A-Z])-?([0-9A-HJKMNP-TV-Z]{8})")
SOURCES: Final = {"K": "contact", "I": "incident"}
"""The kind of record that a code with this first letter names, of which a case may have come."""


def cases_matching(rows: "QuerySet[Case]", text: str, *, by: Viewer) -> "QuerySet[Case]":
    """Return of the rows those that the text finds."""
    typed = CODE.fullmatch(text.strip().upper().replace(" ", ""))
    if typed:
        return rows.filter(_of_code(typed[1], f"{typed[1]}-{typed[2]}"))
    readable = visible(
        rows, by=by, permission=access.READ, section="identity", scopes=access.scopes(by), kind="case"
    )
    for persons in persons_told(text):
        found = readable.filter(child_id__in=persons)
        if found.exists():
            return found
    return rows.none()


def _of_code(letter: str, code: str) -> Q:
    """The cases that a code names: each first letter by its own index."""
    if letter == "P":
        return Q(child__code=code)
    if letter == "R":
        return Q(referrals__code=code)
    if letter in SOURCES:
        return Q(source_kind=SOURCES[letter], source_code=code)
    return Q(code=code)
