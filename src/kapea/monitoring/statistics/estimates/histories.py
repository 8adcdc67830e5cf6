"""Who was found by which lists, from the registers: counts of capture histories, and nobody's code.

Person codes are looked at here and forgotten here: what leaves is a table of counts. A record that names
no person cannot be compared with another list and is left out, counted.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kapea.engines.errors import KapeaError
from kapea.engines.estimation.strata import StratifiedTable
from kapea.registers.people.captures import (
    Capture,
    index_version,
    one_person,
    registers_with_captures,
)

UNKNOWN = "unknown"
FEWEST_LISTS = 2
DEPENDENT = ("care",)
"""Lists that another body's list fills: offered, not ticked."""
CHILDREN, EVERYONE = "children", "everyone"


class NobodyFound(KapeaError):
    """The chosen lists hold nobody in this period."""

    code = "estimates.nobody_found"


@dataclass(frozen=True, kw_only=True)
class Histories:
    """Counts of capture histories. not_linked: records that named no person and were left out."""

    table: StratifiedTable
    not_linked: int
    index_version: str


def lists_there_are() -> tuple[str, ...]:
    """Return the lists that the registers can hand over, in the order of the registers."""
    return tuple(name for register in registers_with_captures() for name in register.LISTS)


def usual_lists() -> tuple[str, ...]:
    """Return the lists that can find a child alone: what a page offers ticked."""
    return tuple(name for name in lists_there_are() if name not in DEPENDENT)


def gather(*, lists: Sequence[str], by: Sequence[str], who: str, first_on: date, last_on: date) -> Histories:
    """Return the histories of a period. Raises NobodyFound."""
    captures = [
        capture
        for register in registers_with_captures()
        if set(register.LISTS) & set(lists)
        for capture in register.captures(first_on=first_on, last_on=last_on)
        if capture.list_code in lists and not (who == CHILDREN and capture.is_child is False)
    ]
    named = [capture for capture in captures if capture.person_code]
    if not named:
        raise NobodyFound
    return Histories(
        table=count_histories(named, lists=lists, by=by),
        not_linked=len(captures) - len(named),
        index_version=index_version(),
    )


def count_histories(
    captures: Iterable[Capture], *, lists: Sequence[str], by: Sequence[str]
) -> StratifiedTable:
    """Return how many persons have each history; what divides a person comes from their first capture."""
    captures = list(captures)
    person_of = one_person(capture.person_code for capture in captures)
    history: dict[str, int] = {}
    values: dict[str, dict[str, str]] = {}
    for capture in captures:
        person = person_of[capture.person_code]
        history[person] = history.get(person, 0) | 1 << lists.index(capture.list_code)
        known = values.setdefault(person, {})
        for name, value in _traits(capture).items():
            if value:
                known.setdefault(name, value)
    counts = Counter(
        (mask, tuple(values[person].get(name, UNKNOWN) for name in by)) for person, mask in history.items()
    )
    return StratifiedTable.of(lists=tuple(lists), covariates=tuple(by), counts=counts)


def _traits(capture: Capture) -> Mapping[str, str]:
    age = {True: "child", False: "adult", None: ""}[capture.is_child]
    return {"sex": capture.sex, "age": age}
