"""The parts of a proceeding up to the trial: parties, charges, acts, hearings, protection, legal aid."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from kapea.guard.pack import current_pack
from kapea.registers.agencies.queries import agency_name
from kapea.registers.choices import by_rule
from kapea.registers.justice import law, sealed, words
from kapea.registers.justice.models import (
    Accused,
    Charge,
    Hearing,
    Interview,
    LegalAid,
    Proceeding,
    ProceedingVictim,
    ProtectiveMeasure,
)
from kapea.registers.justice.queries.rows import Card, Fact
from kapea.registers.justice.rules.stages import ACTS as STAGE_ACTS
from kapea.registers.justice.sealed import open_text

Open = Callable[..., tuple[str, ...]]


@dataclass(frozen=True, kw_only=True)
class Sight:
    """What a part's cards may show: the sections, and which acts are open."""

    proceeding: Proceeding
    sections: frozenset[str]
    acts: frozenset[str]
    today: date

    def open(self, *acts: str) -> tuple[str, ...]:
        """Return those of the acts that are open."""
        return tuple(act for act in acts if act in self.acts)

    def text(self, blob: bytes | memoryview, field: str) -> str:
        """Return a sealed text of the proceeding."""
        return open_text(self.proceeding, blob, field)


def age_words(low: int | None, high: int | None) -> object:
    """Return an age, its range, or that it is not known."""
    if low is None:
        return _("Not known: presumed a child")
    return str(low) if low == high else f"{low}–{high}"


def coded(code: str, name: str) -> object:
    """Return the words of a pack's code by language, "" for none."""
    if not code:
        return ""
    found = current_pack().code_list(name)
    return found.label(code) if code in found else code


def victim_cards(sight: Sight) -> tuple[Card, ...]:
    """Return the victims; names only where the identity may be seen."""
    return tuple(_victim(row, sight) for row in sight.proceeding.victims.order_by("pk"))


def _victim(row: ProceedingVictim, sight: Sight) -> Card:
    facts: list[Fact] = []
    if "identity" in sight.sections:
        facts.append((_("Name"), sight.text(row.name_sealed, sealed.VICTIM_NAME)))
    facts += [
        (_("Sex"), coded(row.sex, "sex")),
        (_("Age"), age_words(row.age_low, row.age_high)),
        (_("Nationality"), coded(row.nationality, "nationality")),
        (_("Interviews so far"), row.interviews.count()),
    ]
    return Card(pk=row.pk, title=row.code, facts=tuple(facts))


def accused_cards(sight: Sight) -> tuple[Card, ...]:
    """Return the accused, with who they are and where."""
    return tuple(_accused(row, sight) for row in sight.proceeding.accused.order_by("pk"))


def _accused(row: Accused, sight: Sight) -> Card:
    born = sight.text(row.born_sealed, sealed.ACCUSED_BORN)
    return Card(
        pk=row.pk,
        title=f"{row.code} {sight.text(row.name_sealed, sealed.ACCUSED_NAME)}".strip(),
        status=words.CUSTODY[row.custody],
        facts=(
            (
                _("Age on the day of the act"),
                "" if row.age_low is None else age_words(row.age_low, row.age_high),
            ),
            (_("Born on"), date.fromisoformat(born) if born else ""),
            (_("Document"), sight.text(row.document_sealed, sealed.ACCUSED_DOCUMENT)),
            (_("Nationality"), coded(row.nationality, "nationality")),
            (_("What the accused was to the child"), words.CAPACITY[row.capacity]),
            (_("Since"), row.custody_since),
        ),
        acts=sight.open("change_accused"),
    )


def accused_held(sight: Sight) -> dict[int, dict[str, object]]:
    """Return what is kept of each accused, by the fields that a person changes."""
    return {row.pk: _held(row, sight) for row in sight.proceeding.accused.order_by("pk")}


def _held(row: Accused, sight: Sight) -> dict[str, object]:
    born = sight.text(row.born_sealed, sealed.ACCUSED_BORN)
    plain = (
        "version", "sex", "age_low", "age_high", "nationality", "residence", "capacity", "is_exploited",
        "custody", "custody_since",
    )  # fmt: skip
    return {
        **{name: getattr(row, name) for name in plain},
        "name": sight.text(row.name_sealed, sealed.ACCUSED_NAME),
        "born_on": date.fromisoformat(born) if born else None,
        "document": sight.text(row.document_sealed, sealed.ACCUSED_DOCUMENT),
    }


def charge_cards(sight: Sight) -> tuple[Card, ...]:
    """Return the charges under the law's own titles, with the limitation as the engine works it out."""
    return tuple(
        _charge(row, sight) for row in sight.proceeding.charges.select_related("accused").order_by("pk")
    )


def _class_words(name: str | None) -> object:
    """Return a class of offences in words; a class that only the pack knows keeps its name."""
    return words.OFFENCE_CLASS.get(name or "", name)


def _charge(row: Charge, sight: Sight) -> Card:
    state, tone = words.CHARGE_STATE[row.state]
    notes = [(_("Why it was chosen"), sight.text(row.reason_sealed, sealed.CHARGE))]
    if row.state == "dropped":
        notes.append((_("Why it was dropped"), sight.text(row.drop_reason_sealed, sealed.CHARGE_DROPPED)))
    follows = law.follows_from(row.offence)
    return Card(
        pk=row.pk,
        title=law.title_of(row.offence),
        status=words.VERDICT[row.verdict] if row.verdict else state,
        tone=tone,
        facts=(
            (_("Accused"), row.accused.code),
            (_("Principal offence"), row.is_principal),
            (_("The engine’s answer"), words.FITS[row.fits][0]),
            (_("Class"), _class_words(follows.offence_class if follows else "")),
            (_("Limitation ends"), row.limitation_ends_on),
            (_("Interruption of the limitation"), words.INTERRUPTION[law.interrupts("") is not None]),
            (_("By rule"), by_rule(row.limitation_rule, row.limitation_version)),
        ),
        notes=tuple(notes),
        acts=sight.open("drop_charge") if row.state == "chosen" and not row.verdict else (),
        is_informing=True,
    )


def event_cards(sight: Sight) -> tuple[Card, ...]:
    """Return what was done, in order. Reasons are shown to whoever sees charges."""
    found = []
    for row in sight.proceeding.events.order_by("on", "pk"):
        said = sight.text(row.words_sealed, sealed.EVENT) if "charge" in sight.sections else ""
        act = STAGE_ACTS.get(row.act)
        found.append(
            Card(
                pk=row.pk,
                title=words.STAGE_ACT[row.act],
                facts=((_("On"), row.on), (_("By"), words.WHO_ACTS[act.by] if act else "")),
                notes=((_("Reason"), said),) if said else (),
            )
        )
    return tuple(found)


def hearing_cards(sight: Sight) -> tuple[Card, ...]:
    """Return the hearings in order."""
    return tuple(_hearing(row, sight) for row in sight.proceeding.hearings.order_by("planned_at", "pk"))


def _hearing(row: Hearing, sight: Sight) -> Card:
    state, tone = words.HEARING_STATE[row.state]
    said = sight.text(row.words_sealed, sealed.HEARING) if "charge" in sight.sections else ""
    return Card(
        pk=row.pk,
        title=words.HEARING_KIND[row.kind],
        status=state,
        tone=tone,
        facts=(
            (_("When"), row.planned_at),
            (_("A child testifies"), row.child_testifies),
            (_("Ended on"), row.ended_on),
        ),
        notes=((_("What was said"), said),) if said else (),
        acts=sight.open("end_hearing") if row.state == "planned" else (),
    )


def interview_cards(sight: Sight) -> tuple[Card, ...]:
    """Return how often each child was interviewed, and why again."""
    rows = Interview.objects.filter(victim__proceeding=sight.proceeding).select_related("victim")
    return tuple(_interview(row, sight) for row in rows.order_by("victim_id", "number"))


def _interview(row: Interview, sight: Sight) -> Card:
    reason = sight.text(row.reason_sealed, sealed.INTERVIEW) if "victim" in sight.sections else ""
    return Card(
        pk=row.pk,
        title=_("%(child)s, interview %(number)d") % {"child": row.victim.code, "number": row.number},
        tone="warn" if row.number > 1 else "",
        status=_("Again") if row.number > 1 else "",
        facts=(
            (_("On"), row.on),
            (_("By"), words.INTERVIEWER[row.by_whom]),
            (_("Where"), words.ROOM[row.room]),
            (_("Support person there"), row.support_present),
            (_("Lawyer there"), row.lawyer_present),
        ),
        notes=((_("Why again"), reason),) if reason else (),
    )


def measure_cards(sight: Sight) -> tuple[Card, ...]:
    """Return the protective measures: asked, decided, used. Reasons only to who sees the victim's part."""
    rows = sight.proceeding.measures.select_related("victim").order_by("pk")
    return tuple(_measure(row, sight) for row in rows)


def _measure(row: ProtectiveMeasure, sight: Sight) -> Card:
    state, tone = words.MEASURE_STATE[row.state]
    notes: list[Fact] = []
    if "victim" in sight.sections:
        notes = [
            (_("Why it was refused"), sight.text(row.refusal_sealed, sealed.MEASURE_REFUSAL)),
            (_("Support person"), sight.text(row.person_sealed, sealed.MEASURE_PERSON)),
            (_("Why it was not used"), sight.text(row.not_used_sealed, sealed.MEASURE_NOT_USED)),
        ]
    acts: tuple[str, ...] = ()
    if row.state == "asked":
        acts = sight.open("decide_measure")
    elif row.state == "granted" and row.was_used is None:
        acts = sight.open("use_measure")
    return Card(
        pk=row.pk,
        title=coded(row.kind, "protective_measure"),
        status=state,
        tone=tone,
        facts=(
            (_("Child"), row.victim.code),
            (_("Asked on"), row.asked_on),
            (_("Asked by"), words.ASKED_BY[row.asked_by]),
            (
                _("Special need"),
                words.NEED[row.special_need] if row.special_need and "victim" in sight.sections else "",
            ),
            (_("Decided on"), row.decided_on),
            (_("Used"), row.was_used),
        ),
        notes=tuple(note for note in notes if note[1]),
        acts=acts,
    )


def legal_aid_cards(sight: Sight) -> tuple[Card, ...]:
    """Return who is defended by whom, and whether the lawyer met them before the day."""
    rows = sight.proceeding.legal_aid.select_related("victim", "accused").order_by("pk")
    return tuple(_aid(row, sight) for row in rows)


def met_before(met_on: date | None, first_hearing_on: date | None) -> str:
    """Return whether a lawyer met the child before the first hearing's day: a word of MET_BEFORE."""
    if met_on is None:
        return "not_yet"
    if first_hearing_on is None:
        return "no_hearing"
    return "yes" if met_on < first_hearing_on else "same_day"


def _aid(row: LegalAid, sight: Sight) -> Card:
    first = sight.proceeding.hearings.exclude(state="cancelled").order_by("planned_at").first()
    first_on = first.planned_at.astimezone(current_pack().time_zone).date() if first else None
    met, tone = words.MET_BEFORE[met_before(row.met_on, first_on)]
    person = row.victim or row.accused
    return Card(
        pk=row.pk,
        title=agency_name(row.agency_code),
        status=met,
        tone=tone,
        facts=(
            (_("Given by"), words.PROVIDER[row.provider]),
            (_("Defends"), person.code if person else ""),
            (_("Lawyer"), sight.text(row.lawyer_sealed, sealed.LAWYER)),
            (_("Appointed on"), row.appointed_on),
            (_("First met on"), row.met_on),
        ),
        acts=sight.open("meeting") if row.ended_on is None else (),
    )
