"""What every page of the law shares: the day asked for, and what can be compared with the law."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from kapea.engines.law.effects import Effects
from kapea.guard.errors import NotFound
from kapea.guard.web import viewer
from kapea.monitoring.law.forms import Choices, DayForm
from kapea.monitoring.law.queries import scenarios, text

DAY = "on"


def day_asked(request: HttpRequest) -> tuple[DayForm, date | None]:
    """Return the form of the day and the day asked for; None is the law as recorded now."""
    form = DayForm(request.GET if DAY in request.GET else None)
    if form.is_bound and form.is_valid():
        return form, form.cleaned_data[DAY]
    return form, None


def page(request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """Show a page of the law with its day field; a day that is none is explained (422)."""
    form, on = day_asked(request)
    kept = [(key, value) for key, values in request.GET.lists() if key != DAY for value in values]
    shared = {"day_form": form, "on": on.isoformat() if on else "", "day": on, "kept": kept}
    if form.is_bound and form.errors and status == 200:
        status = 422
    by = viewer(request)
    granted = {"may_write": by.may(scenarios.WRITE), "reads_scenarios": by.may(scenarios.PERMISSION)}
    return render(request, template, {**shared, **granted, **context}, status=status)


def proposed_choices(request: HttpRequest) -> Choices:
    """Return what a viewer may compare the law with: proposals of the pack, and scenarios they may read."""
    by = viewer(request)
    of_pack: Choices = [(name, f"{name} · {one['title']}") for name, one in text.proposals(by=by).items()]
    written: Choices = [(one.code, f"{one.code} · {one.title}") for one in scenarios.list_scenarios(by=by)]
    return [(_("From the sources"), of_pack), (_("Written here"), written)] if written else [*of_pack]


def compared(request: HttpRequest, name: str, on: date | None) -> Effects | None:
    """Return the effects of a proposal of the pack or of a scenario, None for "". Raises NotFound."""
    if not name:
        return None
    by = viewer(request)
    held = text.proposals(by=by).get(name)
    if held is None:
        if not by.may(scenarios.PERMISSION):
            raise NotFound
        held = scenarios.accessible_scenario(name, by=by).as_plain()
    return text.effects_of(held, by=by, on=on)
