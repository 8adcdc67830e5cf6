"""Keeping what is typed, by a button or by the page itself, and throwing it away."""

from typing import Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from kapea.guard.drafts.services import DraftTooLong, drop_draft, keep_draft
from kapea.guard.web import door, viewer

BY_ITSELF: Final = "kapea-pause"
"""What a page says in X-Requested-With when it keeps a form at a pause."""


@door()
def keep(request: HttpRequest) -> HttpResponse:
    """Keep what is typed into a form; lead back to the page with the words in it."""
    form, key = request.POST.get("draft_form", ""), request.POST.get("submission_key", "")
    by_itself = request.headers.get("X-Requested-With") == BY_ITSELF
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    if not key.isalnum() or len(key) > 64 or not _is_own(form, request) or len(form) > 200:
        return HttpResponseBadRequest()
    try:
        keep_draft(dict(request.POST.lists()), form=form, key=key, by=viewer(request), now=timezone.now())
    except DraftTooLong:
        return HttpResponse(status=413) if by_itself else render(request, "413.html", status=413)
    if by_itself:
        return HttpResponse(status=204)
    messages.success(request, _("What you wrote is kept. It is not sent yet."))
    return redirect(f"{_page(request)}?draft={key}")


@door()
def drop(request: HttpRequest) -> HttpResponse:
    """Throw a draft away; lead back to the form."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    form, key = request.POST.get("draft_form", ""), request.POST.get("draft", "")
    drop_draft(key=key, form=form, by=viewer(request))
    messages.success(request, _("The draft is thrown away."))
    return redirect(_page(request))


def _page(request: HttpRequest) -> str:
    """Return the page that the form stands on, the start when it is none of ours."""
    page = request.POST.get("draft_page", "")
    return page.partition("?")[0] if _is_own(page, request) else "/home/"


def _is_own(address: str, request: HttpRequest) -> bool:
    """Whether it is a plain address of this site."""
    return address.startswith("/") and url_has_allowed_host_and_scheme(
        address, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
