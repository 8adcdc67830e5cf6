"""How every act on an incident is shown and done: a form, the act once, and back to the incident."""

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from kapea.engines.errors import KapeaError
from kapea.guard.errors import StaleSave
from kapea.guard.saving import once
from kapea.registers.police.problems import add_problem, is_known
from kapea.registers.stale import both_values, renewed

Act = Callable[[dict[str, Any]], object]
Stored = Callable[[], Mapping[str, Any]]


def do_act(
    request: HttpRequest,
    code: str,
    *,
    form: forms.Form,
    name: str,
    title: str,
    act: Act,
    done: str = "",
    keeps_refusals: bool = False,
    stored: Stored | None = None,
    **context: Any,
) -> HttpResponse:
    """Show the form of one act on an incident, or do the act and go back to the incident.

    The caller has checked that the viewer may act. What is typed stays on the form when it is refused.
    keeps_refusals: the act itself stores that it was refused, so nothing around it may undo that; it
    must bear being sent twice. stored: what stands there now, by field, for who saves second.
    """
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            if keeps_refusals:
                act(form.cleaned_data)
            else:
                once(
                    request.POST.get("submission_key", ""),
                    act=f"police.{name}",
                    do=lambda: str(act(form.cleaned_data) or code),
                )
        except StaleSave as stale:
            if stored is None:
                raise
            context["stale_rows"] = both_values(form, stored())
            form = type(form)(renewed(form, stale.version))
            status = 409
        except KapeaError as error:
            if not is_known(error):
                raise
            add_problem(form, error)
        else:
            if done:
                messages.success(request, done)
            return redirect("police:incident", code)
    shown = {"form": form, "code": code, "title": title, **context}
    return render(request, "police/act.html", shown, status=422 if form.errors else status)
