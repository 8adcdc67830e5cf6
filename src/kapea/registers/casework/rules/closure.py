"""Whether a case may be closed: each item of the country's checklist, met or not, and why.

An item whose code this module does not know counts as unmet, so that a pack cannot weaken a
closure by a slip of the pen. The approval by a second person is decided elsewhere, last.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from kapea.engines.dates import add_months

SECOND_PERSON: Final = "approved_by_another"
"""The item that only the decision itself can meet."""


@dataclass(frozen=True, kw_only=True)
class ClosureFacts:
    """What is known of a case when closure is asked.

    is_not_victim: the screening found no exploitation; a plan is then not needed.
    minimum_months: shortest follow-up after return. live_measures: how many a court has still to hold.
    """

    today: date
    is_not_victim: bool = False
    has_plan: bool = False
    open_actions: int = 0
    goals_reason_given: bool = False
    open_referrals: int = 0
    returned_on: date | None = None
    minimum_months: int = 0
    planned_visits_missing: int = 0
    waiver_given: bool = False
    child_view_heard: bool = False
    feedback_asked: bool = False
    no_protective_measure: bool = False
    live_measures: int = 0
    open_age_doubt: bool = False


@dataclass(frozen=True, kw_only=True)
class ChecklistItem:
    """One item with its state. why: code of the reason when it is not met."""

    code: str
    is_met: bool
    why: str = ""
    number: int = 0
    on: date | None = None


def checklist(codes: Sequence[str], facts: ClosureFacts) -> tuple[ChecklistItem, ...]:
    """Return the country's items with their states, without the second person's approval."""
    return tuple(_item(code, facts) for code in codes if code != SECOND_PERSON)


def unmet(items: Sequence[ChecklistItem]) -> tuple[ChecklistItem, ...]:
    """Return what stands against closing."""
    return tuple(item for item in items if not item.is_met)


def follow_up_ends_on(facts: ClosureFacts) -> date | None:
    """Return the first day on which follow-up after return has lasted long enough.

    Source of the months: the pack (`closure.minimum_months_after_return`).
    """
    return add_months(facts.returned_on, facts.minimum_months) if facts.returned_on else None


def _item(code: str, facts: ClosureFacts) -> ChecklistItem:
    judge = _JUDGES.get(code)
    if judge is None:
        return ChecklistItem(code=code, is_met=False, why="unknown_item")
    why, number, on = judge(facts)
    return ChecklistItem(code=code, is_met=not why, why=why, number=number, on=on)


_Judged = tuple[str, int, date | None]
_MET: Final[_Judged] = ("", 0, None)


def _goals_met(facts: ClosureFacts) -> _Judged:
    if facts.goals_reason_given or (facts.is_not_victim and not facts.has_plan):
        return _MET
    if not facts.has_plan:
        return ("no_plan", 0, None)
    return ("open_actions", facts.open_actions, None) if facts.open_actions else _MET


def _no_open_referral(facts: ClosureFacts) -> _Judged:
    return ("open_referrals", facts.open_referrals, None) if facts.open_referrals else _MET


def _follow_up_done(facts: ClosureFacts) -> _Judged:
    ends_on = follow_up_ends_on(facts)
    if ends_on is None or facts.waiver_given:
        return _MET
    if facts.today < ends_on:
        return ("follow_up_until", facts.minimum_months, ends_on)
    if facts.planned_visits_missing:
        return ("visits_missing", facts.planned_visits_missing, None)
    return _MET


def _no_measure(facts: ClosureFacts) -> _Judged:
    """A court's own register weighs more than what is said; measures elsewhere only somebody can say."""
    if facts.live_measures:
        return ("live_measures", facts.live_measures, None)
    return _MET if facts.no_protective_measure else ("say_no_measure", 0, None)


def _said(field: str, why: str) -> Callable[[ClosureFacts], _Judged]:
    return lambda facts: _MET if getattr(facts, field) else (why, 0, None)


_JUDGES: Final[Mapping[str, Callable[[ClosureFacts], _Judged]]] = {
    "goals_met": _goals_met,
    "no_open_referral": _no_open_referral,
    "follow_up_done": _follow_up_done,
    "no_live_protective_measure": _no_measure,
    "child_view_heard": _said("child_view_heard", "write_childs_view"),
    "feedback_asked": _said("feedback_asked", "ask_feedback"),
    "age_settled": lambda facts: ("age_open", 0, None) if facts.open_age_doubt else _MET,
}
