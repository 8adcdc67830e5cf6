"""What is answered to a body that asks whether a person was convicted; and counts of children in conflict.

A vetting answer is yes or no. Whom it is about is kept as a keyed index, so that the register of answers
cannot be read for names.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from kapea.guard.access.viewer import Viewer
from kapea.guard.audit.chain import record_event
from kapea.guard.errors import NotFound
from kapea.guard.pack import current_pack, local_day
from kapea.guard.vault.sealing import blind
from kapea.registers.codes import new_code
from kapea.registers.justice.access import INDICATOR, VET
from kapea.registers.justice.errors import ReasonNeeded, VettingUnclear
from kapea.registers.justice.models import Accused, ChildInConflictCount, VettingAnswer
from kapea.registers.justice.rules.stages import check_day
from kapea.registers.justice.rules.vetting import check_named, document_key, name_key, person_key
from kapea.registers.worklist.suspects import Asked

RULE = "justice.vetting"


@dataclass(frozen=True, kw_only=True)
class Question:
    """Whom a body asks about, for what, and which body."""

    asking_body: str
    purpose: str
    name: str = ""
    born_on: date | None = None
    document: str = ""


@dataclass(frozen=True, kw_only=True)
class Certificate:
    """The answer: yes or no, to whom and for what. Nothing else."""

    code: str
    has_conviction: bool
    asking_body: str
    purpose: str
    asked_on: date


def purposes() -> tuple[str, ...]:
    """Return the purposes for which the country answers."""
    return tuple(current_pack().rule(RULE).values["purposes"])  # type: ignore[arg-type]


@transaction.atomic
def answer(question: Question, *, by: Viewer, now: datetime) -> Certificate:
    """Answer whether a person has a final conviction; the answer is stored and audited.

    Raises NotFound, SubjectNotNamed, ReasonNeeded, VettingUnclear.
    """
    if not by.may(VET):
        raise NotFound
    check_named(name=question.name, born_on=question.born_on, document=question.document)
    if question.purpose not in purposes() or not question.asking_body.strip():
        raise ReasonNeeded("Who asks, and for what?")
    has_conviction = _has_conviction(question)
    row = VettingAnswer.objects.create(
        code=new_code("Y"),
        purpose=question.purpose,
        asking_body=question.asking_body.strip(),
        asked_on=local_day(now),
        subject_blind=_subject(question),
        has_conviction=has_conviction,
        recorded_at=now,
        recorded_by=by.username,
    )
    details = {"purpose": question.purpose, "answer": "yes" if has_conviction else "no"}
    record_event("vetting.answered", by=by, on=("vetting", row.code), details=details, at=now)
    return certificate(row.code, by=by)


def _has_conviction(question: Question) -> bool:
    final = Accused.objects.filter(convicted_finally_on__isnull=False)
    document = document_key(question.document)
    if document and final.filter(document_blind=blind("justice:document", document)).exists():
        return True
    name = name_key(question.name)
    if not (name and question.born_on):
        return False
    if final.filter(
        person_blind=blind("justice:person", person_key(question.name, question.born_on))
    ).exists():
        return True
    if final.filter(name_blind=blind("justice:name", name), person_blind="").exists():
        raise VettingUnclear("A conviction has this name and no birth date.")
    return False


def accused_who_are(asked: Asked) -> list[str]:
    """Return the codes of the accused who are this person: by document, or by name with birth date.

    For adults who come near children in care: also who is only accused. Never by a name alone.
    """
    document, name = document_key(asked.document), name_key(asked.name)
    same = Q(pk__in=[])
    if document:
        same |= Q(document_blind=blind("justice:document", document))
    if name and asked.born_on:
        same |= Q(person_blind=blind("justice:person", person_key(asked.name, asked.born_on)))
    return list(Accused.objects.filter(same).order_by("pk").values_list("code", flat=True))


def _subject(question: Question) -> str:
    if name_key(question.name) and question.born_on:
        return blind("justice:vetted", person_key(question.name, question.born_on))
    return blind("justice:vetted", document_key(question.document))


def certificate(code: str, *, by: Viewer) -> Certificate:
    """Return a certificate that the viewer issued themselves. Raises NotFound."""
    row = VettingAnswer.objects.filter(code=code, recorded_by=by.username).first() if by.may(VET) else None
    if row is None:
        raise NotFound
    return Certificate(
        code=row.code,
        has_conviction=row.has_conviction,
        asking_body=row.asking_body,
        purpose=row.purpose,
        asked_on=row.asked_on,
    )


@transaction.atomic
def count_children(
    *,
    indicator: str,
    period_from: date,
    period_to: date,
    sex: str,
    age_band: str,
    province_code: str,
    count: int,
    by: Viewer,
    now: datetime,
) -> None:
    """Record how many children in conflict with the law an indicator counts; a later count replaces it.

    Raises NotFound, DayNotPossible.
    """
    if not by.may(INDICATOR) or not by.agency:
        raise NotFound
    check_day(period_to, not_before=period_from, today=local_day(now))
    ChildInConflictCount.objects.update_or_create(
        agency_code=by.agency,
        unit_code=by.unit,
        indicator=indicator,
        period_from=period_from,
        period_to=period_to,
        sex=sex,
        age_band=age_band,
        defaults={
            "province_code": province_code,
            "count": count,
            "recorded_at": now,
            "recorded_by": by.username,
        },
    )
    record_event("indicator.recorded", by=by, on=("indicator", indicator), details={"count": count}, at=now)


def counted_by(by: Viewer) -> list[dict[str, object]]:
    """Return the newest counts of the viewer's own body. Raises NotFound."""
    if not by.may(INDICATOR):
        raise NotFound
    rows = ChildInConflictCount.objects.filter(agency_code=by.agency, unit_code=by.unit)
    names = ("indicator", "period_from", "period_to", "sex", "age_band", "count")
    return list(rows.order_by("-period_to", "indicator", "sex", "age_band").values(*names)[:100])
