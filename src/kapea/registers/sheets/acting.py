"""How every act on a record meets a person: a form, the act, and what to do when it cannot be done.

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
from kapea.registers.sheets.acts import Kind
from kapea.registers.sheets.problems import add_problem
from kapea.registers.sheets.rows import Card, Sheet
from kapea.registers.stale import both_values, renewed


@dataclass(frozen=True, kw_only=True)
class Asking:
    """What an act's form may depend on. card: the thing it is about, None for the whole."""

    sheet: Sheet
    by: Viewer
    now: datetime
    data: Any
    card: Card | None

    @property
    def code(self) -> str:
        """The code of the record."""
        return self.sheet.code

    @property
    def today(self) -> date:
        """The day in the country."""
        return local_day(self.now)

    @property
    def pk(self) -> int:
        """The number of the thing it is about."""
        return self.card.pk if self.card else 0

    @property
    def who(self) -> dict[str, Any]:
        """Who acts, and when."""
        return {"by": self.by, "now": self.now}


@dataclass(frozen=True, kw_only=True)
class ActPage:
    """One act's page. do: does it with what the valid form tells.

    edits: the form begins with what is stored, so that a stale save can show both values.
    """

    code: str
    form: Callable[[Asking], forms.Form]
    do: Callable[[Asking, Any], object]
    about: Any = ""
    tone: str = ""
    edits: bool = False


def plain(
    form: type[forms.Form], initial: Callable[[Asking], Mapping[str, Any]] | None = None
) -> Callable[[Asking], forms.Form]:
    """Return what makes a form that depends on nothing but what it begins with."""
    return lambda asking: form(asking.data, initial=initial(asking) if initial else {})


def act_view(kind: Kind, act: ActPage) -> View:
    """Return the view of an act, behind its door."""
    rule = kind.acts[act.code]

    @door(rule.permission, section=rule.section, record=kind.kind)
    def view(request: HttpRequest, code: str, **more: Any) -> HttpResponse:
        by, now = viewer(request), timezone.now()
        sheet = kind.read(code, by=by, now=now)
        if act.code not in sheet.granted:
            raise NotAllowed
        card = sheet.card(int(more[rule.item]), part=rule.part) if rule.item else None
        if rule.item and card is None:
            raise NotFound
        asking = Asking(sheet=sheet, by=by, now=now, data=request.POST or None, card=card)
        if request.method == "POST":
            return _perform(request, kind, act, asking)
        if act.code not in (card.acts if card is not None else sheet.acts):
            context = {"sheet": sheet, "kind": kind, "title": rule.label}
            return render(request, "sheets/not_now.html", context, status=409)
        return _show(request, kind, act, asking, act.form(asking))

    return view


def _perform(request: HttpRequest, kind: Kind, act: ActPage, asking: Asking) -> HttpResponse:
    form = act.form(asking)
    if not form.is_valid():
        return _show(request, kind, act, asking, form, status=422)
    try:
        once(
            request.POST.get("submission_key", ""),
            act=f"{kind.kind}.{act.code}",
            do=lambda: str(act.do(asking, form) or asking.code),
        )
    except (NotFound, NotAllowed):
        raise
    except StaleSave as stale:
        return _show_stale(request, kind, act, asking, form, version=stale.version)
    except KapeaError as error:
        add_problem(form, error, kind.problems)
        return _show(request, kind, act, asking, form, status=422)
    messages.success(request, _("Recorded."))
    anchor = kind.acts[act.code].part
    return redirect(f"{reverse(kind.page, args=[asking.code])}#{anchor}".rstrip("#"))


def _show(
    request: HttpRequest,
    kind: Kind,
    act: ActPage,
    asking: Asking,
    form: forms.Form,
    *,
    status: int = 200,
    **extra: Any,
) -> HttpResponse:
    context = {
        "sheet": asking.sheet,
        "kind": kind,
        "card": asking.card,
        "title": kind.acts[act.code].label,
        "about": act.about,
        "form": form,
        "tone": act.tone,
        **extra,
    }
    return render(request, "sheets/act.html", context, status=status)


def _show_stale(
    request: HttpRequest, kind: Kind, act: ActPage, asking: Asking, typed: forms.Form, *, version: int
) -> HttpResponse:
    """Show the form again with what was typed; above it, where the act edits, both values of what differs."""
    data = renewed(typed, version)
    sheet = kind.read(asking.code, by=asking.by, now=asking.now)
    again = Asking(sheet=sheet, by=asking.by, now=asking.now, data=data, card=asking.card)
    stored = act.form(replace(again, data=None)).initial if act.edits else {}
    rows = both_values(typed, stored) if act.edits else []
    return _show(request, kind, act, again, act.form(again), status=409, is_stale=not rows, stale_rows=rows)
