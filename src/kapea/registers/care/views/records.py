"""The lists of facilities and placements, one of each, and what opens a new one."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from kapea.engines.errors import KapeaError
from kapea.guard.errors import NotAllowed, NotFound
from kapea.guard.pack import local_day
from kapea.guard.saving import once
from kapea.guard.web import door, viewer
from kapea.registers.care import words
from kapea.registers.care.forms.facilities import FacilityForm
from kapea.registers.care.forms.placements import AskForm
from kapea.registers.care.problems import PROBLEMS
from kapea.registers.care.queries import lists
from kapea.registers.care.queries.queues import workqueues
from kapea.registers.care.services import facilities as facility_acts
from kapea.registers.care.services import placing
from kapea.registers.care.views.acts import FACILITY, PLACEMENT
from kapea.registers.choices import province_choices
from kapea.registers.sheets.problems import add_problem
from kapea.registers.sheets.showing import page_after, show_sheet
from kapea.registers.worklist.own_records import own_codes
from kapea.registers.worklist.queues import queue_here
from kapea.registers.worklist.showing import say_left_behind

READ, WRITE, LICENSE = "care.facility.read", "care.facility.write", "care.licence.write"
READ_PLACEMENT, ASK = "care.placement.read", "care.placement.ask"


@door(READ)
def facilities(request: HttpRequest) -> HttpResponse:
    """List facilities, narrowed by ?which= and ?province=. Never says where one is."""
    which = _which(request, words.FACILITY_LISTS)
    province = request.GET.get("province", "")
    by, now = viewer(request), timezone.now()
    rows = lists.list_facilities(
        by=by, now=now, which=which, province=province, after=request.GET.get("after", "")
    )
    context = {
        "rows": rows,
        "which": which,
        "province": province,
        "choices": words.FACILITY_LISTS,
        "provinces": province_choices(),
        "total": lists.count_facilities(by=by, now=now, which=which, province=province),
        "queue": queue_here(workqueues(by=by, now=now), request),
        "may_write": by.may(WRITE),
        "next_after": rows[-1].code if len(rows) == lists.PAGE else "",
    }
    return render(request, "care/facilities.html", context)


def _which(request: HttpRequest, choices: list[tuple[str, object]]) -> str:
    which = request.GET.get("which", "")
    return which if which in dict(choices) else ""


@door(WRITE)
def register(request: HttpRequest) -> HttpResponse:
    """Register a facility."""
    by, now = viewer(request), timezone.now()
    form = FacilityForm(request.POST or None, is_for_others=by.may(LICENSE))
    if request.method == "POST" and form.is_valid():
        told = dict(form.cleaned_data)
        told.pop("version", None)
        agency = told.pop("agency_code", "")
        new = facility_acts.FacilityDetails(**told)
        try:
            code = once(
                request.POST.get("submission_key", ""),
                act="facility.register",
                do=lambda: facility_acts.register_facility(new, agency_code=agency, by=by, now=now),
            )
        except (NotFound, NotAllowed):
            raise
        except KapeaError as error:
            add_problem(form, error, PROBLEMS)
        else:
            return redirect("care:facility", code)
    return render(request, "care/register.html", {"form": form}, status=422 if form.errors else 200)


@door(READ, record="facility")
def facility(request: HttpRequest, code: str) -> HttpResponse:
    """Show one facility with what is open on each of its parts."""
    return show_sheet(
        request, FACILITY, code, template="care/facility.html", by=viewer(request), now=timezone.now()
    )


@door(READ_PLACEMENT)
def placements(request: HttpRequest) -> HttpResponse:
    """List placements, newest first, narrowed by ?which=."""
    which = _which(request, words.PLACEMENT_LISTS)
    by, now = viewer(request), timezone.now()
    rows = lists.list_placements(by=by, now=now, which=which, after=page_after(request))
    context = {
        "rows": rows,
        "which": which,
        "choices": words.PLACEMENT_LISTS,
        "total": lists.count_placements(by=by, now=now, which=which),
        "queue": queue_here(workqueues(by=by, now=now), request),
        "may_ask": by.may(ASK),
        "next_after": f"{rows[-1].asked_on}~{rows[-1].code}" if len(rows) == lists.PAGE else "",
    }
    return render(request, "care/placements.html", context)


@door(READ_PLACEMENT, record="placement")
def placement(request: HttpRequest, code: str) -> HttpResponse:
    """Show one placement with what is open on it."""
    return show_sheet(
        request, PLACEMENT, code, template="care/placement.html", by=viewer(request), now=timezone.now()
    )


@door(ASK, section="placement")
def ask(request: HttpRequest) -> HttpResponse:
    """Ask a body for a placement of the child of one's own case."""
    by, now = viewer(request), timezone.now()
    cases = sorted(own_codes("case", by=by))
    form = AskForm(request.POST or None, initial={"case_code": request.GET.get("case", "")}, cases=cases)
    if request.method == "POST" and form.is_valid():
        try:
            code = once(
                request.POST.get("submission_key", ""),
                act="placement.ask",
                do=lambda: placing.ask_placement(**form.cleaned_data, by=by, now=now),
            )
        except (NotFound, NotAllowed):
            raise
        except KapeaError as error:
            add_problem(form, error, PROBLEMS)
        else:
            told = form.cleaned_data
            say_left_behind(request, told["case_code"], agency_code=told["agency_code"], by=by, now=now)
            return redirect("care:placement", code)
    context = {"form": form, "has_cases": bool(cases), "today": local_day(now)}
    return render(request, "care/ask.html", context, status=422 if form.errors else 200)
