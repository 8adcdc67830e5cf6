"""What a person is told when an act cannot be done, and beside which field."""

from collections.abc import Mapping
from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext_lazy as _

from kapea.engines.errors import KapeaError


class DayNotPossible(KapeaError):
    """The day lies before what it follows, or in the future."""

    code = "sheets.day_not_possible"


class ReasonNeeded(KapeaError):
    """This act asks for a reason in words."""

    code = "sheets.reason_needed"


class NotNow(KapeaError):
    """The act does not follow from where the record stands."""

    code = "sheets.not_now"


class SecondPersonNeeded(KapeaError):
    """Another person than the one who asked decides."""

    code = "sheets.second_person_needed"


@dataclass(frozen=True, kw_only=True)
class Problem:
    """What to say, and the fields it may stand beside: the first that the form has."""

    words: object
    fields: tuple[str, ...] = ()


DAYS = ("on", "received_on", "visited_on", "arrived_on", "ended_on", "valid_until", "issued_on", "from_on")
COMMON: Mapping[str, Problem] = {
    "sheets.day_not_possible": Problem(
        words=_("This day is before what it follows, or in the future. Write another day."), fields=DAYS
    ),
    "sheets.reason_needed": Problem(
        words=_("Write why, in a few words."), fields=("reason", "words", "why", "waiver")
    ),
    "sheets.not_now": Problem(
        words=_("This does not follow from where the record stands. Look at it again.")
    ),
    "sheets.second_person_needed": Problem(words=_("Another person than the one who asked decides on this.")),
}


def explain(error: KapeaError, problems: Mapping[str, Problem]) -> Problem:
    """Return what to tell a person about an error."""
    found = problems.get(error.code) or COMMON.get(error.code)
    return found or Problem(words=_("This could not be done. Nothing was changed."))


def add_problem(form: forms.Form, error: KapeaError, problems: Mapping[str, Problem]) -> None:
    """Say in the form why the act was refused, beside the field it is about."""
    problem = explain(error, problems)
    field = next((name for name in problem.fields if name in form.fields), None)
    form.add_error(field, problem.words)  # type: ignore[arg-type]
