"""One return as one viewer may see it; the read is audited."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kapea.guard.access.viewer import Viewer
from kapea.guard.audit.chain import record_event
from kapea.guard.pack import local_day
from kapea.registers.agencies.queries import agency_name
from kapea.registers.choices import day_in_words
from kapea.registers.places.queries import place_name
from kapea.registers.returns import sealed, words, work
from kapea.registers.returns.access import RETURNS
from kapea.registers.returns.acts import ACTS
from kapea.registers.returns.models import ReintegrationPlan, Return
from kapea.registers.returns.queries import parts
from kapea.registers.returns.rules.closing import VisitLine
from kapea.registers.returns.rules.steps import missing_gates
from kapea.registers.returns.services.following import standing_of
from kapea.registers.sheets.acts import granted_acts, make_parts, open_acts, part, whole_acts
from kapea.registers.sheets.rows import Fact, Notice, Sheet, Sight
from kapea.registers.sheets.showing import coded

PARTS = (
    part(
        "recognitions",
        "identification",
        _("Recognised as a victim"),
        parts.recognition_cards,
        _("Not decided yet."),
    ),
    part("tracings", "assessment", _("Search for the family"), parts.tracing_cards, _("Not begun.")),
    part("assessments", "assessment", _("Family assessment"), parts.assessment_cards, _("Not done yet.")),
    part("consents", "return", _("What the child says"), parts.consent_cards, _("Not asked yet.")),
    part("papers", "return", _("Papers"), parts.paper_cards, _("No paper is asked for.")),
    part("escorts", "return", _("Escort"), parts.escort_cards, _("No escort is planned.")),
    part("handing", "return", _("Hand-over and arrival"), parts.handing_cards, _("Not handed over yet.")),
    part("plan", "plan", _("Reintegration plan"), parts.plan_cards, _("There is no plan yet.")),
    part("visits", "visit", _("Visits"), parts.visit_cards, _("No visit yet.")),
    part("closures", "closure", _("Closure"), parts.closure_cards, _("Closure was not asked for.")),
)


ONLY_VISITING = frozenset({"summary", "visit"})
"""Who sees no more than this visits in the commune: nothing tells them what happened to the person."""


@transaction.atomic
def accessible_return(code: str, *, by: Viewer, now: datetime) -> Sheet:
    """Return the return as the viewer may see it; the read is audited. Raises NotFound."""
    standing = RETURNS.standing_on(code, by=by)
    record, sections, today = standing.record, standing.sections, local_day(now)
    granted = granted_acts(ACTS, standing)
    opened = open_acts(ACTS, granted, state=record.stage) - _closed_acts(record)
    sight = Sight(record=record, sections=sections, acts=opened, today=today)
    status, tone = words.STAGE[record.stage]
    lines = work.lines_of(record, now=now)
    sheet = Sheet(
        code=code,
        title=_("Return"),
        status=status,
        tone=tone,
        version=record.version,
        is_ours=bool(standing.relations & {"own", "assigned", "unit", "agency"}),
        sections=sections,
        granted=granted,
        acts=whole_acts(ACTS, opened),
        notices=tuple(_notices(record, sight, now=now)),
        facts=tuple(_facts(record, sight)),
        notes=_notes(record, sight),
        parts=make_parts(PARTS, ACTS, sight),
        steps=tuple(_steps(record.stage)),
        initial=_initial(record, sight),
        options=_calendar(record, lines, today=today) if "visit" in sections else {},
    )
    details = {"sections": sorted(sections)}
    record_event("returns.return.read", by=by, on=("return", code), details=details, at=now)
    return sheet


def _calendar(record: Return, lines: tuple[VisitLine, ...], *, today: date) -> dict[str, object]:
    """Return the calendar of visits, and the missed ones that a visit today may make up for."""
    missed = [(each.month, each.due_on) for each in work.missed(record, on=today)]
    return {"calendar": parts.calendar_steps(lines), "missed": missed}


def _closed_acts(record: Return) -> frozenset[str]:
    """Return the acts that what is there already closes."""
    has_plan = ReintegrationPlan.objects.filter(the_return=record).exists()
    found = {"plan"} if has_plan else {"goal"}
    if record.reintegrated_on is not None:
        found.add("reintegrate")
    if record.closures.filter(decision="").exists():
        found.add("ask_closure")
    return frozenset(found)


def _steps(stage: str) -> list[dict[str, object]]:
    if stage == "stopped":
        return []
    here = words.PATH.index(stage)
    states = ["done" if i < here else "current" if i == here else "todo" for i in range(len(words.PATH))]
    return [
        {"label": words.STAGE[name][0], "state": state}
        for name, state in zip(words.PATH, states, strict=True)
    ]


def _notices(record: Return, sight: Sight, *, now: datetime) -> list[Notice]:
    found = []
    if "return" in sight.sections and record.stage in ("preparation", "ready"):
        missing = missing_gates(work.gates(record), work.facts_of(record), today=sight.today)
        for gate in missing:
            words_of_gate = words.GATE.get(gate, gate)
            found.append(Notice(words=_("Still missing: %(what)s") % {"what": words_of_gate}))
    is_late = record.next_visit_on is not None and record.next_visit_on < sight.today
    if "visit" in sight.sections and is_late:
        found.append(Notice(words=_("A visit is overdue."), tone="danger"))
    if "closure" in sight.sections and record.stage == "follow_up":
        left = standing_of(record, now=now)
        if left is not None and left.is_too_early:
            found.append(
                Notice(
                    words=_("To be followed up until %(day)s at least.") % {"day": day_in_words(left.until)},
                    tone="info",
                )
            )
    return found


def _facts(record: Return, sight: Sight) -> list[Fact]:
    facts: list[Fact] = []
    if "identity" in sight.sections:
        facts += [
            (_("Name"), sight.text(record.name_sealed, sealed.NAME)),
            (_("Code of the child"), record.person_code),
        ]
    if sight.sections != ONLY_VISITING:
        facts += [
            (_("Direction"), words.DIRECTION[record.direction]),
            (_("From country"), coded(record.from_country, "country")),
            (_("To country"), coded(record.to_country, "country")),
            (_("Child's case"), record.case_code),
            (_("Forms of exploitation"), tuple(coded(form, "exploitation_form") for form in record.forms)),
        ]
    facts += [
        (_("Sex"), coded(record.sex, "sex")),
        (_("Age, as told"), record.age_years),
        (_("Body"), agency_name(record.agency_code)),
        (_("Province"), place_name(record.province_code) if record.province_code else ""),
        (_("Commune"), place_name(record.commune_code) if record.commune_code else ""),
        (_("Received"), record.received_on),
        (_("Arrived on"), record.arrived_on),
        (_("Next visit by"), record.next_visit_on),
        (_("Stopped on"), record.stopped_on),
        (_("Closed on"), record.closed_on),
    ]
    if "return" in sight.sections:
        partner = sight.text(record.partner_sealed, sealed.PARTNER)
        facts.append((_("Body on the other side"), partner))
    return [fact for fact in facts if fact[1] not in ("", None, ())]


def _notes(record: Return, sight: Sight) -> tuple[Fact, ...]:
    if "return" not in sight.sections:
        return ()
    found = (
        (_("What is known"), sight.text(record.summary_sealed, sealed.SUMMARY)),
        (_("Why it was stopped"), sight.text(record.stop_sealed, sealed.STOP)),
    )
    return tuple(note for note in found if note[1])


def _initial(record: Return, sight: Sight) -> dict[str, object]:
    if "return" not in sight.sections:
        return {}
    return {
        "direction": record.direction,
        "from_country": record.from_country,
        "to_country": record.to_country,
        "province_code": record.province_code,
        "partner": sight.text(record.partner_sealed, sealed.PARTNER),
        "words": sight.text(record.summary_sealed, sealed.SUMMARY),
        "version": record.version,
    }
