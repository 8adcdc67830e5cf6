"""One incident as one viewer may see it: only the sections open to them are read at all."""

from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from kapea.guard.access.viewer import Viewer
from kapea.guard.audit.chain import record_event
from kapea.guard.errors import NotFound
from kapea.registers.people.intake import told_names
from kapea.registers.police import access, sealed
from kapea.registers.police.models import Incident, IncidentVictim
from kapea.registers.police.queries import parts, sections
from kapea.registers.police.queries.begun import IncidentFacts, facts_of
from kapea.registers.police.rules.marks import mark_of
from kapea.registers.police.rules.steps import Stages, next_steps, stages


@dataclass(frozen=True, kw_only=True)
class IncidentPage(IncidentFacts):
    """An incident for its page. What the viewer's sections do not hold is empty.

    writable: the sections in which the viewer may act. form_code: the secret code of the form.
    """

    stages: Stages
    steps: tuple[str, ...]
    sections: frozenset[str]
    writable: frozenset[str]
    may_send: bool
    may_review: bool
    form_code: str = field(default="", repr=False)
    narrative: str = field(default="", repr=False)
    offences: tuple[parts.OffenceView, ...] = ()
    victims: tuple[parts.VictimView, ...] = ()
    suspects: tuple[parts.SuspectView, ...] = field(default=(), repr=False)
    evidence: tuple[parts.EvidenceView, ...] = ()


@transaction.atomic
def accessible_incident(
    code: str, *, by: Viewer, now: datetime, purpose: str = "incident.read"
) -> IncidentPage:
    """Return the incident as the viewer may see it; the read is audited. Raises NotFound.

    purpose: the word under which the reading is written down.
    """
    incident = access.incident_for(code, by=by)
    seen = access.sections_of(incident, by=by)
    is_open = incident.status != "closed"
    days = stages(incident)
    page = IncidentPage(
        **vars(facts_of(incident)),
        stages=days,
        steps=next_steps(days) if is_open else (),
        sections=seen,
        writable=access.sections_of(incident, by=by, permission=access.WRITE),
        may_send="summary" in access.sections_of(incident, by=by, permission=access.SEND),
        may_review="summary" in access.sections_of(incident, by=by, permission=access.REVIEW),
        **_opened(incident, seen, now=now),  # type: ignore[arg-type]
    )
    record_event(purpose, by=by, on=("incident", code), details={"sections": sorted(seen)}, at=now)
    return page


def _opened(incident: Incident, seen: frozenset[str], *, now: datetime) -> dict[str, object]:
    found: dict[str, object] = {
        "offences": sections.offences(incident, shows_suspects="suspect" in seen),
    }
    if "narrative" in seen:
        found["narrative"] = sealed.open_text(incident, incident.narrative_sealed, sealed.NARRATIVE)
    if "identity" in seen:
        found["form_code"] = sealed.open_text(incident, incident.form_code_sealed, sealed.FORM_CODE)
    if "victim" in seen:
        found["victims"] = sections.victims(incident, seen=seen, now=now)
    if "suspect" in seen:
        found["suspects"] = sections.suspects(incident)
    if "evidence" in seen:
        found["evidence"] = sections.evidence(incident)
    return found


@transaction.atomic
def told_of_victim(code: str, victim_code: str, *, by: Viewer, now: datetime) -> dict[str, object]:
    """Return what was told of a victim whose identity is not recorded yet, for the form; opening names is audited.

    Raises NotFound.
    """
    incident = access.incident_for(code, by=by, section="victim")
    victim = incident.victims.filter(code=victim_code).first()
    if victim is None:
        raise NotFound
    told = {"sex": victim.sex, "nationality": victim.nationality, "age_years": victim.age_low}
    if not (victim.told_name_km or victim.told_name_latin):
        return told
    if "identity" not in access.sections_of(incident, by=by):
        return told
    record_event(
        "incident.victim_name_read", by=by, on=("incident", code), details={"victim": victim_code}, at=now
    )
    return {
        **told,
        **told_names(
            km=sealed.open_text(incident, victim.told_name_km, sealed.TOLD_NAME_KM),
            latin=sealed.open_text(incident, victim.told_name_latin, sealed.TOLD_NAME_LATIN),
        ),
    }


def has_victim(code: str, victim_code: str) -> bool:
    """Whether the victim is of that incident; the caller checks what the viewer may see."""
    return Incident.objects.filter(code=code, victims__code=victim_code).exists()


def assistance_of(code: str, victim_code: str) -> dict[str, object]:
    """Return the assistance that stands there, as its form begins; the caller has checked what the viewer may see."""
    rows = IncidentVictim.objects.filter(incident__code=code, code=victim_code)
    assistance, on = rows.values_list("assistance", "assisted_on").first() or ("", None)
    return {"version": mark_of(assistance, on), "assistance": assistance, "on": on}


def victim_facts_of(code: str, victim_code: str) -> dict[str, object]:
    """Return what is known of a victim, as the form that puts it right begins; checked as above."""
    rows = IncidentVictim.objects.filter(incident__code=code, code=victim_code)
    found: dict[str, object] = dict(rows.values(*IncidentVictim.FACTS).first() or {})
    return {**found, "version": mark_of(*found.values())}
