"""Which act of prosecutor, investigating judge or court is open at which stage. Pure.

Ten stages from complaint to the end; an act either leads to a stage or leaves it (a search, an
expert). What a country's procedure asks beyond this order is for its lawyers.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from kapea.registers.justice.errors import ActNotOpen, DayNotPossible, ReasonNeeded, SettlementNotReviewed

STAGES: Final = (
    "complaint", "prosecution", "investigation", "trial", "judged", "appeal", "final", "execution", "ended",
)  # fmt: skip
IN_ORDER: Final = STAGES
LIVE: Final = frozenset(STAGES) - {"ended"}


@dataclass(frozen=True, kw_only=True)
class StageAct:
    """Who does an act, at which stages, and to which stage it leads ("" stays).

    needs_reason: the act ends the matter or turns it back. by_judgment: follows from a judgment or
    an appeal and is not recorded by itself.
    """

    by: str
    at: tuple[str, ...]
    leads_to: str = ""
    needs_reason: bool = False
    by_judgment: bool = False


ACTS: Final[Mapping[str, StageAct]] = {
    "open_case": StageAct(by="prosecutor", at=("complaint",), leads_to="prosecution"),
    "hear_suspect": StageAct(by="prosecutor", at=("prosecution",)),
    "ask_investigation": StageAct(by="prosecutor", at=("prosecution",), leads_to="investigation"),
    "cite_directly": StageAct(by="prosecutor", at=("prosecution",), leads_to="trial"),
    "drop": StageAct(by="prosecutor", at=("complaint", "prosecution"), leads_to="ended", needs_reason=True),
    "final_submission": StageAct(by="prosecutor", at=("investigation",)),
    "place_under_investigation": StageAct(by="investigating_judge", at=("investigation",)),
    "order_detention": StageAct(by="investigating_judge", at=("investigation", "trial"), needs_reason=True),
    "order_search": StageAct(by="investigating_judge", at=("investigation",)),
    "order_expert": StageAct(by="investigating_judge", at=("investigation",)),
    "send_to_trial": StageAct(by="investigating_judge", at=("investigation",), leads_to="trial"),
    "dismiss": StageAct(by="investigating_judge", at=("investigation",), leads_to="ended", needs_reason=True),
    "judge": StageAct(by="court", at=("trial", "appeal"), leads_to="judged", by_judgment=True),
    "appeal": StageAct(by="court", at=("judged",), leads_to="appeal", by_judgment=True),
    "make_final": StageAct(by="court", at=("judged",), leads_to="final"),
    "begin_execution": StageAct(by="court", at=("final",), leads_to="execution"),
    "end_execution": StageAct(by="court", at=("execution",), leads_to="ended"),
    "close": StageAct(by="court", at=("final",), leads_to="ended"),
    "reopen": StageAct(by="prosecutor", at=("ended",), leads_to="prosecution", needs_reason=True),
}
GIVES_UP: Final = frozenset({"drop", "dismiss"})
"""Acts by which a matter ends without a judgment."""


def open_acts(stage: str, *, was_judged: bool = False) -> tuple[str, ...]:
    """Return the acts that may be recorded by themselves at a stage.

    A matter that ended with a judgment is not reopened.

    >>> open_acts("judged")
    ('make_final',)
    """
    return tuple(
        code
        for code, act in ACTS.items()
        if stage in act.at and not act.by_judgment and not (code == "reopen" and was_judged)
    )


def check_act(
    act: str,
    *,
    stage: str,
    on: date,
    since: date,
    today: date,
    reason: str = "",
    was_judged: bool = False,
    has_open_concern: bool = False,
) -> None:
    """Raise when the act cannot be recorded for that day.

    Raises ActNotOpen, DayNotPossible, ReasonNeeded, and SettlementNotReviewed when a matter would
    be given up while a settlement out of court waits for a supervisor.
    """
    if act not in open_acts(stage, was_judged=was_judged):
        raise ActNotOpen(f"{act} is not open at {stage}.")
    check_day(on, not_before=since, today=today)
    if ACTS[act].needs_reason and not reason.strip():
        raise ReasonNeeded(f"{act} asks for a reason.")
    if act in GIVES_UP and has_open_concern:
        raise SettlementNotReviewed("A supervisor looks at the settlement first.")


def check_day(on: date, *, not_before: date, today: date) -> None:
    """Raise DayNotPossible unless not_before <= on <= today."""
    if not not_before <= on <= today:
        raise DayNotPossible(f"The day must lie between {not_before} and {today}.")


def next_stage(act: str, *, stage: str) -> str:
    """Return the stage after an act."""
    return ACTS[act].leads_to or stage


def path_of(stage: str) -> list[tuple[str, str]]:
    """Return every stage with "done", "current" or "todo", for the steps on a page."""
    here = IN_ORDER.index(stage)
    return [
        (name, "done" if number < here else "current" if number == here else "todo")
        for number, name in enumerate(IN_ORDER)
    ]
