"""The list of returns, one return, and what opens a new one."""

from collections.abc import Callable
from typing import Any

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from kapea.engines.errors import KapeaError
from kapea.guard.errors import NotAllowed, NotFound
from kapea.guard.saving import once
from kapea.guard.web import door, viewer
from kapea.registers.returns import words
from kapea.registers.returns.forms.returning import FromCaseForm, MetForm
from kapea.registers.returns.problems import PROBLEMS
from kapea.registers.returns.queries import lists
from kapea.registers.returns.queries.queues import workqueues
from kapea.registers.returns.services.opening import Journey, open_from_case, open_return
from kapea.registers.returns.views.acts import RETURN
from kapea.registers.sheets.problems import add_problem
from kapea.registers.sheets.showing import page_after, show_sheet
from kapea.registers.worklist.own_records import own_codes
from kapea.registers.worklist.queues import queue_here
from kapea.registers.worklist.showing import say_left_behind
from kapea.registers.worklist.subjects import subject_url

READ, WRITE = "returns.return.read", "returns.return.write"


@door(READ)
def returns(request: HttpRequest) -> HttpResponse:
    """List returns, newest first, narrowed by ?which=."""
    which = request.GET.get("which", "")
    which = which if which in dict(words.LISTS) else ""
    by, now = viewer(request), timezone.now()
    rows = lists.list_returns(by=by, now=now, which=which, after=page_after(request))
    context = {
        "rows": rows,
        "which": which,
        "choices": words.LISTS,
        "total": lists.count_returns(by=by, now=now, which=which),
        "queue": queue_here(workqueues(by=by, now=now), request),
        "may_write": bool(by.scopes(WRITE, "return")),
        "next_after": f"{rows[-1].received_on}~{rows[-1].code}" if len(rows) == lists.PAGE else "",
    }
    return render(request, "returns/returns.html", context)


@door(READ, record="return")
def one(request: HttpRequest, code: str) -> HttpResponse:
    """Show one return with what is open on each of its parts."""
    return show_sheet(
        request, RETURN, code, template="returns/return.html", by=viewer(request), now=timezone.now()
    )


def _opened(
    request: HttpRequest, form: Form, title: str, do: Callable[[dict[str, Any]], str], **extra: Any
) -> HttpResponse:
    """Show the form that opens a return, or open it and show the return."""
    if request.method == "POST" and form.is_valid():
        try:
            code = once(
                request.POST.get("submission_key", ""),
                act="return.open",
                do=lambda: do(dict(form.cleaned_data)),
            )
        except (NotFound, NotAllowed):
            raise
        except KapeaError as error:
            add_problem(form, error, PROBLEMS)
        else:
            return redirect(_where_to(code, form.cleaned_data, own=viewer(request).agency))
    context = {"form": form, "title": title, **extra}
    return render(request, "returns/open.html", context, status=422 if form.errors else 200)


def _where_to(code: str, told: dict[str, Any], *, own: str) -> str:
    """Return the page that shows what was opened: with another body, the case shows what becomes of it."""
    if told.get("agency_code") in ("", None, own):
        return reverse("returns:return", args=[code])
    return subject_url("case", told["case_code"]) or reverse("returns:returns")


@door(WRITE, section="return")
def from_case(request: HttpRequest) -> HttpResponse:
    """Open a return for the child of one's own case."""
    by, now = viewer(request), timezone.now()
    cases = sorted(own_codes("case", by=by))
    form = FromCaseForm(request.POST or None, initial={"case_code": request.GET.get("case", "")}, cases=cases)

    def do(told: dict[str, Any]) -> str:
        case, agency = told.pop("case_code"), told.pop("agency_code")
        code = open_from_case(case, Journey(**told), agency_code=agency, by=by, now=now)
        say_left_behind(request, case, agency_code=agency or by.agency, by=by, now=now)
        return code

    return _opened(request, form, _("Return the child of your case"), do, has_cases=bool(cases))


@door(WRITE, section="return")
def met(request: HttpRequest) -> HttpResponse:
    """Open a return for a person whom the body met itself."""
    by, now = viewer(request), timezone.now()
    form = MetForm(request.POST or None, initial={"direction": "in"})

    def do(told: dict[str, Any]) -> str:
        about = {name: told.pop(name) for name in ("name", "sex", "age_years")}
        return open_return(Journey(**told), **about, by=by, now=now)

    return _opened(request, form, _("Register a return"), do, has_cases=True)
