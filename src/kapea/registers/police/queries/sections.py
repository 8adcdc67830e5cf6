"""How each part of an incident is read and opened. The caller has checked that it may be."""

from datetime import datetime

from kapea.registers.police import sealed
from kapea.registers.police.law import title_of
from kapea.registers.police.models import EvidenceItem, Incident, IncidentInterview, IncidentVictim, PostStay
from kapea.registers.police.models.custody import CHILD_BELOW_YEARS
from kapea.registers.police.queries import parts
from kapea.registers.police.rules.custody import is_presumed_child


def victims(incident: Incident, *, seen: frozenset[str], now: datetime) -> tuple[parts.VictimView, ...]:
    """Return the victims with their stays; with their interviews when statements are open."""
    rows = incident.victims.order_by("pk").prefetch_related("stays", "interviews")
    return tuple(_victim(incident, row, seen=seen, now=now) for row in rows)


def _victim(
    incident: Incident, victim: IncidentVictim, *, seen: frozenset[str], now: datetime
) -> parts.VictimView:
    stays = sorted(victim.stays.all(), key=lambda row: (row.arrived_at, row.pk))
    held = sorted(victim.interviews.all(), key=lambda row: row.number)
    return parts.VictimView(
        code=victim.code,
        person_code=victim.person_code if "identity" in seen else "",
        sex=victim.sex,
        age_low=victim.age_low,
        age_high=victim.age_high,
        is_presumed_child=is_presumed_child(age_low=victim.age_low, adult_from=CHILD_BELOW_YEARS),
        nationality=victim.nationality,
        rescued_on=victim.rescued_on,
        assistance=victim.assistance,
        assisted_on=victim.assisted_on,
        stays=tuple(_stay(incident, row, now=now) for row in stays),
        interviews=tuple(_interview(incident, row, is_open="statement" in seen) for row in held),
    )


def _stay(incident: Incident, row: PostStay, *, now: datetime) -> parts.StayView:
    return parts.StayView(
        station_code=row.station_code,
        kept_at=row.kept_at,
        arrived_at=row.arrived_at,
        due_at=row.due_at,
        left_at=row.left_at,
        left_to=row.left_to,
        late_reason=sealed.open_text(incident, row.late_reason_sealed, sealed.LATE),
        is_late=(row.left_at or now) > row.due_at,
        rule_code=row.rule_code,
        rule_version=row.rule_version,
    )


def _interview(incident: Incident, row: IncidentInterview, *, is_open: bool) -> parts.InterviewView:
    words = {}
    if is_open:
        words = {
            "interviewer": sealed.open_text(incident, row.interviewer_sealed, sealed.INTERVIEWER),
            "alone_reason": sealed.open_text(incident, row.alone_reason_sealed, sealed.ALONE),
            "suspect_reason": sealed.open_text(incident, row.suspect_reason_sealed, sealed.SUSPECT_THERE),
            "again_reason": sealed.open_text(incident, row.again_reason_sealed, sealed.AGAIN),
            "statement": sealed.open_text(incident, row.statement_sealed, sealed.STATEMENT),
        }
    return parts.InterviewView(
        number=row.number,
        held_at=row.held_at,
        place=row.place,
        trusted_adult=row.trusted_adult,
        suspect_absent=row.suspect_absent,
        **words,
    )


def suspects(incident: Incident) -> tuple[parts.SuspectView, ...]:
    """Return the suspects with their names."""
    return tuple(
        parts.SuspectView(
            code=suspect.code,
            person_code=suspect.person_code,
            name=sealed.open_text(incident, suspect.name_sealed, sealed.SUSPECT_NAME),
            sex=suspect.sex,
            age_low=suspect.age_low,
            age_high=suspect.age_high,
            is_presumed_child=suspect.age_low is not None and suspect.age_low < CHILD_BELOW_YEARS,
            nationality=suspect.nationality,
            is_foreign=suspect.is_foreign,
            arrested_on=suspect.arrested_on,
            sent_to_court_on=suspect.sent_to_court_on,
        )
        for suspect in incident.suspects.order_by("pk")
    )


def offences(incident: Incident, *, shows_suspects: bool) -> tuple[parts.OffenceView, ...]:
    """Return the offences alleged and not withdrawn."""
    rows = incident.offences.filter(withdrawn_at__isnull=True).select_related("suspect").order_by("pk")
    return tuple(
        parts.OffenceView(
            pk=row.pk,
            offence=row.offence,
            title=title_of(row.offence),
            suspect_code=row.suspect.code if row.suspect and shows_suspects else "",
        )
        for row in rows
    )


def evidence(incident: Incident) -> tuple[parts.EvidenceView, ...]:
    """Return the items with their custody, step by step."""
    rows = incident.evidence.order_by("pk").prefetch_related("steps")
    return tuple(_item(incident, row) for row in rows)


def _item(incident: Incident, row: EvidenceItem) -> parts.EvidenceView:
    steps = sorted(row.steps.all(), key=lambda step: step.number)
    return parts.EvidenceView(
        code=row.code,
        kind=row.kind,
        description=sealed.open_text(incident, row.description_sealed, sealed.EVIDENCE),
        algorithm=row.algorithm,
        digest=row.digest,
        steps=tuple(
            parts.CustodyView(
                act=step.act,
                at=step.at,
                holder=sealed.open_text(incident, step.holder_sealed, sealed.HOLDER),
                reference=sealed.open_text(incident, step.reference_sealed, sealed.REFERENCE),
                digest_agrees=step.digest_agrees,
                recorded_by=step.recorded_by,
            )
            for step in steps
        ),
    )
