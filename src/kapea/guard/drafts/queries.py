"""A person's own drafts of one form."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from django.http import QueryDict

from kapea.guard.access.viewer import Viewer
from kapea.guard.drafts.models import Draft
from kapea.guard.drafts.services import SEALED
from kapea.guard.vault.sealing import open_sealed

MOST_OFFERED: Final = 5


@dataclass(frozen=True, kw_only=True)
class KeptDraft:
    """What was typed, as a browser would send it."""

    key: str
    saved_at: datetime
    fields: QueryDict = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class DraftOffer:
    """A draft that may be gone on with: its key and when it was kept, not its words."""

    key: str
    saved_at: datetime


def drafts_of(form: str, *, by: Viewer) -> list[DraftOffer]:
    """Return the person's drafts of the form sent to this address, the newest first."""
    if by.user_id is None:
        return []
    rows = Draft.objects.filter(owner_id=by.user_id, form=form).order_by("-saved_at", "-pk")
    return [
        DraftOffer(key=key, saved_at=saved_at)
        for key, saved_at in rows.values_list("key", "saved_at")[:MOST_OFFERED]
    ]


def open_draft(form: str, key: str, *, by: Viewer) -> KeptDraft | None:
    """Return one draft of the person, None when there is none of theirs."""
    if by.user_id is None:
        return None
    row = Draft.objects.select_related("data_key").filter(owner_id=by.user_id, form=form, key=key).first()
    if row is None:
        return None
    stored = json.loads(open_sealed(row.data_key, row.fields, field=SEALED))
    fields = QueryDict(mutable=True)
    for name, values in _pairs(stored):
        fields.setlist(name, values)
    return KeptDraft(key=row.key, saved_at=row.saved_at, fields=fields)


def _pairs(stored: object) -> Iterator[tuple[str, list[str]]]:
    if isinstance(stored, dict):
        yield from stored.items()
