"""With which other records a person is joined, and how that came about. Codes and agencies, no names."""

from dataclasses import dataclass
from datetime import datetime

from kapea.guard.access.viewer import Viewer
from kapea.registers.people import queries
from kapea.registers.people.index import clusters
from kapea.registers.people.models import IndexEntry, IndexMove, IndexPair


@dataclass(frozen=True, kw_only=True)
class OtherRecord:
    """Another record of the same person. is_open: the viewer may open it."""

    code: str
    agency_code: str
    is_open: bool


@dataclass(frozen=True, kw_only=True)
class Step:
    """One move of the record. by: the two who decided, empty for a run."""

    at: datetime
    joined: bool
    by: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Joined:
    """The index as it stands around one record. waiting: pairs about it that people have still to decide."""

    cluster: str
    others: tuple[OtherRecord, ...]
    steps: tuple[Step, ...]
    waiting: int


def joined_with(code: str, *, by: Viewer) -> Joined:
    """Return what the index says of a record that the viewer may see. Raises NotFound."""
    person = queries.person_for(code, by=by)
    entry = IndexEntry.objects.filter(person=person).select_related("cluster").first()
    group = clusters.members(entry.cluster_id) if entry else []
    others = tuple(
        OtherRecord(
            code=one.person.code,
            agency_code=one.person.agency_code,
            is_open="summary" in by.sections(queries.READ, queries.relations(one.person, by=by)),
        )
        for one in group
        if one.person_id != person.pk
    )
    moves = IndexMove.objects.filter(person=person).select_related("act__first_by", "act__second_by")
    open_pairs = IndexPair.objects.filter(state="open", origin="asked")
    return Joined(
        cluster=entry.cluster.code if entry and entry.cluster else "",
        others=others,
        steps=tuple(
            Step(
                at=move.at,
                joined=move.now_in_id is not None,
                by=(move.act.first_by.username, move.act.second_by.username) if move.act else (),
            )
            for move in moves.order_by("pk")
        ),
        waiting=open_pairs.filter(one=person).count() + open_pairs.filter(other=person).count(),
    )
