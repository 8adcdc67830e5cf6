"""The pages of people: search, one person, recording and correcting."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kapea.guard.errors import StaleSave
from kapea.guard.pack import local_day
from kapea.guard.saving import earlier_result, once
from kapea.guard.web import door, viewer
from kapea.registers.people import kinship, lookup, queries, services
from kapea.registers.people.forms import AskForm, CorrectionForm, PartForm, RelativeForm
from kapea.registers.people.index import deciding, joined
from kapea.registers.people.index.waiting import REVIEW
from kapea.registers.people.intake import take_in
from kapea.registers.stale import both_values, renewed


@door(queries.READ)
def persons(request: HttpRequest) -> HttpResponse:
    """Search persons by name, phone, document number or code."""
    by, text = viewer(request), request.GET.get("q", "").strip()
    found = lookup.search_people(text, by=by, now=timezone.now()) if text else ()
    return render(
        request,
        "people/persons.html",
        {"text": text, "found": found, "most": lookup.MOST_FOUND, "may_write": by.may(services.WRITE)},
    )


@door(queries.READ, record="person")
def person(request: HttpRequest, code: str) -> HttpResponse:
    """Show one person, who stands to them, and with which records they are joined."""
    return _page(request, code)


def _page(request: HttpRequest, code: str, *, status: int = 200, **forms: Any) -> HttpResponse:
    by, now = viewer(request), timezone.now()
    identity, sections = queries.accessible_person(code, by=by, now=now)
    may_write = "identity" in by.sections(services.WRITE, queries.relations_of(code, by=by))
    found = joined.joined_with(code, by=by)
    context = {
        "person": identity,
        "sections": sections,
        "may_correct": "identity" in sections and by.may(services.WRITE),
        "relatives": kinship.relatives(code, by=by, language=get_language() or "en", now=now),
        "joined": found,
        "may_review": by.may(REVIEW),
    }
    if may_write:
        context |= {
            "relative_form": RelativeForm(auto_id="relative_%s"),
            "ask_form": AskForm(auto_id="ask_%s"),
        }
        if found.others:
            context["part_form"] = PartForm(auto_id="part_%s")
    return render(request, "people/person.html", {**context, **forms}, status=status)


@door(services.WRITE, section="identity", record="person")
@require_POST
def relative(request: HttpRequest, code: str) -> HttpResponse:
    """Say how another person stands to this one."""
    by, form = viewer(request), RelativeForm(request.POST, auto_id="relative_%s")
    queries.person_for(code, by=by, permission=services.WRITE, section="identity")
    if form.is_valid():
        told = form.cleaned_data
        try:
            kinship.link_relative(
                code, other_code=told["relative_code"], kind=told["kind"], by=by, now=timezone.now()
            )
        except kinship.LinkNotPossible:
            form.add_error("relative_code", _("No other record open to you has this code."))
        else:
            messages.success(request, _("The link is saved."))
            return redirect("people:person", code)
    return _page(request, code, status=422, relative_form=form)


@door(services.WRITE, section="identity", record="person")
@require_POST
def end_relative(request: HttpRequest, code: str, link_id: int) -> HttpResponse:
    """End a link of this person."""
    kinship.end_link(code, link_id=link_id, by=viewer(request), now=timezone.now())
    messages.success(request, _("The link is ended. It stays in the history."))
    return redirect("people:person", code)


@door(services.WRITE, section="identity", record="person")
@require_POST
def ask_same(request: HttpRequest, code: str) -> HttpResponse:
    """Ask that another record be joined with this one; a second person decides."""
    by, form = viewer(request), AskForm(request.POST, auto_id="ask_%s")
    queries.person_for(code, by=by, permission=services.WRITE, section="identity")
    if form.is_valid():
        told = form.cleaned_data
        try:
            pair = deciding.ask_about(
                code,
                other_code=told["other_code"],
                answer="same",
                ground=told["ground"],
                by=by,
                now=timezone.now(),
            )
        except deciding.OneRecordOnly:
            form.add_error("other_code", _("This is the code of this very record. Write the other one’s."))
        except deciding.RecordNotThere:
            form.add_error("other_code", _("No record has this code. Check it letter by letter."))
        else:
            return _asked(request, code, pair.state)
    return _page(request, code, status=422, ask_form=form)


@door(services.WRITE, section="identity", record="person")
@require_POST
def ask_apart(request: HttpRequest, code: str) -> HttpResponse:
    """Ask that this record be taken out of the person it is joined with; a second person decides."""
    by, form = viewer(request), PartForm(request.POST, auto_id="part_%s")
    queries.person_for(code, by=by, permission=services.WRITE, section="identity")
    if form.is_valid():
        try:
            pair = deciding.ask_to_part(code, ground=form.cleaned_data["ground"], by=by, now=timezone.now())
        except deciding.NotInOneCluster:
            form.add_error(None, _("This record is not joined with another one."))
        else:
            return _asked(request, code, pair.state)
    return _page(request, code, status=422, part_form=form)


def _asked(request: HttpRequest, code: str, state: str) -> HttpResponse:
    if state == "decided":
        messages.success(request, _("Two people agree now. The index is changed."))
    else:
        messages.success(request, _("Your answer is noted. A second person must give the same answer."))
    return redirect("people:person", code)


@door(services.WRITE, section="identity")
def record(request: HttpRequest) -> HttpResponse:
    """Record a person, past those who may already be recorded."""
    by, now = viewer(request), timezone.now()
    key = request.POST.get("submission_key", "")
    made = earlier_result(key, act="people.record")
    if made:
        return redirect("people:person", made)
    intake = take_in(request, by=by, now=now)
    if intake.draft is None:
        return render(request, "people/record.html", {"intake": intake}, status=intake.status)
    if intake.chosen is not None and intake.chosen.is_ours:
        return redirect("people:person", intake.chosen.code)
    draft, same_as = intake.draft, intake.same_as
    code = once(
        key,
        act="people.record",
        do=lambda: services.register_person(draft, by=by, now=now, same_as=same_as).code,
    )
    messages.success(request, _("The person is recorded."))
    return redirect("people:person", code)


@door(services.WRITE, section="identity", record="person")
def correct(request: HttpRequest, code: str) -> HttpResponse:
    """Correct what is known of a person beside the name."""
    by, now = viewer(request), timezone.now()
    identity, _sections = queries.accessible_person(code, by=by, now=now)
    queries.person_for(code, by=by, permission=services.WRITE, section="identity")
    today = local_day(now)
    form = CorrectionForm(request.POST or None, initial=_known(identity), today=today)
    if request.method == "POST" and form.is_valid():
        try:
            services.correct_person(
                code, version=form.cleaned_data["version"], changes=form.cleaned_data, by=by, now=now
            )
        except StaleSave as stale:
            return _stale(request, code, form, stale, today=today)
        messages.success(request, _("The correction is saved."))
        return redirect("people:person", code)
    status = 422 if form.errors else 200
    return render(request, "people/correct.html", {"form": form, "code": code}, status=status)


def _known(identity: queries.Identity) -> dict[str, Any]:
    """Return what is stored, as the form asks it."""
    return {
        "version": identity.version,
        "sex": identity.sex,
        "nationality": identity.nationality,
        "province_code": identity.province_code,
        "age_years": identity.age_years,
        **_birth_parts(identity.born_on, identity.born_precision),
    }


def _birth_parts(born_on: date | None, precision: str) -> dict[str, int | None]:
    if born_on is None:
        return {}
    return {
        "born_year": born_on.year,
        "born_month": born_on.month if precision in ("month", "exact") else None,
        "born_day": born_on.day if precision == "exact" else None,
    }


def _stale(
    request: HttpRequest, code: str, form: CorrectionForm, stale: StaleSave, *, today: date
) -> HttpResponse:
    """Show both values of what differs; the form comes back with the version now stored."""
    saved = {**stale.saved, **_birth_parts(stale.saved["born_on"], str(stale.saved["born_precision"]))}  # type: ignore[arg-type]
    again = CorrectionForm(renewed(form, stale.version), today=today)
    context = {"form": again, "code": code, "stale_rows": both_values(form, saved)}
    return render(request, "people/correct.html", context, status=409)
