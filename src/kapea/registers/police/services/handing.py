"""How the police hand a child on to a body of social work, without anybody typing it again."""

from datetime import datetime

from django.db import transaction

from kapea.engines.errors import KapeaError
from kapea.guard.access.viewer import Viewer
from kapea.guard.audit.chain import record_event
from kapea.guard.errors import NotFound
from kapea.guard.pack import local_day
from kapea.registers.agencies.queries import agency_kind, agency_receives
from kapea.registers.people.queries import accessible_person
from kapea.registers.police import access, sealed
from kapea.registers.police.services.parties import victim_of
from kapea.registers.worklist.handover import HandOver, hand_over

PRIORITIES = ("red", "amber", "green")


class AgencyNotPossible(KapeaError):
    """This agency takes no child's case."""

    code = "police.agency_not_possible"


@transaction.atomic
def hand_child_over(
    code: str, victim_code: str, *, agency: str, priority: str, words: str, by: Viewer, now: datetime
) -> None:
    """Ask an agency to take a victim's case: what it needs to begin, and nothing of the suspects.

    Raises NotFound, AgencyNotPossible.
    """
    incident = access.incident_for(code, by=by, permission=access.WRITE, section="victim", lock=True)
    victim = victim_of(incident, victim_code)
    if not agency_receives(agency, "casework"):
        raise AgencyNotPossible(agency)
    hand_over(
        HandOver(
            source_kind="incident",
            source_code=code,
            to="casework",
            agency_code=agency,
            priority=priority,
            place_code=incident.place_code,
            province_code=incident.province_code,
            summary=words or sealed.open_text(incident, incident.narrative_sealed, sealed.NARRATIVE),
            via_hotline=incident.via_hotline,
            child_age_years=victim.age_low,
            child_sex=victim.sex,
            child_code=victim.person_code,
            **_names(victim.person_code, by=by, now=now),
            forms=tuple(incident.forms),
            sent_on=local_day(now),
        ),
        by=by,
        now=now,
    )
    if not victim.assistance:
        is_ours = agency_kind(agency) == "government"
        victim.assistance = "referral_ministry" if is_ours else "referral_ngo"
        victim.assisted_on = local_day(now)
        victim.save(update_fields=["assistance", "assisted_on"])
    record_event(
        "incident.victim_handed_over",
        by=by,
        on=("incident", code),
        details={"victim": victim_code, "agency": agency},
        at=now,
    )


def _names(person_code: str, *, by: Viewer, now: datetime) -> dict[str, str]:
    """Return the child's names for the receiver, as far as they are recorded and the officer may read them."""
    if not person_code:
        return {}
    try:
        identity, _sections = accessible_person(person_code, by=by, now=now)
    except NotFound:
        return {}
    official = {name.script: name.whole for name in identity.names if name.kind == "official"}
    return {"child_name_km": official.get("km", ""), "child_name_latin": official.get("latin", "")}
