"""The list of cases and one case."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language

from kapea.engines.errors import KapeaError
from kapea.guard.errors import NotAllowed
from kapea.guard.pack import current_pack, local_day
from kapea.guard.saving import once
from kapea.guard.web import door, viewer
from kapea.registers.casework import access, queries, services, tools
from kapea.registers.casework.acts import next_acts
from kapea.registers.casework.forms.identifying import OpenForm
from kapea.registers.casework.views.acting import add_problem
from kapea.registers.worklist.queries import tasks_of
from kapea.registers.worklist.queues import queue_here

STATUSES = ("open", "closed", "all")


@door(access.READ)
def cases(request: HttpRequest) -> HttpResponse:
    """List cases, newest first: one list at a time, narrowed by status, step, risk and a typed text."""
    by = viewer(request)
    wanted = _wanted(request, queries.lists_of(by))
    rows = queries.list_cases(wanted, by=by, after=request.GET.get("after", ""))
    pack, language = current_pack(), get_language() or "en"
    return render(
        request,
        "casework/cases.html",
        {
            "rows": rows,
            "wanted": wanted,
            "lists": queries.lists_of(by),
            "statuses": STATUSES,
            "steps": pack.code_list("case_step").choices(language),
            "risks": pack.code_list("risk_level").choices(language),
            "total": queries.count_cases(wanted, by=by),
            "queue": queue_here(queries.workqueues(by=by, now=timezone.now()), request),
            "next_after": rows[-1].code if len(rows) == queries.PAGE else "",
            "may_open": services.may_open(by),
            "has_referrals": bool(queries.boxes_of(by)),
        },
    )


def _wanted(request: HttpRequest, lists: tuple[str, ...]) -> queries.CaseFilter:
    """Return what the address asks for; a word it does not know is left out."""
    asked = request.GET
    which, status = asked.get("list", ""), asked.get("status", "")
    return queries.CaseFilter(
        which=which if which in lists else next(iter(lists), ""),
        status=status if status in STATUSES else "open",
        step=asked.get("step", ""),
        risk=asked.get("risk", "")[:20],
        text=asked.get("q", "")[:200].strip(),
    )


@door(access.READ, record="case")
def case(request: HttpRequest, code: str) -> HttpResponse:
    """Show one case: its step, what to do next, and the sections open to the viewer."""
    by, now = viewer(request), timezone.now()
    page = queries.accessible_case(code, by=by, now=now)
    first = next_acts(page.step, page.acts, page.facts)
    return render(
        request,
        "casework/case.html",
        {
            "page": page,
            "steps": step_line(page),
            "first_acts": first,
            "other_acts": [act for act in OTHER_ACTS if act in page.acts and act not in first],
            "tasks": tasks_of("case", code, by=by, now=now),
            "assessed": [
                (each, tools.title_of(each.tool), tools.said(each.tool, dict(each.answers), each.texts))
                for each in page.assessments
            ],
            "today": local_day(now),
        },
    )


OTHER_ACTS = (
    "assign",
    "identify",
    "doubt_age",
    "risk",
    "assess",
    "assess_more",
    "approve",
    "needs",
    "conference",
    "flag",
    "service",
    "refer",
    "follow_up",
    "visit",
    "note",
    "ask_closure",
    "decide_closure",
    "reopen",
)


def step_line(page: queries.CasePage) -> list[dict[str, Any]]:
    """Return the steps of the country with the state of each in this case."""
    steps = current_pack().code_list("case_step").items
    reached = [item.code for item in steps].index(page.step)
    closed = page.status == "closed"
    return [
        {
            "label": item.label,
            "state": "done" if closed or place < reached else ("current" if place == reached else "todo"),
        }
        for place, item in enumerate(steps)
    ]


@door(access.WRITE)
def open_new(request: HttpRequest) -> HttpResponse:
    """Open a case for a child whom the worker met themselves."""
    by, now = viewer(request), timezone.now()
    if not services.may_open(by):
        raise NotAllowed
    form = OpenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            code = once(
                request.POST.get("submission_key", ""),
                act="casework.open",
                do=lambda: services.open_case(
                    summary=told["summary"],
                    forms=tuple(told["forms"]),
                    province_code=told["province_code"],
                    by=by,
                    now=now,
                ),
            )
            return redirect("casework:case", code)
        except KapeaError as error:
            if error.code.startswith("guard."):
                raise
            add_problem(form, error)
    return render(request, "casework/open.html", {"form": form}, status=422 if form.errors else 200)
