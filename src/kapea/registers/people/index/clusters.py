"""How records move between clusters, and the trace that stays.

The one place that changes `IndexEntry.cluster`. Each change leaves a move with its cause, so that any act
can be undone and anybody can see later how a person came to be one.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from kapea.registers.codes import new_code
from kapea.registers.people.models import IndexAct, IndexCluster, IndexEntry, IndexMove, IndexRun, Person


def hold_run() -> None:
    """Let the run under way store nothing, or wait until it has stored its part, until this transaction ends.

    So a run and two people never move the same records at once. Taken before any pair and before the end of
    the audit's chain, by runs and by people alike. Two acts of people wait for each other at the chain's end.
    """
    list(IndexRun.objects.select_for_update().filter(state="running").values_list("pk", flat=True))


def new_cluster(*, now: datetime) -> IndexCluster:
    """Store and return an empty cluster."""
    return IndexCluster.objects.create(code=new_code("N"), made_at=now)


def entry_of(person: Person) -> IndexEntry:
    """Return a person's entry, made if the index has not met the person yet."""
    entry, _made = IndexEntry.objects.get_or_create(
        person=person, defaults={"version": person.version, "counted_as": person.code}
    )
    return entry


def members(cluster_id: int | None) -> list[IndexEntry]:
    """Return the entries of a cluster, the earliest record first."""
    if cluster_id is None:
        return []
    return list(
        IndexEntry.objects.filter(cluster_id=cluster_id).select_related("person").order_by("person_id")
    )


def move(
    entries: Iterable[IndexEntry],
    *,
    to: int | None,
    now: datetime,
    run: IndexRun | None = None,
    act: IndexAct | None = None,
) -> list[IndexMove]:
    """Put entries into a cluster (None: alone) and leave the trace; those already there stay untraced."""
    moves = [
        IndexMove(
            person_id=entry.person_id, was_in_id=entry.cluster_id, now_in_id=to, at=now, run=run, act=act
        )
        for entry in entries
        if entry.cluster_id != to
    ]
    if moves:
        IndexMove.objects.bulk_create(moves)
        IndexEntry.objects.filter(person_id__in=[one.person_id for one in moves]).update(cluster_id=to)
    return moves


def dissolve_lonely(cluster_ids: Iterable[int | None], *, now: datetime, act: IndexAct) -> None:
    """Let a record that is left alone in a cluster stand alone."""
    for cluster_id in {one for one in cluster_ids if one is not None}:
        left = members(cluster_id)
        if len(left) == 1:
            move(left, to=None, now=now, act=act)


def count_as_one(entries: Sequence[IndexEntry]) -> None:
    """Let figures count the entries, and all who are counted with them, as one person."""
    keys = {entry.counted_as for entry in entries}
    if len(keys) < 2:
        return
    together = IndexEntry.objects.filter(counted_as__in=keys).select_related("person").order_by("person_id")
    first = together[0].person.code
    IndexEntry.objects.filter(counted_as__in=keys).update(counted_as=first)


def count_apart(entries: Sequence[IndexEntry], *, others: Sequence[IndexEntry]) -> None:
    """Let figures count two groups as two persons; whoever was counted with them stays with `others`."""
    ids = [entry.person_id for entry in entries]
    keys = {entry.counted_as for entry in entries}
    own = min(entries, key=lambda entry: entry.person_id).person.code
    IndexEntry.objects.filter(person_id__in=ids).update(counted_as=own)
    rest = IndexEntry.objects.filter(counted_as__in=keys).exclude(person_id__in=ids)
    first = rest.select_related("person").order_by("person_id").first()
    if first is not None:
        rest.update(counted_as=first.person.code)


def homes_of_groups(groups: Sequence[Sequence[int]], lives_in: Mapping[int, int | None]) -> list[int | None]:
    """Return for each group of persons the cluster it keeps (None: a new one), so that little moves.

    A cluster goes to the group that holds most of its records; of equals, to the first. Pure.
    """
    claims = []
    for place, group in enumerate(groups):
        held: dict[int, int] = {}
        for person in group:
            cluster = lives_in.get(person)
            if cluster is not None:
                held[cluster] = held.get(cluster, 0) + 1
        claims += [(-count, cluster, place) for cluster, count in held.items()]
    kept: list[int | None] = [None] * len(groups)
    taken: set[int] = set()
    for _count, cluster, place in sorted(claims):
        if cluster not in taken and kept[place] is None:
            kept[place] = cluster
            taken.add(cluster)
    return kept
