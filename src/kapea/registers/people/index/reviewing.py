"""Which pairs a viewer may decide on, and what of them the viewer sees.

Side by side stand coarse facts, how far each field agrees, and what that says. Names and birth dates
stand there only for a record that the viewer may open anyway.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.db import transaction
from django.db.models import Count, F, Q, QuerySet

from kapea.engines.dates import AgeRange
from kapea.guard.access.viewer import Viewer
from kapea.guard.accounts.queries import holders
from kapea.guard.audit.chain import record_event
from kapea.guard.errors import NotFound
from kapea.registers.people import queries
from kapea.registers.people.index import records
from kapea.registers.people.index.judge import judge
from kapea.registers.people.index.rules import Answer, Fall, degree, falls, likelihood, speaks, still_needed
from kapea.registers.people.index.waiting import MINE, REVIEW, reviewable, waiting_for
from kapea.registers.people.models import IndexAct, IndexEntry, IndexPair, IndexRun, PairAnswer, Person

A_PAGE: Final = 25
MODEL_STEPS: Final = ("before looking", "siblings instead", "with caution")
HOUSEHOLD: Final = "siblings instead"


@dataclass(frozen=True, kw_only=True)
class WaitingPair:
    """A pair in the queue. mine: what the viewer has answered, "" for nothing."""

    code: str
    records: tuple[str, str]
    agencies: tuple[str, str]
    likelihood: str
    origin: str
    answers: int
    mine: str


@dataclass(frozen=True, kw_only=True)
class Side:
    """One record of a pair: coarse facts; the identity only when the viewer's own grant opens it."""

    code: str
    agency_code: str
    sex: str
    ages: AgeRange | None
    province_code: str
    identity: queries.Identity | None


@dataclass(frozen=True, kw_only=True)
class Agreement:
    """How far one field agrees, and how that speaks. field: the engine's comparison."""

    field: str
    degree: str
    speaks: str
    bits: float


@dataclass(frozen=True, kw_only=True)
class Given:
    """An answer and who gave it."""

    by: str
    answer: str
    ground: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class ShownPair:
    """A pair as the viewer may see it. siblings: how "brother or sister instead" speaks. falls: how the steps
    add up, coarsely.

    answers: of an open pair, only once the viewer has answered: the second answer must not lean on the
    first. hidden: how many answers are kept back. still: who may yet answer an open pair, body by body.
    people_needed: how many equal answers it waits for at least.
    """

    code: str
    state: str
    verdict: str
    likelihood: str
    percent: int
    is_possible: bool
    sides: tuple[Side, Side]
    agreements: tuple[Agreement, ...]
    falls: tuple[Fall, ...]
    siblings: str
    answers: tuple[Given, ...]
    hidden: int
    mine: str
    still: tuple["Deciders", ...]
    people_needed: int
    acts: tuple["ShownAct", ...]
    are_joined: bool


@dataclass(frozen=True, kw_only=True)
class Deciders:
    """People of one body who may answer a pair and have not. agency_code "": of no body, for the country."""

    agency_code: str
    people: int


@dataclass(frozen=True, kw_only=True)
class ShownAct:
    """A decision that changed the index."""

    code: str
    kind: str
    at: datetime
    by: tuple[str, str]
    records: tuple[str, ...]
    undone: bool


def pair_for(code: str, *, by: Viewer, lock: bool = False) -> IndexPair:
    """Return a pair that the viewer may decide on. Raises NotFound."""
    rows = reviewable(by=by).select_related("one__data_key", "other__data_key").filter(code=code)
    pair = (rows.select_for_update(of=("self",)) if lock else rows).first()
    if pair is None:
        raise NotFound
    return pair


def waiting_pairs(*, by: Viewer, state: str = "open", page: int = 1) -> tuple[list[WaitingPair], int]:
    """Return a page of the queue and how many pairs there are in all.

    First those that wait for a second person, then what people asked, then the likeliest.
    state: of the pairs, or MINE for the open ones that wait for the viewer.
    """
    rows = waiting_for(by) if state == MINE else reviewable(by=by).filter(state=state)
    total = rows.count()
    ordered = rows.annotate(
        given=Count("answers", filter=Q(answers__round=F("round")), distinct=True)
    ).order_by("-given", F("probability").desc(nulls_first=True), "pk")
    start = (max(page, 1) - 1) * A_PAGE
    found = list(ordered.select_related("one", "other")[start : start + A_PAGE])
    mine = {
        answer.pair_id: answer.answer
        for answer in PairAnswer.objects.filter(pair__in=found, by_id=by.user_id, round=F("pair__round"))
    }
    return [
        WaitingPair(
            code=pair.code,
            records=(pair.one.code, pair.other.code),
            agencies=(pair.one.agency_code, pair.other.agency_code),
            likelihood=likelihood(pair.probability) if pair.probability is not None else "",
            origin=pair.origin,
            answers=pair.given,
            mine=mine.get(pair.pk, ""),
        )
        for pair in found
    ], total


@transaction.atomic
def shown_pair(code: str, *, by: Viewer, now: datetime) -> ShownPair:
    """Return a pair for review; what was opened of whom is audited. Raises NotFound."""
    pair = pair_for(code, by=by)
    persons = [pair.one, pair.other]
    (judged,) = judge(records.rows_of(persons), [(0, 1)], with_steps=True)
    fields = [step for step in judged.steps if step.comparison not in MODEL_STEPS]
    sides = tuple(_side(person, by=by, today=now.date()) for person in persons)
    given = list(pair.answers.filter(round=pair.round).select_related("by").order_by("at", "pk"))
    opened = [side.code for side in sides if side.identity is not None]
    record_event("people.index.pair_read", by=by, on=("pair", code), details={"opened": opened}, at=now)
    mine = next((each.answer for each in given if each.by_id == by.user_id), "")
    shown = given if mine or pair.state != "open" else []
    probability = pair.probability if pair.probability is not None else judged.probability
    return ShownPair(
        code=pair.code,
        state=pair.state,
        verdict=pair.verdict,
        likelihood=likelihood(probability),
        percent=round(100 * probability),
        is_possible=judged.is_possible,
        sides=(sides[0], sides[1]),
        agreements=tuple(
            Agreement(
                field=step.comparison, degree=degree(step.level), speaks=speaks(step.bits), bits=step.bits
            )
            for step in fields
        ),
        falls=falls([(step.comparison, step.bits) for step in judged.steps if step.level != "unknown"]),
        siblings=next((speaks(step.bits) for step in judged.steps if step.comparison == HOUSEHOLD), "hardly"),
        answers=tuple(
            Given(by=each.by.username, answer=each.answer, ground=each.ground, at=each.at) for each in shown
        ),
        hidden=len(given) - len(shown),
        mine=mine,
        still=_still(pair, {each.by_id for each in given}) if pair.state == "open" else (),
        people_needed=still_needed([Answer(by=each.by_id, answer=each.answer) for each in given]),
        acts=acts_of(pair.acts.order_by("-pk")),
        are_joined=_are_joined(pair),
    )


def _still(pair: IndexPair, answered: set[int]) -> tuple[Deciders, ...]:
    """Return who may yet answer, body by body; nobody is named before they have answered."""
    bodies = {pair.one.agency_code, pair.other.agency_code}
    able = [
        each
        for each in holders(REVIEW)
        if each.user_id not in answered and (each.is_national or each.agency_code in bodies)
    ]
    counted = Counter(each.agency_code for each in able)
    return tuple(Deciders(agency_code=code, people=counted[code]) for code in sorted(counted))


def _are_joined(pair: IndexPair) -> bool:
    homes = set(
        IndexEntry.objects.filter(person_id__in=[pair.one_id, pair.other_id]).values_list(
            "cluster_id", flat=True
        )
    )
    return len(homes) == 1 and None not in homes


def _side(person: Person, *, by: Viewer, today: date) -> Side:
    sections = by.sections(queries.READ, queries.relations(person, by=by))
    coarse = queries.open_identity(person, sections=frozenset(), today=today)
    opens = "identity" in sections
    return Side(
        code=person.code,
        agency_code=person.agency_code,
        sex=coarse.sex,
        ages=coarse.ages,
        province_code=coarse.province_code,
        identity=queries.open_identity(person, sections=frozenset({"identity"}), today=today)
        if opens
        else None,
    )


def acts_of(rows: "QuerySet[IndexAct]") -> tuple[ShownAct, ...]:
    """Return acts as they are shown."""
    acts = rows.select_related("first_by", "second_by", "pair__one", "pair__other", "undone_by")
    return tuple(
        ShownAct(
            code=act.code,
            kind=act.kind,
            at=act.at,
            by=(act.first_by.username, act.second_by.username),
            records=(act.pair.one.code, act.pair.other.code),
            undone=hasattr(act, "undone_by"),
        )
        for act in acts
    )


def recent_acts(*, by: Viewer, most: int = 50) -> tuple[ShownAct, ...]:
    """Return the newest acts on pairs that the viewer may decide on."""
    return acts_of(IndexAct.objects.filter(pair__in=reviewable(by=by)).order_by("-pk")[:most])


@dataclass(frozen=True, kw_only=True)
class ShownRun:
    """A run as far as it has come. percent: of its present stage."""

    code: str
    kind: str
    state: str
    stage: str
    done: int
    total: int
    asked_at: datetime
    started_at: datetime | None
    ended_at: datetime | None
    figures: dict[str, object]

    @property
    def percent(self) -> int:
        return 100 * self.done // self.total if self.total else 0


def recent_runs(most: int = 5) -> list[ShownRun]:
    """Return the newest runs."""
    names = ShownRun.__dataclass_fields__
    return [ShownRun(**row) for row in IndexRun.objects.order_by("-pk").values(*names)[:most]]
