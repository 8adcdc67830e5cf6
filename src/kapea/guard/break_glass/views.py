"""The pages of break-glass: open a record in danger, what waits for review, and the review."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from kapea.guard.access.viewer import OPEN_IN_DANGER, Viewer
from kapea.guard.break_glass import queries
from kapea.guard.break_glass.forms import KIND_WORDS, PURPOSE_WORDS, OpenForm, ReviewForm
from kapea.guard.break_glass.kinds import record_kinds
from kapea.guard.break_glass.services import open_in_danger, review_opening
from kapea.guard.errors import NotFound
from kapea.guard.web import PURPOSE, asks_again, door, viewer


@require_http_methods(["GET", "HEAD", "POST"])
@door(OPEN_IN_DANGER)
@asks_again
def open_record(request: HttpRequest) -> HttpResponse:
    """Ask for a record by its code, with a reason and a purpose; it then stands open for an hour."""
    by = viewer(request)
    initial = {"record_kind": request.GET.get("kind", ""), "record_code": request.GET.get("code", "")}
    form = OpenForm(
        request.POST or None, kinds=_kinds(by), purposes=by.purposes_of(OPEN_IN_DANGER), initial=initial
    )
    if request.method == "POST" and form.is_valid():
        wanted = form.cleaned_data
        try:
            row = open_in_danger(
                kind=wanted["record_kind"],
                code=wanted["record_code"].strip(),
                reason=wanted["reason"],
                purpose=wanted["purpose"],
                by=by,
                now=timezone.now(),
            )
        except NotFound:
            form.add_error("record_code", gettext("There is no record with this code. Check each character."))
        else:
            request.session[PURPOSE] = row.purpose
            messages.warning(request, gettext("The record is open to you. What you read is written down."))
            return redirect(_record_url(row.record_kind, row.record_code))
    return render(request, "guard/break_glass_open.html", {"form": form, "openings": _own(by)})


@require_safe
@door(queries.REVIEW, section="")
def review_list(request: HttpRequest) -> HttpResponse:
    """List the openings that wait for this reviewer."""
    by = viewer(request)
    now = timezone.now()
    waiting = [
        {
            "row": row,
            "late": row.review_due_at < now,
            "kind": KIND_WORDS.get(row.record_kind, row.record_kind),
        }
        for row in queries.openings_to_review(by=by)
    ]
    context = {"waiting": waiting, "reviewed": queries.reviewed_openings(by=by)}
    return render(request, "guard/break_glass_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@door(queries.REVIEW, section="", record="break_glass")
def review(request: HttpRequest, code: str) -> HttpResponse:
    """Read one opening and say whether it was right."""
    by = viewer(request)
    opening = queries.opening_to_review(code, by=by)
    form = ReviewForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        review_opening(code=code, by=by, now=timezone.now(), **form.cleaned_data)
        messages.success(request, gettext("The review is recorded."))
        return redirect("guard:break_glass_reviews")
    context = {
        "opening": opening,
        "form": form,
        "kind": KIND_WORDS.get(opening.row.record_kind, opening.row.record_kind),
        "purpose": PURPOSE_WORDS.get(opening.row.purpose, opening.row.purpose),
    }
    return render(request, "guard/break_glass_review.html", context)


def _kinds(by: Viewer) -> list[str]:
    return sorted(kind for kind, known in record_kinds().items() if by.may(known.permission))


def _own(by: Viewer) -> list[dict[str, object]]:
    now = timezone.now()
    return [
        {
            "row": row,
            "is_open": row.closes_at > now,
            "url": _record_url(row.record_kind, row.record_code) if row.closes_at > now else "",
            "kind": KIND_WORDS.get(row.record_kind, row.record_kind),
        }
        for row in queries.own_openings(by=by)
    ]


def _record_url(kind: str, code: str) -> str:
    known = record_kinds().get(kind)
    try:
        return (
            reverse(known.url_name, args=[code])
            if known and known.url_name
            else reverse("guard:break_glass_open")
        )
    except NoReverseMatch:
        return reverse("guard:break_glass_open")
