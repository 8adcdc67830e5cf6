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

CODE: Final = re.compile(r"[A-Z]-?[0-9A-HJKMNP-TV-Z]{8}")


def cases_matching(rows: "QuerySet[Case]", text: str, *, by: Viewer) -> "QuerySet[Case]":
    """Return of the rows those that the text finds."""
    typed = text.strip().upper().replace(" ", "")
    if CODE.fullmatch(typed):
        code = typed if "-" in typed else f"{typed[0]}-{typed[1:]}"
        return rows.filter(Q(code=code) | Q(child__code=code) | Q(source_code=code))
    readable = visible(
        rows, by=by, permission=access.READ, section="identity", scopes=access.scopes(by), kind="case"
    )
    return readable.filter(child_id__in=persons_told(text))
