"""The list of a person's work."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kapea.guard.web import door, viewer
from kapea.registers.worklist import notices, overview, queries, services, unattended

WORDS = {
    "": _("All"),
    "overdue": _("Overdue"),
    "soon": _("Due within 24 hours"),
    "mine": _("Given to me"),
    "waiting": _("Waiting for someone"),
    "escalated": _("Passed up"),
}
NOTICE_WORDS = {"": _("All"), "waiting": _("Waiting"), "failed": _("Failed"), "sent": _("Sent")}
KINDS = {"danger": _("Danger"), "late": _("Late task"), "task": _("New task")}
NOBODY = "nobody"
TONES = {"waiting": "info", "failed": "danger", "sent": "ok"}
FAULTS = {"no_address": _("The account has no e-mail address or is closed.")}


@door("worklist.task.read")
def task_list(request: HttpRequest) -> HttpResponse:
    """Show the open tasks of the viewer, narrowed by ?which=."""
    which = request.GET.get("which", "")
    which = which if which in queries.LISTS else ""
    page = request.GET.get("page", "1")
    number = max(1, int(page)) if page.isascii() and page.isdigit() and len(page) < 6 else 1
    by, now = viewer(request), timezone.now()
    counts = overview.task_counts(by=by, now=now)
    total = counts[which or "all"]
    return render(
        request,
        "worklist/task_list.html",
        {
            "tasks": queries.open_tasks(by=by, now=now, which=which, page=number),
            "which": which,
            "total": total,
            "lists": [
                {"code": code, "words": words, "count": counts[code or "all"]}
                for code, words in WORDS.items()
            ],
            "page": {
                "next": number + 1,
                "previous": number - 1,
                "has_next": number * queries.PAGE < total,
                "has_previous": number > 1,
            },
        },
    )


@door("worklist.task.read")
def tick(request: HttpRequest, number: int) -> HttpResponse:
    """Say that one has read what a task only tells; asked by POST."""
    if request.method == "POST":
        services.tick(number, by=viewer(request), now=timezone.now())
        messages.success(request, _("Marked as read."))
    return redirect("worklist:tasks")


@door(unattended.SUPERVISED)
def unattended_list(request: HttpRequest) -> HttpResponse:
    """Show the bodies below one's own where work is late and nobody supervises; no record of theirs."""
    bodies = unattended.late_bodies(by=viewer(request))
    return render(request, "worklist/unattended.html", {"bodies": bodies})


@door(notices.MANAGE, section="counts")
def outbox(request: HttpRequest) -> HttpResponse:
    """Show how each notice stands; on POST, let the failed ones be tried again."""
    by = viewer(request)
    if request.method == "POST":
        notices.try_again(by=by, now=timezone.now())
        return redirect("worklist:outbox")
    status = request.GET.get("status", "")
    status = status if status in (*notices.LISTS, NOBODY) else ""
    untold = unattended.untold_bodies(by=by)
    lists = [
        {"code": code, "words": words, "count": notices.count_notices(by=by, status=code)}
        for code, words in NOTICE_WORDS.items()
    ]
    lists.append({"code": NOBODY, "words": _("Bodies with nobody to tell"), "count": len(untold)})
    context = {"lists": lists, "status": status, "nobody": NOBODY, "untold": untold}
    rows = [] if status == NOBODY else _notices(notices.outbox(by=by, status=status))
    return render(request, "worklist/outbox.html", {**context, "rows": rows})


def _notices(rows: list[notices.NoticeRow]) -> list[dict[str, object]]:
    return [
        {
            "row": row,
            "kind": KINDS.get(row.kind, row.kind),
            "status": NOTICE_WORDS[row.status],
            "tone": TONES[row.status],
            "fault": FAULTS.get(row.fault, row.fault),
        }
        for row in rows
    ]
