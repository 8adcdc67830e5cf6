"""Which records stand open by break-glass, and which openings wait for a reviewer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet

from kapea.guard.access.queries import visible
from kapea.guard.access.viewer import Viewer
from kapea.guard.audit.chain import record_event
from kapea.guard.break_glass.models import BreakGlass
from kapea.guard.errors import NotFound
from kapea.guard.vault.sealing import open_sealed

REVIEW = "guard.break_glass.review"


@dataclass(frozen=True, kw_only=True)
class Opening:
    """One opening as its reviewer reads it, reason and note unsealed."""

    row: BreakGlass
    reason: str
    note: str


def opened_by(user_id: int, *, now: datetime) -> frozenset[tuple[str, str]]:
    """Return kind and code of the records that stand open for this person now."""
    rows = BreakGlass.objects.filter(opened_by_id=user_id, opened_at__lte=now, closes_at__gt=now)
    return frozenset(rows.values_list("record_kind", "record_code"))


def own_openings(*, by: Viewer) -> Sequence[BreakGlass]:
    """Return the viewer's own openings, newest first."""
    return list(BreakGlass.objects.filter(opened_by_id=by.user_id or 0).order_by("-opened_at")[:50])


def openings_to_review(*, by: Viewer) -> Sequence[BreakGlass]:
    """Return the openings that wait for this reviewer, the one due first on top; never their own."""
    return list(_reviewable(by).filter(reviewed_at=None).order_by("review_due_at")[:200])


def reviewed_openings(*, by: Viewer) -> Sequence[BreakGlass]:
    """Return the openings within the reviewer's scope that were reviewed, newest first."""
    return list(_reviewable(by).exclude(reviewed_at=None).order_by("-reviewed_at")[:50])


@transaction.atomic
def opening_to_review(code: str, *, by: Viewer) -> Opening:
    """Return one opening with its reason; the read is audited. Raises NotFound."""
    row = _reviewable(by).select_related("data_key").filter(code=code).first()
    if row is None:
        raise NotFound
    record_event("break_glass.read", by=by, on=("break_glass", code))
    return Opening(
        row=row,
        reason=open_sealed(row.data_key, row.reason, field="guard.BreakGlass.reason"),
        note=open_sealed(row.data_key, row.review_note, field="guard.BreakGlass.review_note"),
    )


def _reviewable(by: Viewer) -> "QuerySet[BreakGlass]":
    """Return the openings within the reviewer's scope: by the owner's or the opener's agency."""
    agency = Q(owner_agency_code=by.agency) | Q(opener_agency_code=by.agency) if by.agency else Q(pk__in=[])
    unit = Q(owner_agency_code=by.agency, owner_unit_code=by.unit) if by.agency and by.unit else Q(pk__in=[])
    rows = visible(
        BreakGlass.objects.all(),
        by=by,
        permission=REVIEW,
        section="",
        scopes={"national": Q(), "agency": agency, "unit": unit},
    )
    return rows.exclude(opened_by_name=by.username)
