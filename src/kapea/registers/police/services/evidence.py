"""How evidence and its custody are written down: what it is, its digest, in whose hands. Never content."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from kapea.guard.access.viewer import Viewer
from kapea.guard.audit.chain import record_event
from kapea.guard.errors import NotFound
from kapea.registers.codes import new_code
from kapea.registers.police import access, sealed
from kapea.registers.police.models import CustodyStep, EvidenceItem, Incident
from kapea.registers.police.rules.evidence import check_custody, clean_digest

WRITE = access.WRITE


@dataclass(frozen=True, kw_only=True)
class Hands:
    """One step of custody. holder: in whose hands; reference: seal number and place of keeping."""

    act: str
    at: datetime
    holder: str
    reference: str = ""
    digest_agrees: bool | None = None


@transaction.atomic
def record_evidence(
    code: str,
    *,
    kind: str,
    description: str,
    algorithm: str,
    digest: str,
    first: Hands,
    by: Viewer,
    now: datetime,
) -> str:
    """Record an item with its first step of custody; return its code.

    Raises NotFound, DigestNotUnderstood, ContentRefused, CustodyNotPossible.
    """
    incident = access.incident_for(code, by=by, permission=WRITE, section="evidence")
    item = EvidenceItem.objects.create(
        incident=incident,
        code=new_code("E"),
        kind=kind,
        description_sealed=sealed.close_text(incident, description, sealed.EVIDENCE),
        algorithm=algorithm if digest.strip() else "",
        digest=clean_digest(algorithm if digest.strip() else "", digest),
        recorded_at=now,
        recorded_by=by.username,
    )
    _add_step(incident, item, first, by=by, now=now)
    record_event(
        "incident.evidence_recorded", by=by, on=("incident", code), details={"item": item.code}, at=now
    )
    return item.code


@transaction.atomic
def record_custody(code: str, item_code: str, step: Hands, *, by: Viewer, now: datetime) -> None:
    """Add a step to an item's custody. Raises NotFound, CustodyNotPossible, ContentRefused."""
    incident = access.incident_for(code, by=by, permission=WRITE, section="evidence", lock=True)
    item = incident.evidence.filter(code=item_code).first()
    if item is None:
        raise NotFound
    _add_step(incident, item, step, by=by, now=now)
    record_event(
        "incident.custody_recorded",
        by=by,
        on=("incident", code),
        details={"item": item_code, "act": step.act, "digest_agrees": step.digest_agrees},
        at=now,
    )


def _add_step(incident: Incident, item: EvidenceItem, step: Hands, *, by: Viewer, now: datetime) -> None:
    last = item.steps.order_by("-number").first()
    check_custody(last_act=last.act if last else "", last_at=last.at if last else None, at=step.at, now=now)
    CustodyStep.objects.create(
        item=item,
        number=last.number + 1 if last else 1,
        act=step.act,
        at=step.at,
        holder_sealed=sealed.close_text(incident, step.holder, sealed.HOLDER),
        reference_sealed=sealed.close_text(incident, step.reference, sealed.REFERENCE),
        digest_agrees=step.digest_agrees,
        recorded_at=now,
        recorded_by=by.username,
    )
