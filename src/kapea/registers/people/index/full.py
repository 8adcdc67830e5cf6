"""A full run: the whole register linked anew, and what changed stored in small transactions.

Names live in the memory of this process only. What people decided binds the run; a person on whom
somebody decides while it runs is left for the next one.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

import duckdb
import numpy as np
import pyarrow as pa
from django.db import transaction
from numpy.typing import NDArray

from kapea.engines.linkage.linking import link
from kapea.engines.linkage.model import first_model, to_json
from kapea.registers.bulk_rows import store_rows
from kapea.registers.codes import new_code
from kapea.registers.people.index import clusters, pairs, records, runs
from kapea.registers.people.index.judge import FEWEST_TO_LEARN_FROM
from kapea.registers.people.models import IndexCluster, IndexEntry, IndexMove, IndexPair, IndexRun, Person

Rows = NDArray[np.int64]
THREADS = 2
FEWEST_TO_LINK = 2
AT_ONCE = 2_000


@dataclass(frozen=True, kw_only=True)
class _Read:
    """Who was read, in the order of the linked rows."""

    ids: list[int]
    versions: list[int]
    codes: list[str]


def carry_out(run: IndexRun, *, clock: runs.Clock) -> dict[str, object]:
    """Compare all, store what changed, and return the figures of the run."""
    began = clock()
    read, table = _read(run, clock=clock)
    if len(read.ids) < FEWEST_TO_LINK:
        alone = np.arange(len(read.ids))
        return {
            "records": len(read.ids),
            "changed": _store(run, read, alone, alone, since=began, clock=clock),
        }
    runs.say(run, stage="comparing", done=0, total=len(read.ids), now=clock())
    taught = None if len(read.ids) >= FEWEST_TO_LEARN_FROM else first_model()
    with duckdb.connect(config={"threads": THREADS}) as connection:
        linkage = link(table, connection=connection, decisions=pairs.decisions(), taught=taught)
    counted, sure = linkage.clusters, linkage.sure_clusters
    changed = _store(run, read, counted, sure, since=began, clock=clock)
    asked = pairs.ask(run, linkage, read.ids, clock=clock)
    if linkage.model is not None and taught is None:
        IndexRun.objects.filter(pk=run.pk).update(model=to_json(linkage.model))
    return {
        "records": len(read.ids),
        "persons": len(np.unique(counted)),
        "clusters": int((np.bincount(sure) > 1).sum()),
        "changed": changed,
        **asked,
    }


def _read(run: IndexRun, *, clock: runs.Clock) -> tuple[_Read, pa.Table]:
    read = _Read(ids=[], versions=[], codes=[])
    total, tables = Person.objects.count(), [records.table_of([])]
    for batch in records.batches(Person.objects.all()):
        tables.append(records.table_of(records.rows_of(batch)))
        read.ids.extend(person.pk for person in batch)
        read.versions.extend(person.version for person in batch)
        read.codes.extend(person.code for person in batch)
        runs.say(run, stage="reading", done=len(read.ids), total=total, now=clock())
    return read, pa.concat_tables(tables)


def _store(
    run: IndexRun, read: _Read, counted: Rows, sure: Rows, *, since: datetime, clock: runs.Clock
) -> int:
    """Store each record's place; return how many changed. A second time, nothing changes."""
    groups = list(_groups(read.ids, sure))
    joined = IndexEntry.objects.filter(cluster__isnull=False)
    lives_in = dict(joined.values_list("person_id", "cluster_id").iterator(chunk_size=AT_ONCE))
    homes = clusters.homes_of_groups(groups, lives_in)
    group_of = {person: place for place, group in enumerate(groups) for person in group}
    first_code = [read.codes[row] for row in counted]
    changed = 0
    for start in range(0, len(read.ids), AT_ONCE):
        part = range(start, min(start + AT_ONCE, len(read.ids)))
        with transaction.atomic():
            changed += _store_part(run, read, part, first_code, homes, group_of, since=since, now=clock())
        runs.say(run, stage="storing", done=part.stop, total=len(read.ids), now=clock())
    return changed


def _store_part(
    run: IndexRun,
    read: _Read,
    part: range,
    first_code: Sequence[str],
    homes: list[int | None],
    group_of: dict[int, int],
    *,
    since: datetime,
    now: datetime,
) -> int:
    clusters.hold_run()
    ids = [read.ids[row] for row in part]
    entries = IndexEntry.objects.select_for_update().in_bulk(ids, field_name="person_id")
    decided = _decided_since(ids, since)
    fresh, moved, changed = [], dict[int | None, list[IndexEntry]](), 0
    _make_homes({group_of[pk] for pk in ids if pk in group_of}, homes, now=now)
    for row in part:
        pk, version, key = read.ids[row], read.versions[row], first_code[row]
        entry = entries.get(pk)
        if entry is None:
            fresh.append((pk, version, key))
            entry = IndexEntry(person_id=pk, version=version, counted_as=key)
            changed += 1
        elif pk not in decided and (entry.counted_as, entry.version) != (key, version):
            IndexEntry.objects.filter(person_id=pk).update(counted_as=key, version=version)
            changed += 1
        if pk not in decided:
            home = homes[group_of[pk]] if pk in group_of else None
            if home != entry.cluster_id:
                moved.setdefault(home, []).append(entry)
    store_rows(IndexEntry, ("person_id", "version", "counted_as"), fresh)
    for home, movers in moved.items():
        changed += len(clusters.move(movers, to=home, now=now, run=run))
    return changed


def _make_homes(places: set[int], homes: list[int | None], *, now: datetime) -> None:
    """Make the clusters that are still missing."""
    missing = sorted(place for place in places if homes[place] is None)
    made = IndexCluster.objects.bulk_create(
        [IndexCluster(code=new_code("N"), made_at=now) for _place in missing], batch_size=AT_ONCE
    )
    for place, cluster in zip(missing, made, strict=True):
        homes[place] = cluster.pk


def _groups(ids: Sequence[int], sure: Rows) -> Iterator[list[int]]:
    """Yield the groups of two records and more."""
    order = np.argsort(sure, kind="stable")
    _, starts, sizes = np.unique(np.asarray(sure)[order], return_index=True, return_counts=True)
    for start, size in zip(starts[sizes > 1], sizes[sizes > 1], strict=True):
        yield [ids[row] for row in order[start : start + size]]


def _decided_since(ids: Sequence[int], since: datetime) -> set[int]:
    """Return on which of the persons people have decided meanwhile, and whom that has moved with them."""
    rows = IndexPair.objects.filter(state="decided", decided_at__gte=since)
    found = {pk for pair in rows.values_list("one_id", "other_id") for pk in pair}
    moves = IndexMove.objects.filter(act__isnull=False, at__gte=since)
    return (found | set(moves.values_list("person_id", flat=True))) & set(ids)
