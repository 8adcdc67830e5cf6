"""How a person comes to be recorded: always past those who may already be there.

Used by every page that records a person. First the form; then, when similar records exist, the
choice between "the same person" and "another person", made on what is typed now. Knows no page.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest

from kapea.guard.access.viewer import Viewer
from kapea.guard.pack import local_day
from kapea.registers.people.drafts import PersonDraft
from kapea.registers.people.forms import DuplicatesForm, PersonForm
from kapea.registers.people.lookup import Candidate, possible_duplicates

MakeForm = Callable[..., Any]
"""Makes the form from (data, initial=, today=); the form tells its `draft()`."""


@dataclass(frozen=True, kw_only=True)
class Intake:
    """Where the recording of a person stands.

    draft: set when it may be recorded now; chosen: the record taken for the same person, if any.
    duplicates: set when the worker has still to choose.
    """

    form: Any
    duplicates: DuplicatesForm | None = None
    draft: PersonDraft | None = None
    chosen: Candidate | None = None

    @property
    def same_as(self) -> str:
        """Code of the record chosen, "" for a new person."""
        return self.chosen.code if self.chosen else ""

    @property
    def same(self) -> dict[str, str]:
        """What an act takes: `chosen`, a record the worker may open and uses as it is, or `same_as`, noted only."""
        is_ours = self.chosen is not None and self.chosen.is_ours
        return {"chosen" if is_ours else "same_as": self.same_as}

    @property
    def status(self) -> int:
        """The HTTP status of the page that shows this."""
        wrong = bool(self.form.errors) or bool(self.duplicates and self.duplicates.errors)
        return 422 if wrong else 200


@dataclass(frozen=True, kw_only=True)
class Choice:
    """Who a person told is: those who may be the same, and what was chosen among them.

    asked: the form of the choice, None when nobody resembles. is_made: whether nothing is left to ask.
    """

    asked: DuplicatesForm | None = None
    chosen: Candidate | None = None
    is_made: bool = False

    @property
    def same(self) -> dict[str, str]:
        """What an act takes, as of an `Intake`; empty for another person."""
        if self.chosen is None:
            return {}
        return {"chosen" if self.chosen.is_ours else "same_as": self.chosen.code}


def choose(draft: PersonDraft, data: Any, *, prefix: str, by: Viewer, now: datetime) -> Choice:
    """Return the choice for one of several persons on a page, made only on the very records shown.

    data: the values sent, None when the page is only opened.
    """
    candidates = possible_duplicates(draft, by=by, now=now)
    if not candidates:
        return Choice(is_made=True)
    known: dict[str, Any] = {"candidates": candidates, "draft": draft, "is_strict": True, "prefix": prefix}
    given = DuplicatesForm(data, **known)
    if data is None or not given.is_for_these() or not data.get(given.add_prefix("choice")):
        return Choice(asked=DuplicatesForm(**known))
    if not given.is_valid():
        return Choice(asked=given)
    wanted = given.cleaned_data["choice"]
    chosen = next((each for each in candidates if each.code == wanted), None)
    return Choice(asked=given, chosen=chosen, is_made=True)


def told_names(*, km: str, latin: str) -> dict[str, str]:
    """Return names handed over in one line as the form asks for them: the first word is the family's.

    >>> told_names(km="", latin="Sok Dara")["given_latin"]
    'Dara'
    """
    found = {}
    for script, name in (("km", km), ("latin", latin)):
        family, _space, given = name.strip().partition(" ")
        found |= {f"family_{script}": family if given else "", f"given_{script}": given or family}
    return found


def take_in(
    request: HttpRequest,
    *,
    by: Viewer,
    now: datetime,
    initial: Mapping[str, Any] | None = None,
    make: MakeForm = PersonForm,
) -> Intake:
    """Return how far the recording has come with this request.

    make: the form, when a register asks otherwise than `PersonForm` does.
    """
    today = local_day(now)
    if request.method != "POST":
        return Intake(form=make(initial=dict(initial or {}), today=today))
    form = make(request.POST, today=today)
    if not form.is_valid():
        return Intake(form=form)
    draft = form.draft()
    candidates = possible_duplicates(draft, by=by, now=now)
    if not candidates:
        return Intake(form=form, draft=draft)
    asked = DuplicatesForm(candidates=candidates, draft=draft)
    given = DuplicatesForm(request.POST, candidates=candidates, draft=draft)
    if "looked_up_for" not in request.POST or not given.is_for_these():
        return Intake(form=form, duplicates=asked)
    if not given.is_valid():
        return Intake(form=form, duplicates=given)
    choice = given.cleaned_data["choice"]
    chosen = next((each for each in candidates if each.code == choice), None)
    return Intake(form=form, draft=draft, chosen=chosen)
