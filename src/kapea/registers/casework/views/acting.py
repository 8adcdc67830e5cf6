"""How every act on a case meets a person: a form, the act, and what to do when it cannot be done.

A form keeps what was typed; a double submit does the act once; when someone else saved meanwhile,
both values are shown. Knows no single act.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from kapea.engines.errors import KapeaError
from kapea.guard.access.viewer import Viewer
from kapea.guard.errors import NotAllowed, NotFound, StaleSave
from kapea.guard.pack import local_day
from kapea.guard.saving import once
from kapea.guard.web import View, door, viewer
from kapea.registers.casework import queries
from kapea.registers.casework.problems import explain
from kapea.registers.stale import both_values, renewed


@dataclass(frozen=True, kw_only=True)
class Asking:
    """What an act's form may depend on."""

    page: queries.CasePage
    by: Viewer
    now: datetime
    data: Any
    more: Mapping[str, Any]

    @property
    def today(self) -> date:
        return local_day(self.now)


MakeForm = Callable[[Asking], forms.Form]
Do = Callable[[Asking, Any], str]


@dataclass(frozen=True, kw_only=True)
class Act:
    """One act's page.

    code: as in `acts`; do: does it with the valid form; done: what is said afterwards.
    current: what is stored now, by form field, for showing both values of a stale save.
    """

    code: str
    permission: str
    section: str
    title: Any
    form: MakeForm
    do: Do
    done: Any
    submit: Any = ""
    about: Any = ""
    anchor: str = ""
    template: str = "casework/act.html"
    tone: str = ""
    current: Callable[[Asking], Mapping[str, Any]] | None = None
    context: Callable[[Asking], Mapping[str, Any]] | None = None


def act_view(act: Act) -> View:
    """Return the view of an act, behind its door."""

    @door(act.permission, section=act.section, record="case")
    def view(request: HttpRequest, code: str, **more: Any) -> HttpResponse:
        by, now = viewer(request), timezone.now()
        page = queries.accessible_case(code, by=by, now=now)
        is_granted = act.code in page.granted
        asking = Asking(page=page, by=by, now=now, data=request.POST or None, more=more)
        if request.method != "POST":
            if not is_granted:
                raise NotAllowed
            if act.code not in page.acts:
                return render(request, "casework/not_now.html", {"page": page, "act": act}, status=409)
            return _show(request, act, asking, act.form(asking))
        return _perform(request, act, asking, is_granted=is_granted)

    return view


def _perform(request: HttpRequest, act: Act, asking: Asking, *, is_granted: bool) -> HttpResponse:
    """Do the act. A form sent twice is answered the second time as the first, whatever changed since."""
    form = act.form(asking)
    if not form.is_valid():
        if not is_granted:
            raise NotAllowed
        return _show(request, act, asking, form, status=422)
    try:
        once(
            request.POST.get("submission_key", ""),
            act=f"casework.{act.code}",
            do=lambda: act.do(asking, form),
        )
    except (NotFound, NotAllowed):
        raise
    except StaleSave:
        return _show_both(request, act, asking, form)
    except KapeaError as error:
        add_problem(form, error)
        return _show(request, act, asking, form, status=422)
    messages.success(request, act.done)
    return redirect(f"{reverse('casework:case', args=[asking.page.code])}#{act.anchor}".rstrip("#"))


def add_problem(form: forms.Form, error: KapeaError) -> None:
    """Say in the form why the act was refused, beside the field it is about."""
    problem = explain(error)
    field = next((name for name in problem.fields if name in form.fields), None)
    form.add_error(field, problem.words)


def _show(
    request: HttpRequest, act: Act, asking: Asking, form: forms.Form, *, status: int = 200, **extra: Any
) -> HttpResponse:
    more = act.context(asking) if act.context else {}
    context = {"page": asking.page, "act": act, "form": form, "code": asking.page.code, **more, **extra}
    return render(request, act.template, context, status=status)


def _show_both(request: HttpRequest, act: Act, asking: Asking, form: forms.Form) -> HttpResponse:
    """Show what was typed beside what is stored now; the form comes back with the version stored."""
    page = queries.accessible_case(asking.page.code, by=asking.by, now=asking.now)
    again = Asking(page=page, by=asking.by, now=asking.now, data=None, more=asking.more)
    stored = act.current(again) if act.current else {}
    data = renewed(form, stored.get("version", page.version))
    again = replace(again, data=data)
    return _show(request, act, again, act.form(again), status=409, stale_rows=both_values(form, stored))
