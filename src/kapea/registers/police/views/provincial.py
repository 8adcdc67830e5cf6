"""Provincial forms from a file: rows pasted in, persons looked up, the officer's choice, then stored."""

from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import ngettext

from kapea.guard.web import door, viewer
from kapea.registers.police import access, queries, waiting
from kapea.registers.police.forms.pasted import PasteForm
from kapea.registers.police.imports import COLUMNS, REQUIRED, Refusal, import_forms, refusal_of
from kapea.registers.worklist.queues import queue_here


@dataclass
class _Sent:
    """What came of a page that was sent: forms still open, and why."""

    refused: dict[str, list[Refusal]] = field(default_factory=dict)
    stored: int = 0
    aside: int = 0


@door(access.WRITE)
def provincial_forms(request: HttpRequest) -> HttpResponse:
    """Show the forms that wait, with who may be their persons; on POST, store those that are decided."""
    by, now = viewer(request), timezone.now()
    if request.method == "POST":
        return _decide(request)
    skip = _skip(request)
    return _page(request, waiting.waiting_forms(by=by, now=now, skip=skip), skip=skip)


@door(access.WRITE)
def paste_forms(request: HttpRequest) -> HttpResponse:
    """Take rows in: each form waits for the officer's choice, or comes back with what is wrong."""
    by, now = viewer(request), timezone.now()
    form = PasteForm(request.POST or None)
    refused: tuple[Refusal, ...] = ()
    if request.method == "POST" and form.is_valid():
        pasted = form.cleaned_data["rows"]
        done = import_forms(pasted.rows, by=by, now=now, all_wait=True)
        _say_taken(request, waiting_forms=len(done.waiting), unchanged=done.unchanged)
        if not done.refused:
            return redirect("police:provincial_forms")
        refused = done.refused
        form = PasteForm(initial={"rows": pasted.only({each.row for each in refused})})
    context = {"form": form, "refused": refused, "columns": COLUMNS, "required": REQUIRED}
    return render(request, "police/paste_forms.html", context, status=422 if form.errors or refused else 200)


def _say_taken(request: HttpRequest, *, waiting_forms: int, unchanged: int) -> None:
    if waiting_forms:
        words = ngettext(
            "%(number)s form is kept. Look at its persons, then store it.",
            "%(number)s forms are kept. Look at their persons, then store them.",
            waiting_forms,
        )
        messages.success(request, words % {"number": waiting_forms})
    if unchanged:
        words = ngettext(
            "%(number)s form was here already.", "%(number)s forms were here already.", unchanged
        )
        messages.info(request, words % {"number": unchanged})


def _decide(request: HttpRequest) -> HttpResponse:
    """Store the forms in which every person is chosen; the others go on waiting, as they were sent."""
    by, now = viewer(request), timezone.now()
    codes = request.POST.getlist("form")[: waiting.PAGE]
    sent = _Sent()
    for code in codes:
        # One at a time: a person stored with one form may be the person of the next.
        for asked in waiting.waiting_forms(by=by, now=now, codes=[code], data=request.POST):
            if request.POST.get(f"{asked.code}-aside"):
                waiting.put_aside(asked.code, by=by, now=now)
                sent.aside += 1
            elif asked.is_decided:
                why = waiting.try_to_store(asked, by=by, now=now)
                sent.stored += why is None
                if why is not None and asked.form is not None:
                    sent.refused[asked.code] = [refusal_of(why, row=asked.form.rows[0])]
    _say_stored(request, sent)
    left = waiting.waiting_forms(by=by, now=now, codes=codes, data=request.POST) if codes else []
    if not left:
        return redirect("police:provincial_forms")
    return _page(request, left, refused=sent.refused, status=422)


def _say_stored(request: HttpRequest, sent: _Sent) -> None:
    if sent.stored:
        words = ngettext(
            "%(number)s form is stored as an incident.",
            "%(number)s forms are stored as incidents.",
            sent.stored,
        )
        messages.success(request, words % {"number": sent.stored})
    if sent.aside:
        words = ngettext(
            "%(number)s form is put aside. What it told is gone.",
            "%(number)s forms are put aside. What they told is gone.",
            sent.aside,
        )
        messages.info(request, words % {"number": sent.aside})


def _page(
    request: HttpRequest,
    asked: list[waiting.FormAsked],
    *,
    skip: int = 0,
    refused: dict[str, list[Refusal]] | None = None,
    status: int = 200,
) -> HttpResponse:
    total = waiting.count_waiting(by=viewer(request))
    after = skip + waiting.PAGE
    context: dict[str, Any] = {
        "forms": [(each, (refused or {}).get(each.code, ())) for each in asked],
        "queue": queue_here(queries.workqueues(by=viewer(request), now=timezone.now()), request),
        "is_sent": request.method == "POST",
        "total": total,
        "next_skip": after if after < total and request.method != "POST" else 0,
    }
    return render(request, "police/provincial_forms.html", context, status=status)


def _skip(request: HttpRequest) -> int:
    asked = request.GET.get("after", "")
    return int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 6 else 0
