"""One proceeding as one viewer may see it; the read is audited."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from kapea.guard.access.viewer import Viewer
from kapea.guard.audit.chain import record_event
from kapea.guard.pack import local_day
from kapea.registers.justice import law, sealed
from kapea.registers.justice.access import standing_on
from kapea.registers.justice.acts import ACTS
from kapea.registers.justice.models import Proceeding
from kapea.registers.justice.queries import outcomes, parts
from kapea.registers.justice.queries.lists import row_of
from kapea.registers.justice.queries.parts import Sight
from kapea.registers.justice.queries.rows import Card, Part, ProceedingPage
from kapea.registers.justice.rules.stages import open_acts as open_stage_acts
from kapea.registers.sheets.acts import granted_acts, open_acts
from kapea.registers.sheets.keeping import Standing

Make = Callable[[Sight], tuple[Card, ...]]
PARTS: tuple[tuple[str, str, Make], ...] = (
    ("acts", "summary", parts.event_cards),
    ("parties", "victim", parts.victim_cards),
    ("accused", "suspect", parts.accused_cards),
    ("charges", "charge", parts.charge_cards),
    ("hearings", "hearing", parts.hearing_cards),
    ("interviews", "hearing", parts.interview_cards),
    ("measures", "protection", parts.measure_cards),
    ("legal_aid", "legal_aid", parts.legal_aid_cards),
    ("judgments", "judgment", outcomes.judgment_cards),
    ("releases", "judgment", outcomes.release_cards),
    ("appeals", "judgment", outcomes.appeal_cards),
    ("compensations", "compensation", outcomes.compensation_cards),
    ("requests", "cooperation", outcomes.request_cards),
    ("concerns", "concern", outcomes.concern_cards),
)


@transaction.atomic
def accessible_proceeding(code: str, *, by: Viewer, now: datetime) -> ProceedingPage:
    """Return the proceeding as the viewer may see it; the read is audited. Raises NotFound."""
    standing = standing_on(code, by=by)
    proceeding = standing.record
    granted = granted_acts(ACTS, standing)
    acts = open_acts(ACTS, granted, state=proceeding.stage)
    stage_acts = open_stage_acts(proceeding.stage, was_judged=proceeding.tried_on is not None)
    if not stage_acts:
        acts -= {"stage_act"}
    if proceeding.officer_id == by.user_id:
        acts -= {"take_over"}
    sight = Sight(proceeding=proceeding, sections=standing.sections, acts=acts, today=local_day(now))
    page = ProceedingPage(
        row=row_of(proceeding),
        version=proceeding.version,
        stage_since=proceeding.stage_since,
        occurred=(proceeding.occurred_from, proceeding.occurred_to),
        ended_on=proceeding.ended_on,
        forms=tuple(proceeding.forms),
        facts=dict(proceeding.facts) if "charge" in standing.sections else {},
        stage_acts=stage_acts if "stage_act" in acts else (),
        sections=standing.sections,
        granted=granted,
        acts=acts,
        is_ours=bool(standing.relations & {"own", "unit", "agency"}),
        parts=tuple(_parts(sight, acts)),
        options=_options(standing),
        narrative=_narrative(standing),
        accused_held=parts.accused_held(sight) if "change_accused" in granted else {},
    )
    details = {"sections": sorted(standing.sections)}
    record_event("proceeding.read", by=by, on=("proceeding", code), details=details, at=now)
    return page


def _parts(sight: Sight, acts: frozenset[str]) -> list[Part]:
    """Return the parts whose section the viewer sees, and empty ones where they may still act."""
    found = []
    for code, section, make in PARTS:
        whole = tuple(act for act in acts if ACTS[act].part == code and not ACTS[act].item)
        if section in sight.sections:
            found.append(Part(code=code, section=section, cards=make(sight), acts=tuple(sorted(whole))))
        elif whole:
            found.append(Part(code=code, section=section, acts=tuple(sorted(whole))))
    return found


def _narrative(standing: Standing[Proceeding]) -> str:
    if "narrative" not in standing.sections:
        return ""
    return sealed.open_text(standing.record, standing.record.narrative_sealed, sealed.NARRATIVE)


def _options(standing: Standing[Proceeding]) -> dict[str, list[tuple[str, str]]]:
    """Return what forms offer; a name only where its section may be seen."""
    proceeding, sections = standing.record, standing.sections
    return {
        "victim": [(str(row.pk), row.code) for row in proceeding.victims.order_by("pk")],
        "accused": [
            (str(row.pk), _accused_words(proceeding, row, sections))
            for row in proceeding.accused.order_by("pk")
        ],
        "hearing": [
            (str(row.pk), f"{row.planned_at:%Y-%m-%d}")
            for row in proceeding.hearings.filter(state="planned").order_by("pk")
        ],
        "charge": [
            (str(row.pk), f"{law.title_of(row.offence)} · {row.accused.code}")
            for row in proceeding.charges.filter(state="chosen").select_related("accused").order_by("pk")
        ],
    }


def _accused_words(proceeding: Proceeding, row: object, sections: frozenset[str]) -> str:
    code = str(row.code)  # type: ignore[attr-defined]
    if "suspect" not in sections:
        return code
    name = sealed.open_text(proceeding, row.name_sealed, sealed.ACCUSED_NAME)  # type: ignore[attr-defined]
    return f"{code} {name}".strip()
