"""Which incidents a person may see, and what of each."""

from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q, QuerySet

from kapea.guard.access.queries import visible
from kapea.guard.access.viewer import Viewer
from kapea.guard.audit.chain import record_event
from kapea.guard.break_glass.kinds import RecordOwner
from kapea.guard.errors import NotFound
from kapea.guard.vault.sealing import open_sealed
from kapea.registers.police.models import Incident
from kapea.registers.police.rules import Stages, next_steps
from kapea.registers.police.words import STATUS

PERMISSION = "police.incident.read"
PAGE = 50
NARRATIVE = "police.Incident.narrative"
SUSPECT_NAME = "police.IncidentSuspect.name"
LISTS = ("reported", "confirmed", "investigated", "sent_to_court", "closed")


@dataclass(frozen=True, kw_only=True)
class IncidentRow:
    """An incident as a list shows it: codes, dates and places, no names."""

    code: str
    status: str
    reported_on: date
    province_code: str
    forms: tuple[str, ...]
    via_hotline: bool

    @property
    def status_words(self) -> tuple[object, str]:
        """The status in words, and its tone."""
        return STATUS[self.status]


@dataclass(frozen=True, kw_only=True)
class VictimRow:
    code: str
    sex: str
    age_low: int | None
    age_high: int | None
    nationality: str
    assistance: str
    assisted_on: date | None


@dataclass(frozen=True, kw_only=True)
class SuspectRow:
    code: str
    name: str
    nationality: str
    is_foreign: bool | None
    arrested_on: date | None
    sent_to_court_on: date | None


@dataclass(frozen=True, kw_only=True)
class IncidentPage:
    """An incident as one viewer may see it; what their sections do not hold is empty."""

    row: IncidentRow
    version: int
    place_code: str
    setting: str
    stages: Stages
    steps: tuple[str, ...]
    sections: frozenset[str]
    narrative: str = ""
    victims: tuple[VictimRow, ...] = ()
    suspects: tuple[SuspectRow, ...] = field(default=(), repr=False)


def _scopes(by: Viewer) -> dict[str, Q]:
    return {
        "own": Q(created_by_user=by.user_id),
        "assigned": Q(officer_id=by.user_id),
        "unit": Q(agency_code=by.agency, unit_code=by.unit) & ~Q(unit_code=""),
        "agency": Q(agency_code=by.agency),
        "province": Q(province_code__in=by.provinces) & ~Q(province_code=""),
        "national": Q(),
    }


def relations(incident: Incident, *, by: Viewer) -> frozenset[str]:
    """Return how the viewer stands to an incident."""
    found = {
        "own": incident.created_by_user is not None and incident.created_by_user == by.user_id,
        "assigned": incident.officer_id is not None and incident.officer_id == by.user_id,
        "unit": bool(incident.unit_code)
        and (incident.agency_code, incident.unit_code) == (by.agency, by.unit),
        "agency": bool(by.agency) and incident.agency_code == by.agency,
        "province": bool(incident.province_code) and incident.province_code in by.provinces,
        "break_glass": by.has_opened("incident", incident.code),
        "national": True,
    }
    return frozenset(name for name, holds in found.items() if holds)


def seen_incidents(*, by: Viewer, section: str = "summary") -> "QuerySet[Incident]":
    """Return the incidents whose section the viewer may see."""
    return visible(Incident.objects.all(), by=by, permission=PERMISSION, section=section, scopes=_scopes(by))


def incident_for(
    code: str, *, by: Viewer, permission: str = PERMISSION, section: str = "summary"
) -> Incident:
    """Return the incident if the viewer holds the permission on that section of it.

    Raises NotFound, also when it exists and is not theirs.
    """
    incident = Incident.objects.select_related("data_key").filter(code=code).first()
    if incident is None or section not in by.sections(permission, relations(incident, by=by)):
        raise NotFound
    return incident


def stages_of(incident: Incident) -> Stages:
    """Return the days of the incident's stages."""
    return Stages(
        reported_on=incident.reported_on,
        confirmed_on=incident.confirmed_on,
        investigated_on=incident.investigated_on,
        sent_to_court_on=incident.sent_to_court_on,
    )


def list_incidents(
    *, by: Viewer, status: str = "", after: tuple[date, str] | None = None
) -> list[IncidentRow]:
    """Return one page of incidents, newest first; `after` is the last row of the page before."""
    rows = seen_incidents(by=by)
    if status:
        rows = rows.filter(status=status)
    if after is not None:
        rows = rows.filter(Q(reported_on__lt=after[0]) | Q(reported_on=after[0], code__lt=after[1]))
    return [_row(incident) for incident in rows.order_by("-reported_on", "-code")[:PAGE]]


def count_incidents(*, by: Viewer, status: str = "") -> int:
    """Return how many incidents `list_incidents` lists over all its pages."""
    rows = seen_incidents(by=by)
    return (rows.filter(status=status) if status else rows).count()


@transaction.atomic
def accessible_incident(code: str, *, by: Viewer, now: datetime) -> IncidentPage:
    """Return the incident as the viewer may see it; the read is audited. Raises NotFound."""
    incident = incident_for(code, by=by)
    sections = by.sections(PERMISSION, relations(incident, by=by))
    stages = stages_of(incident)
    page = IncidentPage(
        row=_row(incident),
        version=incident.version,
        place_code=incident.place_code,
        setting=incident.setting,
        stages=stages,
        steps=next_steps(stages) if incident.status != "closed" else (),
        sections=sections,
        narrative=_narrative(incident) if "narrative" in sections else "",
        victims=_victims(incident) if "victim" in sections else (),
        suspects=_suspects(incident) if "suspect" in sections else (),
    )
    record_event(
        "incident.read", by=by, on=("incident", code), details={"sections": sorted(sections)}, at=now
    )
    return page


def _row(incident: Incident) -> IncidentRow:
    return IncidentRow(
        code=incident.code,
        status=incident.status,
        reported_on=incident.reported_on,
        province_code=incident.province_code,
        forms=tuple(incident.forms),
        via_hotline=incident.via_hotline,
    )


def _narrative(incident: Incident) -> str:
    return open_sealed(incident.data_key, incident.narrative_sealed, field=NARRATIVE)


def _victims(incident: Incident) -> tuple[VictimRow, ...]:
    return tuple(
        VictimRow(
            code=victim.code,
            sex=victim.sex,
            age_low=victim.age_low,
            age_high=victim.age_high,
            nationality=victim.nationality,
            assistance=victim.assistance,
            assisted_on=victim.assisted_on,
        )
        for victim in incident.victims.order_by("pk")
    )


def _suspects(incident: Incident) -> tuple[SuspectRow, ...]:
    return tuple(
        SuspectRow(
            code=suspect.code,
            name=open_sealed(incident.data_key, suspect.name_sealed, field=SUSPECT_NAME),
            nationality=suspect.nationality,
            is_foreign=suspect.is_foreign,
            arrested_on=suspect.arrested_on,
            sent_to_court_on=suspect.sent_to_court_on,
        )
        for suspect in incident.suspects.order_by("pk")
    )


def home_cards(*, by: Viewer, now: datetime) -> list[dict[str, object]]:
    """Return the numbers of the viewer's home; each opens exactly the list it counts."""
    from django.urls import reverse
    from django.utils.translation import gettext as _

    if not by.may(PERMISSION):
        return []
    wanted = (
        ("reported", _("Incidents to confirm"), "warn", "inbox"),
        ("confirmed", _("Incidents to investigate"), "info", "search"),
        ("investigated", _("Under investigation, not yet sent to court"), "neutral", "court"),
    )
    return [
        {
            "label": label,
            "number": count_incidents(by=by, status=status),
            "url": f"{reverse('police:incidents')}?status={status}",
            "tone": tone,
            "icon": icon,
        }
        for status, label, tone, icon in wanted
    ]


def has_victim(code: str, victim_code: str) -> bool:
    """Whether the victim is of that incident; the caller checks what the viewer may see."""
    return Incident.objects.filter(code=code, victims__code=victim_code).exists()


def owner_of(code: str) -> RecordOwner | None:
    """Return whose the incident is, None when there is none; for openings in danger."""
    record = Incident.objects.filter(code=code).first()
    if record is None:
        return None
    return RecordOwner(
        agency_code=record.agency_code, unit_code=record.unit_code, worker_id=record.officer_id
    )
