"""The pages of people: search, one person, recording and correcting."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from kapea.guard.errors import StaleSave
from kapea.guard.pack import local_day
from kapea.guard.saving import earlier_result, once
from kapea.guard.web import door, viewer
from kapea.registers.choices import coded, province_choices
from kapea.registers.people import lookup, queries, services
from kapea.registers.people.forms import CorrectionForm
from kapea.registers.people.intake import take_in


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
    """Show one person."""
    by = viewer(request)
    identity, sections = queries.accessible_person(code, by=by, now=timezone.now())
    may_correct = "identity" in sections and by.may(services.WRITE)
    return render(
        request, "people/person.html", {"person": identity, "sections": sections, "may_correct": may_correct}
    )


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
    words = {
        "sex": dict(coded("sex")),
        "nationality": dict(coded("nationality")),
        "province_code": dict(province_choices()),
    }
    rows = [
        {
            "label": form.fields[name].label,
            "yours": words.get(name, {}).get(form.cleaned_data[name], form.cleaned_data[name]),
            "saved": words.get(name, {}).get(saved.get(name), saved.get(name)),
        }
        for name in form.fields
        if name != "version" and (form.cleaned_data.get(name) or None) != (saved.get(name) or None)
    ]
    again = CorrectionForm({**form.data.dict(), "version": str(stale.version)}, today=today)
    context = {"form": again, "code": code, "stale_rows": rows}
    return render(request, "people/correct.html", context, status=409)
