"""How every act on a proceeding meets a person: a form, the act, and what to do when it cannot be done.

A form keeps what was typed; a double submit does the act once; a stale save says so. Knows no single act.
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
from django.utils.translation import gettext as _

from kapea.engines.errors import KapeaError
from kapea.guard.access.viewer import Viewer
from kapea.guard.errors import NotAllowed, NotFound, StaleSave
from kapea.guard.pack import local_day
from kapea.guard.saving import once
from kapea.guard.web import View, door, viewer
from kapea.registers.justice.acts import ACTS
from kapea.registers.justice.problems import PROBLEMS
from kapea.registers.justice.queries.page import accessible_proceeding
from kapea.registers.justice.queries.rows import Card, ProceedingPage
from kapea.registers.justice.words import ACT
from kapea.registers.sheets.problems import add_problem
from kapea.registers.stale import both_values, chosen, renewed


@dataclass(frozen=True, kw_only=True)
class Asking:
    """What an act's form may depend on. card: the thing it is about, None for the whole."""

    page: ProceedingPage
    by: Viewer
    now: datetime
    data: Any
    asked: Mapping[str, str]
    card: Card | None

    @property
    def today(self) -> date:
        return local_day(self.now)

    @property
    def pk(self) -> int:
        """The number of the thing it is about."""
        return self.card.pk if self.card else 0


@dataclass(frozen=True, kw_only=True)
class ActPage:
    """One act's page. do: does it with what the valid form tells.

    stored: what is kept now of what the form asks, by field; None when the form asks something new.
    """

    code: str
    form: Callable[[Asking], forms.Form]
    do: Callable[[Asking, Any], object]
    about: Any = ""
    tone: str = ""
    stored: Callable[[Asking], Mapping[str, Any]] | None = None


def act_view(act: ActPage) -> View:
    """Return the view of an act, behind its door."""
    rule = ACTS[act.code]

    @door(rule.permission, section=rule.section, record="proceeding")
    def view(request: HttpRequest, code: str, **more: Any) -> HttpResponse:
        by, now = viewer(request), timezone.now()
        page = accessible_proceeding(code, by=by, now=now)
        if act.code not in page.granted:
            raise NotAllowed
        card = page.card(int(more[rule.item]), act=act.code) if rule.item else None
        if rule.item and card is None:
            raise NotFound
        asking = Asking(
            page=page, by=by, now=now, data=request.POST or None, asked=request.GET.dict(), card=card
        )
        if request.method == "POST":
            return _perform(request, act, _with_choices(act, asking))
        if not _is_open(act, page, card):
            return render(request, "justice/not_now.html", {"page": page, "title": ACT[act.code]}, status=409)
        return _show(request, act, asking, act.form(asking))

    return view


def _with_choices(act: ActPage, asking: Asking) -> Asking:
    """Return the asking with the form put together from both values, when somebody chose between them."""
    if not (act.stored and asking.data):
        return asking
    merged = chosen(asking.data, act.form(replace(asking, data=None)), act.stored(asking))
    return asking if merged is None else replace(asking, data=merged)


def _is_open(act: ActPage, page: ProceedingPage, card: Card | None) -> bool:
    return act.code in (card.acts if card is not None else page.acts)


def _perform(request: HttpRequest, act: ActPage, asking: Asking) -> HttpResponse:
    form = act.form(asking)
    if not form.is_valid():
        return _show(request, act, asking, form, status=422)
    try:
        once(
            request.POST.get("submission_key", ""),
            act=f"justice.{act.code}",
            do=lambda: str(act.do(asking, form) or asking.page.code),
        )
    except (NotFound, NotAllowed):
        raise
    except StaleSave as stale:
        return _show_stale(request, act, asking, form, stale.version)
    except KapeaError as error:
        add_problem(form, error, PROBLEMS)
        return _show(request, act, asking, form, status=422)
    messages.success(request, _("Recorded."))
    return redirect(
        f"{reverse('justice:proceeding', args=[asking.page.code])}#{ACTS[act.code].part}".rstrip("#")
    )


def _show(
    request: HttpRequest, act: ActPage, asking: Asking, form: forms.Form, *, status: int = 200, **extra: Any
) -> HttpResponse:
    context = {
        "page": asking.page,
        "card": asking.card,
        "title": ACT[act.code],
        "about": act.about,
        "form": form,
        "tone": act.tone,
        **extra,
    }
    return render(request, "justice/act.html", context, status=status)


def _show_stale(
    request: HttpRequest, act: ActPage, asking: Asking, form: forms.Form, version: int
) -> HttpResponse:
    """Show what was typed beside what is stored now; nothing is lost and a person chooses."""
    page = accessible_proceeding(asking.page.code, by=asking.by, now=asking.now)
    again = replace(asking, page=page)
    if act.stored is not None and (rows := both_values(form, act.stored(again))):
        return _show(request, act, again, form, status=409, stale_rows=rows, stale_version=version)
    again = replace(again, data=renewed(form, version))
    return _show(request, act, again, act.form(again), status=409, is_stale=True, meanwhile=_latest(page))


def _latest(page: ProceedingPage) -> Card | None:
    """Return the newest act of the proceeding, which somebody recorded meanwhile."""
    return next((part.cards[-1] for part in page.parts if part.code == "acts" and part.cards), None)
