"""A run over what is new: each record that the index has not met, against the nearest ones.

One record is one transaction, so a run that falls goes on where it stood. A record is linked without a
person only when it is sure, when nothing in the whole cluster speaks against it, and when nobody has said
otherwise.
"""

import logging
from datetime import datetime
from typing import Final

from django.db import transaction

from kapea.engines.linkage.judging import Judgement
from kapea.guard.vault.sealing import SealBroken
from kapea.registers.people.index import clusters, pairs, records, runs, standing
from kapea.registers.people.index.candidates import nearest, tokens_of
from kapea.registers.people.index.drafts import draft_of
from kapea.registers.people.index.judge import judge
from kapea.registers.people.index.rules import AUTOMATIC, COUNTED_FROM, REVIEW
from kapea.registers.people.models import IndexEntry, IndexRun, Person

log = logging.getLogger(__name__)
AT_ONCE: Final = 50


def carry_out(run: IndexRun, *, clock: runs.Clock) -> dict[str, object]:
    """Meet every record that is new or has changed; return the figures of the run."""
    total, done, linked, asked = runs.unseen_persons().count(), 0, 0, 0  # type: ignore[attr-defined]
    while batch := list(runs.unseen_persons().select_related("data_key").order_by("pk")[:AT_ONCE]):  # type: ignore[attr-defined]
        for person in batch:
            with transaction.atomic():
                clusters.hold_run()
                is_linked, number = _meet(person, run, now=clock())
            linked, asked = linked + is_linked, asked + number
        done += len(batch)
        runs.say(run, stage="comparing", done=done, total=max(total, done), now=clock())
    return {"records": done, "linked": linked, "asked": asked}


def _meet(person: Person, run: IndexRun, *, now: datetime) -> tuple[bool, int]:
    """Give the person a place; return whether they were linked, and how many pairs people are asked about."""
    entry = clusters.entry_of(person)
    judged = _judged(person)
    best = max(judged, key=lambda pk: judged[pk].probability, default=None)
    is_linked = False
    if best is not None and entry.cluster_id is None:
        is_linked = _link(person, entry, best, judged[best], run, now=now)
    IndexEntry.objects.filter(person=person).update(version=person.version)
    return is_linked, _ask(person, judged, now=now)


def _judged(person: Person) -> dict[int, Judgement]:
    """Return the judgement on each near record by its primary key."""
    try:
        draft = draft_of(person)
    except SealBroken:
        log.error("a name of %s does not open; the record stays alone", person.code)
        return {}
    ids = nearest(tokens_of(draft), told=draft, without=[person.pk])
    others = list(Person.objects.filter(pk__in=ids).select_related("data_key"))
    rows = records.rows_of([person, *others])
    found = judge(rows, [(0, place + 1) for place in range(len(others))])
    return {other.pk: one for other, one in zip(others, found, strict=True)}


def _ask(person: Person, judged: dict[int, Judgement], *, now: datetime) -> int:
    """Ask about every record that is worth a look and not joined, however sure the model is of it."""
    joined = {entry.person_id for entry in clusters.members(clusters.entry_of(person).cluster_id)}
    wanted = {
        (min(person.pk, pk), max(person.pk, pk)): one.probability
        for pk, one in judged.items()
        if one.probability >= REVIEW and pk not in joined
    }
    return pairs.ask_also(wanted, now=now)


def _link(
    person: Person, entry: IndexEntry, best: int, judged: Judgement, run: IndexRun, *, now: datetime
) -> bool:
    other = clusters.entry_of(Person.objects.get(pk=best))
    group = clusters.members(other.cluster_id) or [other]
    if judged.probability < COUNTED_FROM or not _may_join(person, group):
        return False
    clusters.count_as_one([entry, other])
    if judged.probability < AUTOMATIC:
        return False
    home = other.cluster_id or clusters.new_cluster(now=now).pk
    clusters.move([entry, other], to=home, now=now, run=run)
    return True


def _may_join(person: Person, group: list[IndexEntry]) -> bool:
    """Whether the whole group speaks for the person, and nobody has decided against one of it."""
    ids = [entry.person_id for entry in group]
    if standing.is_held_apart(person.pk, ids):
        return False
    members = list(Person.objects.filter(pk__in=ids).select_related("data_key"))
    rows = records.rows_of([person, *members])
    found = judge(rows, [(0, place + 1) for place in range(len(members))])
    return all(one.is_possible for one in found) and sum(one.log_odds for one in found) > 0
