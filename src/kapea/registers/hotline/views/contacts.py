"""The operator's pages: queue, contact, triage, hand-over, messages, closing."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from kapea.guard.drafts.queries import drafts_of
from kapea.guard.errors import NotFound, StaleSave
from kapea.guard.saving import earlier_result, once
from kapea.guard.web import door, viewer
from kapea.registers.hotline import queries, services
from kapea.registers.hotline.clock_rows import clock_rows
from kapea.registers.hotline.forms.contacts import CloseForm, HandOverForm, MessageForm, TriageForm
from kapea.registers.hotline.receipts import grouped
from kapea.registers.hotline.rules import PRIORITIES
from kapea.registers.hotline.words import PRIORITY, STATUS
from kapea.registers.people.intake import take_in
from kapea.registers.stale import both_values, renewed
from kapea.registers.worklist.queries import tasks_of
from kapea.registers.worklist.queues import queue_here

READ = queries.PERMISSION
CHILD = "hotline.child"
NUMBERED = ("child_age_years",)


@door(READ)
def queue(request: HttpRequest) -> HttpResponse:
    """List contacts, newest first, narrowed by ?status= and ?priority=."""
    status = request.GET.get("status", "")
    status = status if status in queries.LISTS else ""
    priority = request.GET.get("priority", "")
    priority = priority if priority in PRIORITIES else ""
    by = viewer(request)
    rows = queries.list_contacts(by=by, status=status, priority=priority, after=_after(request))
    is_first = not (status or priority or request.GET.get("after"))
    danger = queries.contacts_in_danger(by=by) if is_first else []
    now = timezone.now()
    return render(
        request,
        "hotline/queue.html",
        {
            "rows": rows,
            "danger": [{"row": row, "clocks": clock_rows(row.clocks, now=now)} for row in danger],
            "drafts": [
                (url, draft)
                for url in (reverse("hotline:take"), reverse("hotline:paper"))
                for draft in drafts_of(url, by=by)
            ],
            "queue": queue_here(queries.workqueues(by=by, now=now), request),
            "may_take": by.may("hotline.contact.take"),
            "status": status,
            "priority": priority,
            "status_choices": [(code, words) for code, (words, _tone) in STATUS.items()],
            "priority_choices": [(code, words) for code, (words, _tone) in PRIORITY.items()],
            "total": queries.count_contacts(by=by, status=status, priority=priority),
            "next_after": f"{rows[-1].received_at.isoformat()}~{rows[-1].code}"
            if len(rows) == queries.PAGE
            else "",
        },
    )


def _after(request: HttpRequest) -> tuple[datetime, str] | None:
    stamp, _mark, code = request.GET.get("after", "").partition("~")
    try:
        at = datetime.fromisoformat(stamp)
    except ValueError:
        return None
    return (at, code) if at.tzinfo and code else None


@door(READ, section="contact_details")
def callers(request: HttpRequest) -> HttpResponse:
    """Say whether a caller has called before, by their own phone. By POST: no phone stands in an address."""
    phone = request.POST.get("phone", "")[:40]
    found = queries.contacts_of_caller(phone, by=viewer(request), now=timezone.now()) if phone else ()
    return render(request, "hotline/callers.html", {"rows": found, "is_asked": bool(phone)})


@door(READ, record="contact")
def contact(request: HttpRequest, code: str) -> HttpResponse:
    """Show one contact with the acts that are open."""
    return _contact_page(request, code)


def _contact_page(request: HttpRequest, code: str, *, status: int = 200, **forms: Any) -> HttpResponse:
    by, now = viewer(request), timezone.now()
    page = queries.accessible_contact(code, by=by, now=now)
    return render(
        request,
        "hotline/contact.html",
        {
            "page": page,
            "tasks": tasks_of("contact", code, by=by, now=now),
            "clocks": clock_rows(page.row.clocks, now=now),
            "may_claim": by.may("hotline.contact.triage") and not page.row.is_taken and bool(page.steps),
            "may_complain": by.may("hotline.complaint.take"),
            "may_triage": by.may("hotline.contact.triage") and "triage" in page.steps,
            "may_hand_over": by.may("hotline.contact.hand_over") and "hand_over" in page.steps,
            "may_name": by.may("hotline.contact.hand_over")
            and "identity" in page.sections
            and bool(page.steps)
            and not page.child_code,
            "may_close": by.may("hotline.contact.triage") and "close" in page.steps,
            "may_write": by.may("hotline.message.write"),
            "message_form": MessageForm(),
            **forms,
        },
        status=status,
    )


@door("hotline.contact.triage", record="contact")
def claim(request: HttpRequest, code: str) -> HttpResponse:
    """Take a waiting contact to oneself; asked by POST."""
    if request.method == "POST":
        services.claim(code, by=viewer(request), now=timezone.now())
        return redirect("hotline:contact", code)
    return _contact_page(request, code)


@door("hotline.contact.triage", record="contact")
def triage(request: HttpRequest, code: str) -> HttpResponse:
    """Record what the operator decides."""
    by, now = viewer(request), timezone.now()
    page = queries.accessible_contact(code, by=by, now=now)
    if request.method != "POST":
        initial = {
            "version": page.version,
            "kind": page.row.kind,
            "priority": page.row.priority,
            "topics": list(page.topics),
            "categories": list(page.categories),
            "child_age_years": page.child_age_years,
            "child_sex": page.child_sex,
            "province_code": page.row.province_code,
        }
        return render(request, "hotline/triage.html", {"page": page, "form": TriageForm(initial=initial)})
    form = TriageForm(request.POST)
    if not form.is_valid():
        return render(request, "hotline/triage.html", {"page": page, "form": form}, status=422)
    told = dict(form.cleaned_data)
    version = told.pop("version")
    told["topics"], told["categories"] = tuple(told["topics"]), tuple(told["categories"])
    try:
        services.triage(code, services.Triage(**told), version=version, by=by, now=now)
    except StaleSave as stale:
        return _show_stale(request, code, form, stale)
    return redirect("hotline:contact", code)


def _show_stale(request: HttpRequest, code: str, form: TriageForm, stale: StaleSave) -> HttpResponse:
    """Show both values of what differs; the form comes back with the version now stored."""
    rows, again = both_values(form, stale.saved), TriageForm(renewed(form, stale.version))
    context = {"form": again, "stale_rows": rows, "code": code}
    return render(request, "hotline/triage.html", context, status=409)


@door("hotline.contact.hand_over", section="identity", record="contact")
def child(request: HttpRequest, code: str) -> HttpResponse:
    """Record who the child is, past those who may already be recorded."""
    by, now = viewer(request), timezone.now()
    key = request.POST.get("submission_key", "")
    queries.contact_for(code, by=by, permission="hotline.contact.hand_over", section="identity")
    page = queries.accessible_contact(code, by=by, now=now)
    if page.child_code or not page.steps or earlier_result(key, act=CHILD):
        return redirect("hotline:contact", code)
    intake = take_in(request, by=by, now=now, initial=_told(page))
    if intake.draft is None:
        return render(request, "hotline/child.html", {"page": page, "intake": intake}, status=intake.status)
    draft = intake.draft
    once(key, act=CHILD, do=lambda: services.record_child(code, draft, **intake.same, by=by, now=now))
    messages.success(request, _("It is recorded who the child is."))
    return redirect("hotline:contact", code)


def _told(page: queries.ContactPage) -> dict[str, Any]:
    return {
        "sex": page.child_sex,
        "age_years": page.child_age_years,
        "province_code": page.row.province_code,
    }


@door("hotline.contact.hand_over", record="contact")
def hand_over(request: HttpRequest, code: str) -> HttpResponse:
    """Hand a contact on to the police or a casework body."""
    by, now = viewer(request), timezone.now()
    page = queries.accessible_contact(code, by=by, now=now)
    form = HandOverForm(request.POST or None, initial={"summary": page.narrative})
    if request.method == "POST" and form.is_valid():
        to, _mark, agency = form.cleaned_data["receiver"].partition(":")
        try:
            services.hand_over_contact(
                code,
                to=to,
                agency_code=agency,
                summary=form.cleaned_data["summary"],
                submission=request.POST.get("submission_key", ""),
                by=by,
                now=now,
            )
            return redirect("hotline:contact", code)
        except services.HandedOverAlready:
            words = _(
                "This body has it already: what it does with it stands on the page. Choose another one."
            )
            form.add_error("receiver", words)
        except services.ReceiverIsAccused:
            form.add_error("receiver", _("The caller complains about this body. Choose another one."))
    return render(
        request, "hotline/hand_over.html", {"page": page, "form": form}, status=422 if form.errors else 200
    )


@door("hotline.message.write", record="contact")
def message(request: HttpRequest, code: str) -> HttpResponse:
    """Write to the reporter behind the receipt code."""
    form = MessageForm(request.POST)
    if request.method != "POST" or not form.is_valid():
        return _contact_page(
            request, code, message_form=form, status=422 if request.method == "POST" else 200
        )
    services.write_to_reporter(
        code,
        form.cleaned_data["text"],
        submission=request.POST.get("submission_key", ""),
        by=viewer(request),
        now=timezone.now(),
    )
    return redirect("hotline:contact", code)


@door("hotline.message.write", record="contact")
def receipt(request: HttpRequest, code: str) -> HttpResponse:
    """Make a one-time code to read out to the caller; asked by POST, shown once."""
    if request.method != "POST":
        return _contact_page(request, code)
    made = services.give_one_time_code(code, by=viewer(request), now=timezone.now())
    return _contact_page(request, code, one_time_code=grouped(made))


@door("hotline.contact.triage", record="contact")
def close(request: HttpRequest, code: str) -> HttpResponse:
    """Close a contact with its outcome."""
    by, now = viewer(request), timezone.now()
    page = queries.accessible_contact(code, by=by, now=now)
    if "close" not in page.steps:
        raise NotFound(_("This contact is closed already."))
    form = CloseForm(request.POST or None, initial={"version": page.version})
    if request.method == "POST" and form.is_valid():
        try:
            services.close_contact(
                code,
                outcome=form.cleaned_data["outcome"],
                version=form.cleaned_data["version"],
                by=by,
                now=now,
            )
        except StaleSave:
            return _contact_page(request, code, status=409, is_stale=True)
        return redirect("hotline:contact", code)
    return render(
        request, "hotline/close.html", {"page": page, "form": form}, status=422 if form.errors else 200
    )
