"""Scenarios: the list, one with its effects, what it says of itself, sharing, the memo and its files."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kapea.engines.documents.rendering import render_pdf
from kapea.guard.errors import StaleSave
from kapea.guard.saving import once
from kapea.guard.web import door, viewer
from kapea.monitoring.law import memo as memos
from kapea.monitoring.law import services
from kapea.monitoring.law.changed_text import text_of
from kapea.monitoring.law.drafts import changes_of
from kapea.monitoring.law.forms import DetailsForm
from kapea.monitoring.law.memo_paper import paper_of
from kapea.monitoring.law.queries import scenarios, text
from kapea.monitoring.law.views.asking import day_asked, page
from kapea.registers.stale import both_values, renewed

READ, WRITE = scenarios.PERMISSION, scenarios.WRITE


@door(READ)
def listed(request: HttpRequest) -> HttpResponse:
    """List the proposals of the sources, one's own scenarios and those that are shared."""
    by = viewer(request)
    is_own = request.GET.get("whose") == "own"
    context = {
        "scenarios": scenarios.list_scenarios(by=by, is_own=is_own),
        "proposals": {} if is_own else text.proposals(by=by),
        "is_own": is_own,
    }
    return page(request, "law/scenarios.html", context)


@door(text.READ, section="law")
def proposal(request: HttpRequest, name: str) -> HttpResponse:
    """Show a scenario that a source proposes, and what it changes."""
    by, on = viewer(request), day_asked(request)[1]
    held = text.proposal(name, by=by)
    context = {
        "name": name,
        "proposal": held,
        "facts": [
            (text.law(by=by).facts[fact], value) for fact, value in (held.get("overrides") or {}).items()
        ],
        **effects_context(held, request, on=on),
    }
    return page(request, "law/proposal.html", context)


@door(WRITE)
def new(request: HttpRequest) -> HttpResponse:
    """Start a scenario, empty or from a proposal of the sources."""
    by, now = viewer(request), timezone.now()
    started = request.GET.get("from", "")
    held = text.proposal(started, by=by) if started else {}
    initial = {"title": held.get("title", ""), "origin": held.get("origin", "")}
    form = DetailsForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        code = once(
            request.POST.get("submission_key", ""),
            act="law.scenario",
            do=lambda: services.write_scenario(
                _details(form), changes_of(held), by=by, now=now, started_from=started
            ),
        )
        return redirect("law:scenario", code)
    return page(request, "law/details.html", {"form": form}, status=422 if form.errors else 200)


@door(READ, record="scenario")
def scenario(request: HttpRequest, code: str) -> HttpResponse:
    """Show a scenario: its changes and what they bring about."""
    by, on = viewer(request), day_asked(request)[1]
    held = scenarios.accessible_scenario(code, by=by)
    body = text.law(by=by)
    context = {
        "scenario": held,
        "changes": [(one, text_of(one.change, body)) for one in held.changes],
        **effects_context(held.as_plain(), request, on=on),
    }
    return page(request, "law/scenario.html", context)


@door(WRITE, record="scenario")
def details(request: HttpRequest, code: str) -> HttpResponse:
    """Change what a scenario says of itself."""
    by, now = viewer(request), timezone.now()
    held = scenarios.accessible_scenario(code, by=by, to_write=True)
    stored = {
        name: getattr(held, name) for name in ("title", "origin", "assumptions", "commences_on", "version")
    }
    form = DetailsForm(request.POST or None, initial=stored)
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"] or 0
        try:
            services.edit_details(code, _details(form), version=version, by=by, now=now)
        except StaleSave as stale:
            return _stale(request, code, form, stale)
        messages.success(request, _("The scenario is saved."))
        return redirect("law:scenario", code)
    context = {"form": form, "code": code}
    return page(request, "law/details.html", context, status=422 if form.errors else 200)


@door(WRITE, record="scenario")
@require_POST
def status(request: HttpRequest, code: str) -> HttpResponse:
    """Share a draft with all who read scenarios, or take it back."""
    services.set_status(code, request.POST.get("status", ""), by=viewer(request), now=timezone.now())
    return redirect("law:scenario", code)


@door(READ, record="scenario")
def memo(request: HttpRequest, code: str) -> HttpResponse:
    """Show the amendment memo, made to be printed."""
    held = scenarios.accessible_scenario(code, by=viewer(request))
    return _memo_page(request, held.as_plain(), {"code": code, "author": held.author})


@door(text.READ, section="law")
def proposal_memo(request: HttpRequest, name: str) -> HttpResponse:
    """Show the memo of a proposal of the sources."""
    return _memo_page(request, text.proposal(name, by=viewer(request)), {"name": name})


@door(READ, record="scenario")
def file(request: HttpRequest, code: str, form: str) -> HttpResponse:
    """Send the memo (pdf, html, md), or the scenario as the command line reads it (yaml)."""
    held = scenarios.accessible_scenario(code, by=viewer(request))
    return _file(request, held.as_plain(), form, author=held.author)


@door(text.READ, section="law")
def proposal_file(request: HttpRequest, name: str, form: str) -> HttpResponse:
    """Send a proposal of the sources as a file."""
    return _file(request, text.proposal(name, by=viewer(request)), form)


def effects_context(held: Any, request: HttpRequest, *, on: Any) -> dict[str, Any]:
    """Return what a page shows of the effects of a scenario."""
    by = viewer(request)
    found = text.effects_of(held, by=by, on=on)
    return memos.effects_seen(found, text.law(by=by))


def _memo(request: HttpRequest, held: Any, author: str) -> memos.Memo:
    by, on = viewer(request), day_asked(request)[1]
    found = text.effects_of(held, by=by, on=on)
    return memos.memo_of(held, found, text.law(by=by), on=on, author=author)


def _memo_page(request: HttpRequest, held: Any, context: dict[str, Any]) -> HttpResponse:
    made = _memo(request, held, context.get("author", ""))
    return page(request, "law/memo.html", {"memo": made, **context})


def _file(request: HttpRequest, held: Any, form: str, *, author: str = "") -> HttpResponse:
    if form not in memos.MEDIA_TYPES:
        raise Http404
    response = HttpResponse(_body(request, held, form, author), content_type=memos.MEDIA_TYPES[form])
    response["Content-Disposition"] = f'attachment; filename="{held["id"]}.{form}"'
    return response


def _body(request: HttpRequest, held: Any, form: str, author: str) -> str | bytes:
    if form == "yaml":
        return memos.as_yaml(held)
    memo = _memo(request, held, author)
    if form == "pdf":
        return render_pdf(paper_of(memo, text.in_words(by=viewer(request))))
    return memos.written(memo, form)


def _details(form: DetailsForm) -> services.Details:
    told = {name: value for name, value in form.cleaned_data.items() if name != "version"}
    return services.Details(**told)


def _stale(request: HttpRequest, code: str, form: DetailsForm, stale: StaleSave) -> HttpResponse:
    """Show both values of what differs; the form comes back with the version now stored."""
    rows, again = both_values(form, stale.saved), DetailsForm(renewed(form, stale.version))
    return page(request, "law/details.html", {"form": again, "code": code, "stale_rows": rows}, status=409)
