"""The amendment workbench: change an offence in a form, see the effect, keep it in a scenario."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kapea.engines.errors import KapeaError
from kapea.engines.law.body import BodyOfLaw
from kapea.engines.law.provision import Offence
from kapea.guard.errors import StaleSave
from kapea.guard.saving import once
from kapea.guard.web import door, viewer
from kapea.monitoring.law import services
from kapea.monitoring.law.amendment_form import AmendmentForm
from kapea.monitoring.law.change_forms import definition_choices, form_of, offence_choices, offence_of
from kapea.monitoring.law.changed_text import definition_of, in_words
from kapea.monitoring.law.drafts import DraftChange, DraftScenario, Kind, as_scenario
from kapea.monitoring.law.forms import TRUTH, Choices, DefinitionForm, SaveForm, StatedForm, TargetForm
from kapea.monitoring.law.queries import scenarios, text
from kapea.monitoring.law.views.asking import day_asked, page
from kapea.monitoring.law.views.scenarios import effects_context
from kapea.monitoring.law.words import PROPERTY_OF_CHANGE

WRITE = scenarios.WRITE
PREVIEW = "preview"
NEW = "new"


@door(WRITE)
def choose(request: HttpRequest) -> HttpResponse:
    """Choose the offence to change, or begin a new one."""
    form = TargetForm(request.GET or None, targets=offence_choices(text.law(by=viewer(request))))
    if form.is_bound and form.is_valid():
        return redirect("law:amend", form.cleaned_data["target"])
    return page(request, "law/workbench.html", {"form": TargetForm(targets=form.fields["target"].choices)})


@door(WRITE)
def amend(request: HttpRequest, name: str) -> HttpResponse:
    """Change, add or repeal one offence; see the effect, or keep it in a scenario of one's own."""
    by, now, on = viewer(request), timezone.now(), day_asked(request)[1]
    body = text.law(by=by)
    base = None if name == NEW else _offence(name, body)
    own = [(one.code, f"{one.code} · {one.title}") for one in scenarios.list_scenarios(by=by, is_own=True)]
    form = AmendmentForm(request.POST or None, body=body, base=base)
    act = request.POST.get("act", "")
    saving = SaveForm(request.POST if act.startswith("save") else None, own=own)
    context = {"form": form, "saving": saving, "base": base, "name": name}
    if request.method != "POST":
        return page(request, "law/amend.html", context)
    change = _wanted(form, base, is_repeal=act.endswith("repeal"))
    if change is None:
        return page(request, "law/amend.html", context, status=422)
    if act.startswith(PREVIEW) or not saving.is_valid():
        held = as_scenario(DraftScenario(id=PREVIEW, changes=(change,)))
        return _with_effects(
            request, "law/amend.html", context, held, on=on, is_refused=not act.startswith(PREVIEW)
        )
    told = saving.cleaned_data

    def keep() -> str:
        if told["scenario"]:
            services.add_change(told["scenario"], change, by=by, now=now)
            return str(told["scenario"])
        return services.write_scenario(
            services.Details(title=told["scenario_title"]), [change], by=by, now=now
        )

    try:
        code = once(request.POST.get("submission_key", ""), act="law.amend", do=keep)
    except services.AlreadyChanged:
        saving.add_error("scenario", _("This scenario already changes this. Open that change instead."))
        return page(request, "law/amend.html", context, status=422)
    except KapeaError as error:
        form.add_error(None, _unreadable(error))
        return page(request, "law/amend.html", context, status=422)
    messages.success(request, _("The change is kept in the scenario."))
    return redirect("law:scenario", code)


@door(WRITE, record="scenario")
def add(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    """Add a change to a scenario."""
    by, now = viewer(request), timezone.now()
    held = scenarios.accessible_scenario(code, by=by, to_write=True)
    if kind not in set(Kind):
        raise Http404
    return _change_page(request, held, Kind(kind), None, now=now)


@door(WRITE, record="scenario")
def change(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Change a change of a scenario; a stale save shows both values."""
    by, now = viewer(request), timezone.now()
    held = scenarios.accessible_scenario(code, by=by, to_write=True)
    found = next((one for one in held.changes if one.number == number), None)
    if found is None:
        raise Http404
    return _change_page(request, held, found.change.kind, found, now=now)


@door(WRITE, record="scenario")
@require_POST
def drop(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Take a change out of a scenario."""
    services.drop_change(code, number, by=viewer(request), now=timezone.now())
    messages.success(request, _("The change is taken out."))
    return redirect("law:scenario", code)


def _change_page(
    request: HttpRequest,
    held: scenarios.ScenarioSeen,
    kind: Kind,
    found: scenarios.ChangeSeen | None,
    *,
    now: Any,
) -> HttpResponse:
    by, on = viewer(request), day_asked(request)[1]
    body = text.law(by=by)
    target = found.change.target if found else request.GET.get("target", "")
    is_offence = kind in (Kind.CHANGE, Kind.ADD)
    if choices := _still_to_choose(kind, target, body):
        form: Form = TargetForm(None, targets=choices)
        return page(
            request, "law/change.html", {"scenario": held, "kind": kind, "form": form, "is_choosing": True}
        )
    form = form_of(
        request.POST or None,
        held,
        kind,
        found,
        body,
        target,
        amended=_amended(request, held, target) if found else None,
    )
    template = "law/change.html"
    context: dict[str, Any] = {
        "scenario": held,
        "kind": kind.value,
        "form": form,
        "found": found,
        "is_offence": is_offence,
        "target": target,
    }
    if request.method != "POST":
        return page(request, template, context)
    if not form.is_valid():
        return page(request, template, context, status=422)
    wanted = _told(form, kind, target)
    if request.POST.get("act") == PREVIEW:
        plain = scenarios.with_change(held.draft(), wanted)
        return _with_effects(request, template, context, plain, on=on)
    try:
        _keep(request, held, wanted, found, form, by=by, now=now)
    except StaleSave as stale:
        return _stale(request, context, form, stale)
    except services.AlreadyChanged:
        form.add_error(None, _("This scenario already changes this. Open that change instead."))
        return page(request, template, context, status=422)
    except KapeaError as error:
        form.add_error(None, _unreadable(error))
        return page(request, template, context, status=422)
    messages.success(request, _("The change is kept in the scenario."))
    return redirect("law:scenario", held.code)


def _still_to_choose(kind: Kind, target: str, body: BodyOfLaw) -> Choices:
    """Return what to choose from before the form can be shown; none when the target is known."""
    if kind is Kind.CHANGE and offence_of(target, body) is None:
        return offence_choices(body)
    if kind is Kind.DEFINE and definition_of(target, body) is None:
        return definition_choices(body)
    return []


def _keep(
    request: HttpRequest, held: Any, wanted: DraftChange, found: Any, form: Form, *, by: Any, now: Any
) -> None:
    if found is not None:
        version = int(request.POST.get("version") or 0)
        services.edit_change(held.code, found.number, wanted.content, version=version, by=by, now=now)
        return
    once(
        request.POST.get("submission_key", ""),
        act="law.change",
        do=lambda: str(services.add_change(held.code, wanted, by=by, now=now)),
    )


def _offence(name: str, body: BodyOfLaw) -> Offence:
    found = offence_of(name, body)
    if found is None:
        raise Http404
    return found


def _amended(request: HttpRequest, held: scenarios.ScenarioSeen, name: str) -> Offence | None:
    """Return an offence as the scenario makes it."""
    read = text.scenario_of(held.as_plain(), by=viewer(request))
    return next((one for one in read.offences if one.id == name), None)


def _wanted(form: AmendmentForm, base: Offence | None, *, is_repeal: bool) -> DraftChange | None:
    """Return the change that the form asks for, None when the form must be mended first."""
    if is_repeal and base is not None:
        return DraftChange(kind=Kind.REPEAL, target=base.id)
    if not form.is_valid():
        return None
    return DraftChange(kind=Kind.CHANGE if base else Kind.ADD, target=form.target(), content=form.content())


def _told(form: Form, kind: Kind, target: str) -> DraftChange:
    if isinstance(form, AmendmentForm):
        return DraftChange(kind=kind, target=form.target(), content=form.content())
    if isinstance(form, DefinitionForm):
        return DraftChange(kind=kind, target=target, content=form.content())
    if isinstance(form, StatedForm):
        return DraftChange(kind=kind, target=target or form.cleaned_data["offence"], content=form.content())
    told = form.cleaned_data
    content: Mapping[str, Any] = {}
    if kind is Kind.FACT:
        content = {"value": TRUTH[told["value"]]}
    elif kind is Kind.DISPLACE and told["by"]:
        content = {"by": told["by"]}
    return DraftChange(kind=kind, target=told["target"], content=content)


def _with_effects(
    request: HttpRequest,
    template: str,
    context: dict[str, Any],
    held: Any,
    *,
    on: Any,
    is_refused: bool = False,
) -> HttpResponse:
    """Show the form again with what the change would bring about; nothing is kept."""
    try:
        found = effects_context(held, request, on=on)
    except KapeaError as error:
        context["form"].add_error(None, _unreadable(error))
        return page(request, template, context, status=422)
    return page(
        request, template, {**context, **found, "is_preview": True}, status=422 if is_refused else 200
    )


def _unreadable(error: KapeaError) -> str:
    reason = getattr(getattr(error, "fault", None), "reason", "") or str(error)
    return _("The engine cannot use this change: %(reason)s") % {"reason": reason}


def _stale(request: HttpRequest, context: dict[str, Any], form: Form, stale: StaleSave) -> HttpResponse:
    """Show both values; the form comes back with the version now stored."""
    saved = stale.saved["content"]
    yours = _told(form, Kind(context["kind"]), context["target"]).content
    rows = [
        {
            "label": PROPERTY_OF_CHANGE.get(name, name),
            "yours": in_words(name, yours.get(name)),
            "saved": in_words(name, saved.get(name)),
        }
        for name in dict.fromkeys([*yours, *saved])
        if yours.get(name) != saved.get(name)
    ]
    return page(
        request,
        "law/change.html",
        {**context, "stale_rows": rows, "stale_version": stale.version},
        status=409,
    )
