"""Which pairs a viewer may decide on, and which of them wait for an answer. Opens no record."""

from typing import Final

from django.db.models import Exists, OuterRef, Q, QuerySet

from kapea.guard.access.queries import visible
from kapea.guard.access.viewer import Viewer
from kapea.registers.people.models import IndexPair, PairAnswer

REVIEW: Final = "people.index.review"
MINE: Final = "mine"


def review_scopes(by: Viewer) -> dict[str, Q]:
    """Return, for each scope, the pairs that stand so to the viewer."""
    return {"agency": _with_records_of(by.agency), "national": Q()}


def _with_records_of(agency_code: str) -> Q:
    return Q(one__agency_code=agency_code) | Q(other__agency_code=agency_code)


def reviewable(*, by: Viewer) -> "QuerySet[IndexPair]":
    """Return the pairs that the viewer may decide on."""
    rows = IndexPair.objects.exclude(state="void")
    return visible(rows, by=by, permission=REVIEW, section="summary", scopes=review_scopes(by))


def waiting_for(by: Viewer) -> "QuerySet[IndexPair]":
    """Return the open pairs that the viewer may decide on and has not answered in this round."""
    answered = PairAnswer.objects.filter(pair=OuterRef("pk"), round=OuterRef("round"), by_id=by.user_id)
    return reviewable(by=by).filter(~Exists(answered), state="open")


def count_waiting(*, by: Viewer) -> int:
    """Return how many pairs wait for the viewer: as many as the list of MINE shows."""
    return waiting_for(by).count()


def pairs_wait(agency_code: str, *, national: bool) -> bool:
    """Whether any pair waits for the reviewers of a body; national: they decide on every body's pairs."""
    rows = IndexPair.objects.filter(state="open")
    return (rows if national else rows.filter(_with_records_of(agency_code))).exists()
