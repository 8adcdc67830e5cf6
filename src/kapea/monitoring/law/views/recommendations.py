"""Recommendations about the law: how each stands, and which amendments would meet it."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse

from kapea.engines.law.effects import Effects
from kapea.guard.web import door, viewer
from kapea.monitoring.law.asked import asked
from kapea.monitoring.law.forms import AskedForm
from kapea.monitoring.law.queries import scenarios, text
from kapea.monitoring.law.views.asking import compared, page, proposed_choices

READ = text.READ


@door(READ, section="law")
def recommendations(request: HttpRequest) -> HttpResponse:
    """List what was recommended about the law; with an amendment, which of it that would meet."""
    by = viewer(request)
    form = AskedForm(request.GET, proposed=proposed_choices(request))
    if not form.is_valid():
        return page(request, "law/recommendations.html", {"form": form}, status=422)
    told = form.cleaned_data
    effects = compared(request, told["compare"], told["on"])
    found = asked(
        text.law(by=by).recommendations,
        effects.before if effects else text.assessment(by=by, on=told["on"]),
        {told["compare"]: effects} if effects else {},
    )
    rows = [one for one in found if one.met_by] if effects else found
    return page(
        request, "law/recommendations.html", {"form": form, "rows": rows, "is_compared": bool(effects)}
    )


@door(READ, section="law")
def recommendation(request: HttpRequest, name: str) -> HttpResponse:
    """Show one recommendation: who asks, where it stands, its criteria, which proposals would meet it."""
    by = viewer(request)
    form = AskedForm(request.GET, proposed=[])
    on = form.cleaned_data.get("on") if form.is_valid() else None
    body = text.law(by=by)
    wanted = [one for one in body.recommendations if one.id == name]
    if not wanted:
        raise Http404
    found = asked(wanted, text.assessment(by=by, on=on), _proposed(request, on))
    return page(request, "law/recommendation.html", {"asked": found[0], "one": wanted[0]})


def _proposed(request: HttpRequest, on: date | None) -> dict[str, Effects]:
    """Return the effects of every proposal of the sources, and of the scenarios the viewer may read."""
    by = viewer(request)
    found = {name: text.effects_of(held, by=by, on=on) for name, held in text.proposals(by=by).items()}
    if by.may(scenarios.PERMISSION):
        for one in scenarios.list_scenarios(by=by)[:MOST_SCENARIOS]:
            held = scenarios.accessible_scenario(one.code, by=by)
            found[one.code] = text.effects_of(held.as_plain(), by=by, on=on)
    return found


MOST_SCENARIOS = 20
"""The newest are tried; each costs a few hundredths of a second."""
