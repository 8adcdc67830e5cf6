"""The pages of reported addresses. An address is text on them, never a link."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from kapea.guard.errors import StaleSave
from kapea.guard.web import door, viewer
from kapea.registers.hotline import services
from kapea.registers.hotline.clock_rows import clock_rows
from kapea.registers.hotline.forms.addresses import AddressHandOverForm, AnswerForm
from kapea.registers.hotline.queries import addresses
from kapea.registers.hotline.words import ADDRESS_LISTS
from kapea.registers.stale import Both, both_values, renewed


@door(addresses.READ)
def address_list(request: HttpRequest) -> HttpResponse:
    """List the reported addresses; those that wait can be ticked and handed over together."""
    return _list(request, AddressHandOverForm())


def _list(request: HttpRequest, form: AddressHandOverForm, *, status: int = 200) -> HttpResponse:
    by, now = viewer(request), timezone.now()
    which = request.GET.get("list", "waiting" if request.method == "POST" else "")
    which = which if which in addresses.LISTS else ""
    number = request.GET.get("page", "1")
    page = max(1, int(number)) if number.isascii() and number.isdigit() and len(number) < 6 else 1
    rows = addresses.list_addresses(by=by, now=now, which=which, page=page)
    total = addresses.count_addresses(by=by, which=which)
    context = {
        "rows": rows,
        "which": which,
        "lists": [
            {"code": code, "words": words, "count": addresses.count_addresses(by=by, which=code)}
            for code, words in ADDRESS_LISTS.items()
        ],
        "form": form,
        "may_hand_over": by.may(addresses.WRITE) and bool(rows),
        "page": page,
        "next": page + 1 if page * addresses.PAGE < total else 0,
    }
    return render(request, "hotline/addresses.html", context, status=status)


@door(addresses.WRITE)
def hand_over(request: HttpRequest) -> HttpResponse:
    """Make a sealed file of the ticked reports; its pass phrase is shown once."""
    if request.method != "POST":
        return redirect("hotline:addresses")
    form = AddressHandOverForm(request.POST)
    if form.is_valid():
        try:
            code, pass_phrase = services.hand_over_addresses(
                request.POST.getlist("codes"),
                receiver=form.cleaned_data["receiver"],
                by=viewer(request),
                now=timezone.now(),
            )
            return _file_page(request, code, pass_phrase=pass_phrase)
        except services.NoAddressChosen:
            form.add_error(None, _("Tick the addresses that should go, then hand them over."))
    return _list(request, form, status=422)


@door(addresses.WRITE)
def file_page(request: HttpRequest, file_code: str) -> HttpResponse:
    """Show what is known of a sealed file."""
    return _file_page(request, file_code)


def _file_page(request: HttpRequest, code: str, *, pass_phrase: str = "") -> HttpResponse:
    file = addresses.own_file(code, by=viewer(request))
    return render(request, "hotline/address_file.html", {"file": file, "pass_phrase": pass_phrase})


@door(addresses.WRITE)
def download(request: HttpRequest, file_code: str) -> HttpResponse:
    """Give the sealed file out; who fetched it is written down."""
    contents = services.file_contents(file_code, by=viewer(request), now=timezone.now())
    response = HttpResponse(contents, content_type="application/octet-stream")
    response["Content-Disposition"] = f'attachment; filename="{file_code}.kapea"'
    return response


@door(addresses.READ, record="address")
def address(request: HttpRequest, code: str) -> HttpResponse:
    """Show one report with its clocks."""
    by, now = viewer(request), timezone.now()
    page = addresses.accessible_address(code, by=by, now=now)
    context = {"page": page, "clocks": clock_rows(page.clocks, now=now), "may_write": by.may(addresses.WRITE)}
    return render(request, "hotline/address.html", context)


@door(addresses.WRITE, record="address")
def answer(request: HttpRequest, code: str) -> HttpResponse:
    """Write down what the receiver answered."""
    by, now = viewer(request), timezone.now()
    page = addresses.accessible_address(code, by=by, now=now)
    form = AnswerForm(request.POST or None, initial=_initial(page))
    stale_rows: list[Both] = []
    if request.method == "POST" and form.is_valid():
        try:
            version = form.cleaned_data["version"]
            services.record_answer(code, form.answer(), version=version, by=by, now=now)
            return redirect("hotline:address", code)
        except services.DaysOutOfOrder:
            form.add_error(None, _("A day lies before the report or in the future. Check the days."))
        except StaleSave as stale:
            page = addresses.accessible_address(code, by=by, now=now)
            stale_rows = both_values(form, _initial(page))
            form = AnswerForm(renewed(form, stale.version))
    status = 409 if stale_rows else 422 if form.errors else 200
    context = {"page": page, "form": form, "stale_rows": stale_rows}
    return render(request, "hotline/address_answer.html", context, status=status)


def _initial(page: addresses.AddressPage) -> dict[str, object]:
    days = {
        "assessed_on": page.assessed_at,
        "police_told_on": page.police_told_at,
        "removed_on": page.removed_at,
    }
    return {
        "version": page.version,
        "label": page.row.label,
        "reference": page.reference,
        "hosting_country": page.hosting_country,
        "site_type": page.site_type,
        "depicted_age": page.depicted_age,
        "depicted_sex": page.depicted_sex,
        "commerciality": page.commerciality,
        "is_final": page.is_closed,
        **{name: timezone.localtime(at).date() if at else None for name, at in days.items()},
    }
