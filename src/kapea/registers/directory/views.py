"""The pages of the directory: search, one offer, and the map of gaps."""

from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kapea.engines.errors import KapeaError
from kapea.guard.errors import NotAllowed, StaleSave
from kapea.guard.pack import current_pack, local_day
from kapea.guard.saving import once
from kapea.guard.web import door, viewer
from kapea.registers.directory import queries, services
from kapea.registers.directory.forms import OfferForm, SearchForm
from kapea.registers.directory.rules import Wanted
from kapea.registers.stale import Both, both_values, renewed

PROBLEMS = {
    "directory.ages": ("oldest_years", gettext_lazy("The upper age lies below the lower one.")),
    "directory.places": ("free_places", gettext_lazy("There cannot be more free places than places.")),
    "directory.counted": (
        "counted_on",
        gettext_lazy("Write the free places together with the day they were counted."),
    ),
    "directory.memorandum": (
        "memorandum_until",
        gettext_lazy("The memorandum ends before it begins, or has no first day."),
    ),
}


def _wanted(asked: dict[str, Any]) -> Wanted:
    return Wanted(
        province=asked["province"] or "",
        sex=asked["sex"] or "",
        age_years=asked["age_years"],
        needs=frozenset({asked["need"]} if asked["need"] else ()),
        language=asked["language"] or "",
        is_foreign=bool(asked["is_foreign"]),
    )


@door(queries.READ)
def offers(request: HttpRequest) -> HttpResponse:
    """Search the directory; offers that fit come first, the others say what stands against them."""
    by, today = viewer(request), local_day(timezone.now())
    form = SearchForm(request.GET)
    asked = form.known()
    rows = queries.offers(service=asked["service"] or "", wanted=_wanted(asked), by=by, today=today)
    context = {
        "form": SearchForm(initial=asked),
        "rows": rows,
        "fitting": sum(not row.against for row in rows),
        "may_add": bool(by.agency) and queries.may_write(by, by.agency),
    }
    return render(request, "directory/offers.html", context)


@door(queries.READ)
def gaps(request: HttpRequest) -> HttpResponse:
    """Show on a map where a service for such a child is missing."""
    form = SearchForm(request.GET)
    asked = form.known()
    service = asked["service"] or current_pack().code_list("service_kind").codes[0]
    found = queries.gaps(service, wanted=_wanted(asked), today=local_day(timezone.now()))
    shown = SearchForm(initial={**asked, "service": service})
    del shown.fields["province"]
    context = {
        "form": shown,
        "service": service,
        "values": found,
        "missing": sorted(code for code, number in found.items() if number == 0),
    }
    return render(request, "directory/gaps.html", context)


@door(queries.WRITE)
def add(request: HttpRequest) -> HttpResponse:
    """Record a service that the viewer's own agency offers."""
    by, now = viewer(request), timezone.now()
    if not queries.may_write(by, by.agency):
        raise NotAllowed
    form = OfferForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            once(
                request.POST.get("submission_key", ""),
                act="directory.add",
                do=lambda: services.record_offer(
                    agency_code=by.agency,
                    told=form.told(),
                    provinces=form.cleaned_data["provinces"],
                    by=by,
                    now=now,
                ),
            )
            messages.success(request, _("The service is in the directory."))
            return redirect("directory:offers")
        except services.OfferNotPossible as error:
            _explain(form, error)
    return render(
        request,
        "directory/offer.html",
        {"form": form, "title": _("Add a service")},
        status=422 if form.errors else 200,
    )


@door(queries.WRITE)
def change(request: HttpRequest, offer: str) -> HttpResponse:
    """Change an offer of the viewer's own agency."""
    by, now = viewer(request), timezone.now()
    found = queries.offer_of(offer, by=by, today=local_day(now))
    if not found.may_change:
        raise NotAllowed
    form = OfferForm(request.POST or None, initial=_stored(found))
    stale: list[Both] = []
    if request.method == "POST" and form.is_valid():
        try:
            once(
                request.POST.get("submission_key", ""),
                act="directory.change",
                do=lambda: services.change_offer(
                    offer,
                    told=form.told(),
                    provinces=form.cleaned_data["provinces"],
                    version=form.cleaned_data["version"] or 0,
                    by=by,
                    now=now,
                ),
            )
            messages.success(request, _("The service is changed."))
            return redirect("directory:offers")
        except StaleSave:
            found = queries.offer_of(offer, by=by, today=local_day(now))
            stale = both_values(form, _stored(found))
            form = OfferForm(renewed(form, found.version))
        except services.OfferNotPossible as error:
            _explain(form, error)
    status = 409 if stale else 422 if form.errors else 200
    context = {"form": form, "title": _("Change a service"), "offer": found, "stale_rows": stale}
    return render(request, "directory/offer.html", context, status=status)


def _stored(found: queries.OfferRow) -> dict[str, Any]:
    return {name: getattr(found, name) for name in OfferForm.base_fields}


def _explain(form: django_forms.Form, error: KapeaError) -> None:
    field, words = PROBLEMS[error.code]
    form.add_error(field, words)
