"""How people say whether two records are one person, and what follows when two of them agree.

Every link, unlink, merge and unmerge is the same act: two different people give the same answer on a
pair. Answering opens no record to anybody. A decided pair can be asked anew; two people decide again.
"""

from datetime import datetime
from typing import Final

from django.db import transaction

from kapea.engines.errors import KapeaError
from kapea.guard.access.viewer import Viewer
from kapea.guard.audit.chain import record_event
from kapea.registers.codes import new_code
from kapea.registers.people import queries
from kapea.registers.people.index import clusters, records, standing
from kapea.registers.people.index.judge import judge
from kapea.registers.people.index.reviewing import pair_for
from kapea.registers.people.index.rules import (
    APART,
    GROUNDS,
    SAME,
    UNSURE,
    Answer,
    act_kind,
    verdict,
    verdict_of,
    with_whom,
)
from kapea.registers.people.index.signals import queue_changed
from kapea.registers.people.models import IndexAct, IndexEntry, IndexMove, IndexPair, PairAnswer, Person

WRITE: Final = "people.person.write"


class AnswerNotKnown(KapeaError):
    """Choose an answer and on what it rests."""

    code = "people.index.answer"


class PairIsDecided(KapeaError):
    """Two people have decided this pair meanwhile. Ask it anew if they were wrong."""

    code = "people.index.decided"


class PairNotDecided(KapeaError):
    """This pair is still open; there is nothing to ask anew."""

    code = "people.index.not_decided"


class OneRecordOnly(KapeaError):
    """Give the code of another record than this one."""

    code = "people.index.same_record"


class RecordNotThere(KapeaError):
    """No record has this code."""

    code = "people.index.no_record"


class NotInOneCluster(KapeaError):
    """This record is not joined with another one."""

    code = "people.index.not_joined"


@transaction.atomic
def answer_pair(code: str, *, answer: str, ground: str, by: Viewer, now: datetime) -> IndexPair:
    """Answer an open pair; the second equal answer of another person decides and changes the index.

    Who answers again replaces their own answer. Raises NotFound, AnswerNotKnown, PairIsDecided.
    """
    clusters.hold_run()
    pair = pair_for(code, by=by, lock=True)
    if pair.state == "decided":
        raise PairIsDecided
    return _answer(pair, answer=answer, ground=ground, by=by, now=now)


@transaction.atomic
def ask_anew(code: str, *, ground: str, by: Viewer, now: datetime) -> IndexPair:
    """Open a decided pair again with the opposite answer of the asker; a second person must agree.

    Until then the decision stands. Raises NotFound, PairNotDecided, AnswerNotKnown.
    """
    clusters.hold_run()
    pair = pair_for(code, by=by, lock=True)
    if pair.state != "decided":
        raise PairNotDecided
    opposite = APART if pair.verdict == SAME else SAME
    _open_again(pair, now=now)
    record_event("people.index.asked_anew", by=by, on=("pair", code), at=now)
    return _answer(pair, answer=opposite, ground=ground, by=by, now=now)


@transaction.atomic
def ask_about(
    code: str, *, other_code: str, answer: str, ground: str, by: Viewer, now: datetime
) -> IndexPair:
    """Say of a record of one's own that it is the same person as another record, or is not.

    Only noted until a second person says the same. Raises NotFound, NotAllowed, OneRecordOnly,
    RecordNotThere, AnswerNotKnown.
    """
    person = queries.person_for(code, by=by, permission=WRITE, section="identity")
    other = Person.objects.filter(code=other_code.strip().upper()).first()
    if other is None:
        raise RecordNotThere
    if other.pk == person.pk:
        raise OneRecordOnly
    clusters.hold_run()
    pair = _pair_of(person, other, now=now)
    if pair.state == "decided":
        if pair.verdict == answer:
            return pair
        _open_again(pair, now=now)
    return _answer(pair, answer=answer, ground=ground, by=by, now=now)


@transaction.atomic
def note_at_intake(person: Person, other: Person, *, by: Viewer, now: datetime) -> None:
    """Take the choice of a worker who has just recorded a person as the first of two answers."""
    pair = _pair_of(person, other, now=now)
    if by.user_id is not None:
        _answer(pair, answer=SAME, ground="facts", by=by, now=now)


@transaction.atomic
def ask_to_part(code: str, *, ground: str, by: Viewer, now: datetime) -> IndexPair:
    """Say of a record of one's own that it is not the person it is joined with.

    Raises NotFound, NotInOneCluster, AnswerNotKnown.
    """
    person = queries.person_for(code, by=by, permission=WRITE, section="identity")
    entry = IndexEntry.objects.filter(person=person).first()
    group = clusters.members(entry.cluster_id) if entry else []
    others = [one.person for one in group if one.person_id != person.pk]
    if not others:
        raise NotInOneCluster
    return ask_about(code, other_code=others[0].code, answer=APART, ground=ground, by=by, now=now)


def _pair_of(person: Person, other: Person, *, now: datetime) -> IndexPair:
    one, later = sorted((person, other), key=lambda each: each.pk)
    defaults = {"code": new_code("L"), "origin": "asked", "asked_at": now}
    pair, _made = IndexPair.objects.select_for_update().get_or_create(one=one, other=later, defaults=defaults)
    if pair.state == "void":
        IndexPair.objects.filter(pk=pair.pk).update(state="open", origin="asked")
        pair.refresh_from_db()
    return pair


def _open_again(pair: IndexPair, *, now: datetime) -> None:
    origin = "sample" if pair.origin == "sample" else "asked"
    IndexPair.objects.filter(pk=pair.pk).update(
        state="open", verdict="", decided_at=None, round=pair.round + 1, origin=origin, asked_at=now
    )
    pair.refresh_from_db()


def _answer(pair: IndexPair, *, answer: str, ground: str, by: Viewer, now: datetime) -> IndexPair:
    if answer not in (SAME, APART, UNSURE) or ground not in GROUNDS or by.user_id is None:
        raise AnswerNotKnown
    PairAnswer.objects.update_or_create(
        pair=pair,
        round=pair.round,
        by_id=by.user_id,
        defaults={"answer": answer, "ground": ground, "at": now},
    )
    details = {"answer": answer, "ground": ground, "records": [pair.one.code, pair.other.code]}
    record_event("people.index.answered", by=by, on=("pair", pair.code), details=details, at=now)
    given = PairAnswer.objects.filter(pair=pair, round=pair.round).order_by("at", "pk")
    decided = verdict([Answer(by=each.by_id, answer=each.answer) for each in given])
    if decided:
        _decide(pair, decided, [each for each in given if each.answer == decided][:2], by=by, now=now)
        pair.refresh_from_db()
    bodies = frozenset((pair.one.agency_code, pair.other.agency_code))
    queue_changed.send(sender=IndexPair, agencies=bodies, now=now)
    return pair


def _decide(pair: IndexPair, decided: str, answers: list[PairAnswer], *, by: Viewer, now: datetime) -> None:
    earlier = pair.acts.filter(undone_by__isnull=True).order_by("-pk").first()
    undoes = earlier if earlier and verdict_of(earlier.kind) != decided else None
    one, other = clusters.entry_of(pair.one), clusters.entry_of(pair.other)
    largest = max(len(clusters.members(entry.cluster_id)) or 1 for entry in (one, other))
    act = IndexAct.objects.create(
        code=new_code("X"),
        kind=act_kind(answer=decided, is_undoing=undoes is not None, largest=largest),
        pair=pair,
        first_by_id=answers[0].by_id,
        second_by_id=answers[1].by_id,
        at=now,
        undoes=undoes,
    )
    IndexPair.objects.filter(pk=pair.pk).update(state="decided", verdict=decided, decided_at=now)
    if decided == SAME:
        _join(one, other, act, now=now)
    else:
        _part(one, other, act, now=now)
    details = {"pair": pair.code, "undoes": undoes.code if undoes else "", "moves": act.moves.count()}
    record_event(f"people.index.{act.kind}", by=by, on=("index_act", act.code), details=details, at=now)


def _join(one: IndexEntry, other: IndexEntry, act: IndexAct, *, now: datetime) -> None:
    """Join two records with all that each is joined with; an undone parting is taken back the same way."""
    clusters.count_as_one([one, other])
    if one.cluster_id is not None and one.cluster_id == other.cluster_id:
        return
    groups = [clusters.members(entry.cluster_id) or [entry] for entry in (one, other)]
    larger, smaller = sorted(groups, key=lambda group: (-len(group), group[0].person_id))
    home = larger[0].cluster_id or clusters.new_cluster(now=now).pk
    clusters.move([*larger, *smaller], to=home, now=now, act=act)


def _part(one: IndexEntry, other: IndexEntry, act: IndexAct, *, now: datetime) -> None:
    """Part two records. What an earlier act had joined goes back as it was; each record that came since, or
    all third records when there was no such act, goes with whom people hold it for one, else where it is
    more alike."""
    if one.cluster_id is None or one.cluster_id != other.cluster_id:
        if one.counted_as == other.counted_as:
            clusters.count_apart(clusters.members(other.cluster_id) or [other], others=[one])
        return
    home = one.cluster_id
    group = clusters.members(home)
    ids = {entry.person_id for entry in group}
    leaving, since, came_from = _moved_in_by(act.undoes, home) if act.undoes else (set(), set(), None)
    leaving &= ids
    if len({one.person_id, other.person_id} & leaving) == 1:
        leaver, stayer = (one, other) if one.person_id in leaving else (other, one)
        staying = ids - leaving - since
    else:
        leaver, stayer, leaving, staying, came_from = other, one, {other.person_id}, {one.person_id}, None
    leaving |= _go_along(leaver, stayer, group, leaving=leaving, staying=staying | {stayer.person_id})
    movers = [entry for entry in group if entry.person_id in leaving]
    target = None
    if len(movers) > 1:
        is_free = came_from is not None and not clusters.members(came_from)
        target = came_from if is_free else clusters.new_cluster(now=now).pk
    clusters.move(movers, to=target, now=now, act=act)
    clusters.count_apart(movers, others=[entry for entry in group if entry.person_id not in leaving])
    clusters.dissolve_lonely([home], now=now, act=act)


def _moved_in_by(act: IndexAct, home: int) -> tuple[set[int], set[int], int | None]:
    """Return whom an act brought into the cluster, who came since, and the cluster the former came from."""
    moves = list(act.moves.filter(now_in_id=home))
    if not moves:
        return set(), set(), None
    newest = max(move.pk for move in moves)
    since = set(IndexMove.objects.filter(now_in_id=home, pk__gt=newest).values_list("person_id", flat=True))
    origins = {move.was_in_id for move in moves}
    if len(moves) > 1 and origins == {None}:
        return {max(move.person_id for move in moves)}, since, None
    return {move.person_id for move in moves}, since, origins.pop() if len(origins) == 1 else None


def _go_along(
    leaver: IndexEntry,
    stayer: IndexEntry,
    group: list[IndexEntry],
    *,
    leaving: set[int],
    staying: set[int],
) -> set[int]:
    """Return who else leaves: whom people hold for one with those leaving, else who is nearer to the leaver."""
    free = {entry.person_id for entry in group} - leaving - staying
    if not free:
        return set()
    ties = standing.held_together([entry.person_id for entry in group])
    along, against = with_whom(free, leaving=leaving, staying=staying, ties=ties)
    undecided = [entry for entry in group if entry.person_id in free - along - against]
    return along | _nearer_to(leaver, stayer, undecided)


def _nearer_to(leaver: IndexEntry, stayer: IndexEntry, others: list[IndexEntry]) -> set[int]:
    """Return who of the others is more alike to the leaver than to the stayer."""
    if not others:
        return set()
    group = [leaver, stayer, *others]
    persons = Person.objects.select_related("data_key").in_bulk([entry.person_id for entry in group])
    rows = records.rows_of(
        [persons[pk] for pk in (leaver.person_id, stayer.person_id, *(e.person_id for e in others))]
    )
    found = judge(rows, [(side, place + 2) for place in range(len(others)) for side in (0, 1)])
    return {
        entry.person_id
        for place, entry in enumerate(others)
        if found[2 * place].log_odds > found[2 * place + 1].log_odds
    }
