"""Which step of a request to or from another State comes next. Pure."""

from collections.abc import Sequence

from kapea.registers.justice.errors import StepNotNext

KINDS = ("embassy_notice", "extradition", "mutual_assistance")


def next_step(steps: Sequence[str], taken: Sequence[str]) -> str:
    """Return the step that comes next, "" when all are taken.

    >>> next_step(("sent", "received", "answered"), ("sent",))
    'received'
    """
    left = [step for step in steps if step not in taken]
    return left[0] if left else ""


def check_step(step: str, *, steps: Sequence[str], taken: Sequence[str]) -> None:
    """Raise StepNotNext unless the step is the one that comes next."""
    if not step or step != next_step(steps, taken):
        raise StepNotNext(f"{step!r} does not come next.")
