"""The pages of the national index: the review queue, a pair, runs, and how good the links are."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kapea.guard.web import door, viewer
from kapea.registers.people.forms import AgainForm, AnswerForm
from kapea.registers.people.index import deciding, evaluation, reviewing, runs
from kapea.registers.people.index import waiting as waiting_pairs
from kapea.registers.people.tasks import carry_out_run


@door(waiting_pairs.REVIEW)
def queue(request: HttpRequest) -> HttpResponse:
    """Show the pairs that people have still to decide, or those decided."""
    return _queue(request, "decided" if request.GET.get("state") == "decided" else "open")


@door(waiting_pairs.REVIEW)
def waiting(request: HttpRequest) -> HttpResponse:
    """Show the pairs that wait for the viewer: what the task and the number at home open."""
    return _queue(request, waiting_pairs.MINE)


def _queue(request: HttpRequest, state: str) -> HttpResponse:
    by = viewer(request)
    given = request.GET.get("page", "1")
    page = int(given) if given.isascii() and given.isdecimal() and len(given) < 7 else 1
    pairs, total = reviewing.waiting_pairs(by=by, state=state, page=page)
    return render(
        request,
        "people/index_queue.html",
        {
            "pairs": pairs,
            "total": total,
            "state": state,
            "earlier": page - 1 if page > 1 else None,
            "later": page + 1 if page * reviewing.A_PAGE < total else None,
            "runs": reviewing.recent_runs(),
            "may_run": by.may(runs.RUN),
        },
    )


@door(waiting_pairs.REVIEW, record="pair")
def pair(request: HttpRequest, code: str) -> HttpResponse:
    """Show a pair side by side; on POST, answer it."""
    by, now = viewer(request), timezone.now()
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            found = deciding.answer_pair(code, answer=told["answer"], ground=told["ground"], by=by, now=now)
        except deciding.PairIsDecided:
            form.add_error(
                None, _("Two people have decided this pair meanwhile. See below what they decided.")
            )
        else:
            _say(request, found.state)
            return redirect("people:index_pair", code)
    shown = reviewing.shown_pair(code, by=by, now=now)
    context = {"pair": shown, "form": form, "again": AgainForm(auto_id="again_%s")}
    return render(request, "people/index_pair.html", context, status=422 if form.errors else 200)


@door(waiting_pairs.REVIEW, record="pair")
@require_POST
def again(request: HttpRequest, code: str) -> HttpResponse:
    """Ask a decided pair anew."""
    by, now, form = viewer(request), timezone.now(), AgainForm(request.POST, auto_id="again_%s")
    if form.is_valid():
        try:
            deciding.ask_anew(code, ground=form.cleaned_data["ground"], by=by, now=now)
        except deciding.PairNotDecided:
            messages.info(request, _("This pair is open already. Answer it below."))
        else:
            messages.success(
                request, _("The pair is asked anew with your answer. A second person must agree.")
            )
        return redirect("people:index_pair", code)
    shown = reviewing.shown_pair(code, by=by, now=now)
    context = {"pair": shown, "form": AnswerForm(), "again": form}
    return render(request, "people/index_pair.html", context, status=422)


def _say(request: HttpRequest, state: str) -> None:
    if state == "decided":
        messages.success(request, _("Two people agree now. The index is changed."))
    else:
        messages.success(request, _("Your answer is noted. A second person must give the same answer."))


@door(waiting_pairs.REVIEW)
def history(request: HttpRequest) -> HttpResponse:
    """Show the decisions that changed the index."""
    return render(request, "people/index_history.html", {"acts": reviewing.recent_acts(by=viewer(request))})


@door(waiting_pairs.REVIEW)
def quality(request: HttpRequest) -> HttpResponse:
    """Show how good the links are, by what people decided."""
    return render(
        request, "people/index_quality.html", {"evaluation": evaluation.evaluation(by=viewer(request))}
    )


@door(runs.RUN, section="counts")
@require_POST
def run(request: HttpRequest) -> HttpResponse:
    """Ask for a run now."""
    kind = "full" if request.POST.get("kind") == "full" else ""
    try:
        code = runs.ask_for_run(by=viewer(request), now=timezone.now(), kind=kind)
    except runs.NothingToCompare:
        messages.info(request, _("Every record has been compared already."))
    else:
        carry_out_run.enqueue(code)
        messages.success(request, _("The comparison is set. This page shows how far it has come."))
    return redirect("people:index_queue")
