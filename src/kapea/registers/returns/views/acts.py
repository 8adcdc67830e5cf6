"""The acts on a return, each with its form and what it does."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from kapea.registers.returns.acts import ACTS
from kapea.registers.returns.forms import returning as ask
from kapea.registers.returns.problems import PROBLEMS
from kapea.registers.returns.queries.page import accessible_return
from kapea.registers.returns.services import crossing, following, opening, preparing
from kapea.registers.sheets.acting import ActPage, Asking, act_view, plain
from kapea.registers.sheets.acts import Kind
from kapea.registers.sheets.fields import Confirm

RETURN = Kind(
    kind="return",
    page="returns:return",
    back=_("Back to the return"),
    acts=ACTS,
    problems=PROBLEMS,
    read=accessible_return,
)


def _today(asking: Asking) -> dict[str, Any]:
    return {"on": asking.today, "version": asking.sheet.version}


def _change(asking: Asking, form: Any) -> None:
    told = dict(form.cleaned_data)
    version = told.pop("version") or 0
    opening.change_journey(asking.code, opening.Journey(**told), version=version, **asking.who)


def _goal(told: dict[str, Any]) -> following.NewGoal:
    return following.NewGoal(**{name: told.pop(name) for name in ("domain", "due_on", "text")})


def _plan(asking: Asking, form: Any) -> None:
    told = dict(form.cleaned_data)
    following.make_plan(asking.code, _goal(told), **told, **asking.who)


def _consent(asking: Asking, form: Any) -> int:
    return preparing.record_consent(asking.code, preparing.Said(**form.cleaned_data), **asking.who)


def _visit(asking: Asking, form: Any) -> int:
    return following.record_visit(asking.code, following.NewVisit(**form.cleaned_data), **asking.who)


def _does(service: Any) -> Any:
    return lambda asking, form: service(asking.code, **form.cleaned_data, **asking.who)


def _does_on(service: Any) -> Any:
    return lambda asking, form: service(asking.code, asking.pk, **form.cleaned_data, **asking.who)


PAGES = (
    ActPage(
        code="accept",
        form=plain(Confirm),
        do=lambda asking, form: opening.accept_return(asking.code, **asking.who),
    ),
    ActPage(
        code="change",
        form=plain(ask.JourneyForm, lambda asking: asking.sheet.initial),
        do=_change,
        edits=True,
    ),
    ActPage(
        code="recognise", form=plain(ask.RecognitionForm, _today), do=_does(preparing.record_recognition)
    ),
    ActPage(code="trace", form=plain(ask.TracingForm, _today), do=_does(preparing.record_tracing)),
    ActPage(code="assess", form=plain(ask.AssessmentForm, _today), do=_does(preparing.record_assessment)),
    ActPage(
        code="consent",
        form=plain(ask.ConsentForm, _today),
        do=_consent,
        about=_("A child who was not told what awaits them has not agreed."),
    ),
    ActPage(
        code="withdraw",
        form=plain(ask.DayForm, _today),
        do=_does_on(preparing.withdraw_consent),
        tone="danger",
        about=_("From now on the child is not handed over."),
    ),
    ActPage(
        code="paper",
        form=plain(ask.PaperForm, lambda asking: {"asked_on": asking.today}),
        do=_does(preparing.ask_paper),
        about=_("A child without papers is a victim, not an illegal immigrant, and pays nothing."),
    ),
    ActPage(
        code="paper_answer", form=plain(ask.PaperAnswerForm, _today), do=_does_on(preparing.answer_paper)
    ),
    ActPage(code="escort", form=plain(ask.EscortForm), do=_does(preparing.plan_escort)),
    ActPage(code="hand_over", form=plain(ask.HandingForm, _today), do=_does(crossing.record_handing)),
    ActPage(code="stop", form=plain(ask.StopForm, _today), do=_does(crossing.stop_return), tone="danger"),
    ActPage(
        code="arrive",
        form=plain(
            ask.ArrivalForm, lambda asking: {"arrived_on": asking.today, "version": asking.sheet.version}
        ),
        do=_does(crossing.confirm_arrival),
    ),
    ActPage(code="plan", form=plain(ask.PlanForm), do=_plan),
    ActPage(
        code="goal",
        form=plain(ask.GoalForm),
        do=lambda asking, form: following.add_goal(asking.code, _goal(dict(form.cleaned_data)), **asking.who),
    ),
    ActPage(code="end_goal", form=plain(ask.GoalEndForm, _today), do=_does_on(following.end_goal)),
    ActPage(code="reintegrate", form=plain(ask.DayForm, _today), do=_does(crossing.record_reintegration)),
    ActPage(
        code="visit",
        form=lambda asking: ask.VisitForm(
            asking.data,
            initial={"visited_on": asking.today},
            missed=asking.sheet.options.get("missed", []),
        ),
        do=_visit,
    ),
    ActPage(
        code="ask_closure",
        form=plain(ask.ClosureForm),
        do=_does(following.ask_closure),
        about=_("Another person decides on it."),
    ),
    ActPage(code="decide_closure", form=plain(ask.DecisionForm), do=_does_on(following.decide_closure)),
)
VIEWS = {page.code: act_view(RETURN, page) for page in PAGES}
