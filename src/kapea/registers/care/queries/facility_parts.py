"""The parts of a facility: licences, inspections, adults, complaints, suspects."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from kapea.guard.pack import current_pack
from kapea.registers.care import sealed, words
from kapea.registers.care.models import Complaint, FacilityPerson, Inspection, Licence, SuspectTie
from kapea.registers.choices import in_language
from kapea.registers.sheets.rows import Card, Fact, Sight
from kapea.registers.sheets.showing import coded


def _tool(code: str, version: int | str) -> str:
    """Return the title and version of the form that was filled in."""
    forms = current_pack().forms
    return f"{in_language(forms[code].title) if code in forms else code} · {version}"


def licence_cards(sight: Sight) -> tuple[Card, ...]:
    """Return the licences, the newest first."""
    return tuple(_licence(row, sight) for row in sight.record.licences.order_by("-issued_on", "-pk"))


def _licence(row: Licence, sight: Sight) -> Card:
    is_past = row.valid_until < sight.today
    if row.withdrawn_on:
        status, tone = _("Taken back"), "danger"
    else:
        status, tone = (_("Run out"), "danger") if is_past else (_("In force"), "ok")
    reason = sight.text(row.withdrawal_sealed, sealed.WITHDRAWAL)
    return Card(
        pk=row.pk,
        title=sight.text(row.number_sealed, sealed.LICENCE) or _("Licence"),
        status=status,
        tone=tone,
        facts=(
            (_("Issued on"), row.issued_on),
            (_("Valid until"), row.valid_until),
            (_("Places"), row.capacity),
            (_("Withdrawn on"), row.withdrawn_on),
        ),
        notes=((_("Reason"), reason),) if reason else (),
        acts=() if row.withdrawn_on else sight.open("withdraw"),
    )


def inspection_cards(sight: Sight) -> tuple[Card, ...]:
    """Return the inspections, the newest first, each with the standards that were not met."""
    return tuple(_inspection(row, sight) for row in sight.record.inspections.order_by("-on", "-pk"))


def _inspection(row: Inspection, sight: Sight) -> Card:
    tool = current_pack().forms.get(row.tool_code)
    labels = {question.code: question.label for question in tool.questions} if tool else {}
    unmet = tuple(labels.get(code, code) for code, state in row.answers.items() if state == "not_met")
    waits = row.correct_by is not None and row.corrected_on is None
    is_late = waits and row.correct_by is not None and row.correct_by < sight.today
    findings = sight.text(row.findings_sealed, sealed.FINDINGS)
    facts: tuple[Fact, ...] = (
        (_("Standards met"), row.met),
        (_("Partly met"), row.partly),
        (_("Not met"), row.not_met),
        (_("What is not met"), unmet),
        (_("Announced before"), row.was_announced),
        (_("Children talked with alone"), row.children_seen),
        (_("To be mended by"), row.correct_by),
        (_("Mended on"), row.corrected_on),
        (_("By rule"), _tool(row.tool_code, row.tool_version)),
    )
    return Card(
        pk=row.pk,
        title=row.on,
        status=_("To be mended") if waits else "",
        tone="danger" if is_late else "warn",
        facts=facts,
        notes=((_("What was seen"), findings),) if findings else (),
        acts=sight.open("corrected") if waits else (),
    )


def adult_cards(sight: Sight) -> tuple[Card, ...]:
    """Return the adults who come near the children, those who are there first."""
    rows = sight.record.adults.order_by("until_on", "pk")
    return tuple(_adult(row, sight) for row in rows)


def _adult(row: FacilityPerson, sight: Sight) -> Card:
    born = sight.text(row.born_sealed, sealed.ADULT_BORN)
    return Card(
        pk=row.pk,
        title=sight.text(row.name_sealed, sealed.ADULT),
        status=words.ROLE[row.role],
        facts=(
            (_("Born on"), date.fromisoformat(born) if born else ""),
            (_("Document"), sight.text(row.document_sealed, sealed.ADULT_DOCUMENT)),
            (_("Checked before beginning"), row.was_checked),
            (_("From"), row.from_on),
            (_("Until"), row.until_on),
        ),
        acts=() if row.until_on else sight.open("adult_left"),
    )


def complaint_cards(sight: Sight) -> tuple[Card, ...]:
    """Return the complaints, those that wait first."""
    rows = sight.record.complaints.order_by("reviewed_at", "-received_on")
    return tuple(_complaint(row, sight) for row in rows)


def _complaint(row: Complaint, sight: Sight) -> Card:
    waits = row.reviewed_at is None
    notes = [(_("What was said"), sight.text(row.words_sealed, sealed.COMPLAINT))]
    if not waits:
        notes.append((_("What was found"), sight.text(row.review_sealed, sealed.REVIEW)))
    return Card(
        pk=row.pk,
        title=coded(row.about, "complaint_about"),
        status=_("Waits for review") if waits else words.COMPLAINT_OUTCOME[row.outcome],
        tone="danger" if waits else "neutral",
        facts=(
            (_("Received"), row.received_on),
            (_("Told by"), words.TOLD_BY[row.told_by]),
            (_("A child is in danger now"), row.is_danger),
        ),
        notes=tuple(notes),
        acts=sight.open("review_complaint") if waits else (),
    )


def tie_cards(sight: Sight) -> tuple[Card, ...]:
    """Return the suspects who may come near the children; a code of the other register, no name."""
    rows = sight.record.ties.select_related("adult").order_by("settled_at", "pk")
    return tuple(_tie(row, sight) for row in rows)


def _tie(row: SuspectTie, sight: Sight) -> Card:
    waits = row.settled_at is None
    notes = [
        (_("What was said"), sight.text(row.words_sealed, sealed.TIE)),
        (_("What was done"), sight.text(row.settlement_sealed, sealed.SETTLEMENT)),
    ]
    return Card(
        pk=row.pk,
        title=row.suspect_code,
        status=_("Possible link") if waits else words.TIE_OUTCOME[row.outcome],
        tone="danger" if waits else "neutral",
        facts=(
            (_("Found"), words.FOUND_BY[row.found_by]),
            (_("As"), words.ROLE[row.adult.role] if row.adult else ""),
        ),
        notes=tuple(note for note in notes if note[1]),
        acts=sight.open("settle_suspect") if waits else (),
    )
