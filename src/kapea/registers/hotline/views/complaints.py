"""The pages of complaints about an authority: taking one, and examining it where the pack says."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from kapea.guard.errors import StaleSave
from kapea.guard.web import door, viewer
from kapea.registers.hotline import services
from kapea.registers.hotline.clock_rows import clock_rows
from kapea.registers.hotline.forms.complaints import CloseComplaintForm, ComplaintForm, PassOnForm
from kapea.registers.hotline.forms.contacts import MessageForm
from kapea.registers.hotline.queries import complaints
from kapea.registers.hotline.receipts import grouped
from kapea.registers.hotline.words import COMPLAINT
from kapea.registers.stale import both_values, renewed
from kapea.registers.worklist.queries import tasks_of

READ, WRITE = complaints.READ, complaints.WRITE


@door("hotline.complaint.take")
def take(request: HttpRequest) -> HttpResponse:
    """Take a complaint; who takes it cannot read it afterwards, but can tell the caller their code."""
    form = ComplaintForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        context = {"form": form, "contact": request.GET.get("contact", "")}
        return render(request, "hotline/complaint_take.html", context, status=422 if form.errors else 200)
    told = form.cleaned_data
    new = services.NewComplaint(
        accused_agency=told["accused_agency"],
        subject=told["subject"],
        from_contact_code=request.POST.get("contact", ""),
        about=services.NewContact(
            channel="phone",
            narrative=told["narrative"],
            recontact=told["recontact"],
            province_code=told["province_code"],
        ),
    )
    key = request.POST.get("submission_key", "")
    code, receipt = services.take_complaint(new, submission=key, by=viewer(request), now=timezone.now())
    context = {"code": code, "receipt": grouped(receipt) if receipt else ""}
    return render(request, "hotline/complaint_taken.html", context)


@door(READ)
def complaint_list(request: HttpRequest) -> HttpResponse:
    """List the complaints that the viewer's body examines."""
    by, now = viewer(request), timezone.now()
    status = request.GET.get("status", "")
    status = status if status in complaints.LISTS else ""
    rows = [
        {"row": row, "words": COMPLAINT[row.status], "clock": clock_rows([row.answer], now=now)[0]}
        for row in complaints.list_complaints(by=by, status=status)
    ]
    lists = [("", _("All")), *((code, words) for code, (words, _tone) in COMPLAINT.items())]
    context = {
        "rows": rows,
        "status": status,
        "lists": [
            {"code": code, "words": words, "count": complaints.count_complaints(by=by, status=code)}
            for code, words in lists
        ],
    }
    return render(request, "hotline/complaints.html", context)


@door(READ, record="complaint")
def complaint(request: HttpRequest, code: str) -> HttpResponse:
    """Show one complaint."""
    return _page(request, code)


def _page(
    request: HttpRequest, code: str, *, form: MessageForm | None = None, status: int = 200
) -> HttpResponse:
    by, now = viewer(request), timezone.now()
    page = complaints.accessible_complaint(code, by=by, now=now)
    context = {
        "page": page,
        "words": COMPLAINT[page.row.status],
        "clocks": clock_rows([page.row.answer], now=now),
        "tasks": tasks_of("complaint", code, by=by, now=now),
        "may_write": by.may(WRITE),
        "is_open": page.row.status != "closed",
        "form": form or MessageForm(),
    }
    return render(request, "hotline/complaint.html", context, status=status)


@door(WRITE, record="complaint")
def begin(request: HttpRequest, code: str) -> HttpResponse:
    """Take a complaint to examine; asked by POST."""
    if request.method == "POST":
        services.begin_complaint(code, by=viewer(request), now=timezone.now())
        return redirect("hotline:complaint", code)
    return _page(request, code)


@door(WRITE, record="complaint")
def message(request: HttpRequest, code: str) -> HttpResponse:
    """Write to the complainant behind their code."""
    form = MessageForm(request.POST)
    if request.method != "POST":
        return _page(request, code)
    if not form.is_valid():
        return _page(request, code, form=form, status=422)
    key = request.POST.get("submission_key", "")
    services.write_to_complainant(
        code, form.cleaned_data["text"], submission=key, by=viewer(request), now=timezone.now()
    )
    return redirect("hotline:complaint", code)


@door(WRITE, record="complaint")
def pass_on(request: HttpRequest, code: str) -> HttpResponse:
    """Give the complaint to another body that may examine it."""
    by, now = viewer(request), timezone.now()
    page = complaints.accessible_complaint(code, by=by, now=now)
    if page.row.status == "closed":
        return redirect("hotline:complaint", code)
    form = PassOnForm(request.POST or None, accused=page.row.accused_agency_code, ours=by.agency)
    if request.method == "POST" and form.is_valid():
        services.pass_on_complaint(code, agency=form.cleaned_data["agency"], by=by, now=now)
        return redirect("hotline:complaints")
    context = {"page": page, "form": form, "title": _("Give to another body")}
    return render(request, "hotline/complaint_act.html", context, status=422 if form.errors else 200)


@door(WRITE, record="complaint")
def close(request: HttpRequest, code: str) -> HttpResponse:
    """Close a complaint with what was found and done."""
    by, now = viewer(request), timezone.now()
    page = complaints.accessible_complaint(code, by=by, now=now)
    form = CloseComplaintForm(request.POST or None, initial={"version": page.version})
    if page.row.status == "closed":
        return _closed_meanwhile(request, page, form)
    if request.method == "POST" and form.is_valid():
        try:
            services.close_complaint(code, **form.cleaned_data, by=by, now=now)
            return redirect("hotline:complaint", code)
        except StaleSave as stale:
            form = CloseComplaintForm(renewed(form, stale.version))
            form.add_error(
                None,
                _(
                    "Someone else saved meanwhile. Look at the complaint first, then save again if yours is right."
                ),
            )
    context = {"page": page, "form": form, "title": _("Close the complaint")}
    return render(request, "hotline/complaint_act.html", context, status=422 if form.errors else 200)


def _closed_meanwhile(
    request: HttpRequest, page: complaints.ComplaintPage, form: CloseComplaintForm
) -> HttpResponse:
    """Show what a colleague closed it with beside what was typed; go to the complaint when it is the same."""
    is_typed = request.method == "POST" and form.is_valid()
    theirs = {"finding": page.finding, "measures": page.measures}
    rows = both_values(form, theirs) if is_typed else []
    if not rows:
        return redirect("hotline:complaint", page.row.code)
    context = {"page": page, "rows": rows, "title": _("Close the complaint")}
    return render(request, "hotline/complaint_closed.html", context, status=409)
