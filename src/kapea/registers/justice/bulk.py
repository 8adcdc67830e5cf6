"""Many proceedings at once, for fictitious data. Rows come whole; the table's constraints check them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from kapea.guard.access.viewer import Viewer
from kapea.guard.audit.chain import record_event
from kapea.guard.pack import current_pack
from kapea.guard.vault.models import DataKey
from kapea.guard.vault.sealing import make_data_key
from kapea.registers.bulk_rows import store_objects
from kapea.registers.justice import law, sealed, tasks
from kapea.registers.justice.models import (
    Accused,
    Appeal,
    Charge,
    Compensation,
    Hearing,
    Interview,
    Judgment,
    LegalAid,
    Payment,
    Proceeding,
    ProceedingVictim,
    ProtectiveMeasure,
    Sentence,
    SettlementConcern,
    StageEvent,
)
from kapea.registers.justice.rules.measures import MeasureRule
from kapea.registers.justice.rules.stages import ACTS

PATH = (
    "open_case",
    "ask_investigation",
    "send_to_trial",
    "judge",
    "make_final",
    "begin_execution",
    "end_execution",
)
"""The acts of the usual path, in order; a row says how many of them were done."""


@dataclass(frozen=True, kw_only=True)
class ProceedingSeed:
    """A whole proceeding. acts_on: the days of the acts of PATH done so far, in order.

    is_appealed: the accused has asked the court of appeal, and it has not decided; only after a
    judgment that is not final.
    """

    code: str
    agency_code: str
    unit_code: str
    province_code: str
    received_on: date
    occurred_on: date
    acts_on: Sequence[date]
    source_code: str
    forms: tuple[str, ...]
    narrative: str
    offence: str
    victim_code: str
    victim_age: int
    victim_sex: str
    case_code: str
    accused_code: str
    accused_name: str
    nationality: str
    is_foreign: bool
    created_at: datetime
    officer_id: int | None = None
    hearing_at: datetime | None = None
    interviews: int = 1
    legal_aid: str = ""
    years: int | None = None
    suspended_years: int | None = None
    fine: int | None = None
    is_appealed: bool = False
    awarded: int | None = None
    paid: int = 0
    has_concern: bool = False

    @property
    def stage(self) -> str:
        if self.appealed_on:
            return "appeal"
        return ACTS[PATH[len(self.acts_on) - 1]].leads_to if self.acts_on else "complaint"

    @property
    def appealed_on(self) -> date | None:
        """The day of the appeal; None when nobody appealed, or the matter has gone on since."""
        return self.acts_on[-1] if self.is_appealed and len(self.acts_on) == PATH.index("judge") + 1 else None

    def day_of(self, act: str) -> date | None:
        """The day of an act of the path, None while it was not done."""
        number = PATH.index(act)
        return self.acts_on[number] if number < len(self.acts_on) else None


@transaction.atomic
def bulk_proceedings(seeds: Iterable[ProceedingSeed], *, by: Viewer, now: datetime, fictitious: bool) -> int:
    """Store proceedings with all their parts; one audit event for the load. Returns how many."""
    loaded = list(seeds)
    keys = store_objects(DataKey, [make_data_key() for _seed in loaded])
    rows = [_proceeding(seed, key, by, fictitious) for seed, key in zip(loaded, keys, strict=True)]
    made = list(zip(loaded, store_objects(Proceeding, rows), strict=True))
    said = {"recorded_at": now, "recorded_by": by.username}
    store_objects(StageEvent, [event for seed, row in made for event in _events(seed, row, said)])
    victims = store_objects(ProceedingVictim, [_victim(seed, row, said) for seed, row in made])
    accused = store_objects(Accused, [_accused(seed, row, said) for seed, row in made])
    together = [
        _Made(seed=seed, row=row, victim=victim, accused=one, said=said)
        for (seed, row), victim, one in zip(made, victims, accused, strict=True)
    ]
    charges = store_objects(Charge, [_charge(each) for each in together])
    store_objects(Interview, [one for each in together for one in _interviews(each)])
    store_objects(LegalAid, [_aid(each) for each in together if each.seed.legal_aid])
    store_objects(SettlementConcern, [_concern(each) for each in together if each.seed.has_concern])
    _store_hearings([each for each in together if each.seed.hearing_at], now=now)
    _store_outcomes(
        [(each, charge) for each, charge in zip(together, charges, strict=True) if each.judged_on]
    )
    record_event("proceeding.bulk_loaded", by=by, details={"proceedings": len(loaded)}, at=now)
    return len(loaded)


@dataclass(frozen=True, kw_only=True)
class _Made:
    seed: ProceedingSeed
    row: Proceeding
    victim: ProceedingVictim
    accused: Accused
    said: dict[str, Any]

    @property
    def judged_on(self) -> date | None:
        return self.seed.day_of("judge")


def _proceeding(seed: ProceedingSeed, key: DataKey, by: Viewer, fictitious: bool) -> Proceeding:
    row = Proceeding(
        code=seed.code,
        agency_code=seed.agency_code,
        unit_code=seed.unit_code,
        province_code=seed.province_code,
        stage=seed.stage,
        stage_since=seed.acts_on[-1] if seed.acts_on else seed.received_on,
        received_on=seed.received_on,
        occurred_from=seed.occurred_on,
        occurred_to=seed.occurred_on,
        forms=list(seed.forms),
        first_acted_on=seed.acts_on[0] if seed.acts_on else None,
        tried_on=seed.day_of("judge"),
        final_on=seed.day_of("make_final"),
        ended_on=seed.acts_on[-1] if seed.stage == "ended" else None,
        principal_offence=seed.offence,
        officer_id=seed.officer_id,
        source_kind="incident",
        source_code=seed.source_code,
        data_key=key,
        created_at=seed.created_at,
        created_by=by.username,
        fictitious=fictitious,
    )
    row.narrative_sealed = sealed.close_text(row, seed.narrative, sealed.NARRATIVE)
    return row


def _events(seed: ProceedingSeed, row: Proceeding, said: dict[str, Any]) -> Iterable[StageEvent]:
    yield StageEvent(proceeding=row, act="received", stage="complaint", on=seed.received_on, **said)
    for act, on in zip(PATH, seed.acts_on, strict=False):
        yield StageEvent(proceeding=row, act=act, stage=ACTS[act].leads_to, on=on, **said)
    if seed.appealed_on:
        yield StageEvent(proceeding=row, act="appeal", stage="appeal", on=seed.appealed_on, **said)


def _victim(seed: ProceedingSeed, row: Proceeding, said: dict[str, Any]) -> ProceedingVictim:
    return ProceedingVictim(
        proceeding=row,
        code=seed.victim_code,
        case_code=seed.case_code,
        sex=seed.victim_sex,
        age_low=seed.victim_age,
        age_high=seed.victim_age,
        nationality=current_pack().manifest.country,
        **said,
    )


def _accused(seed: ProceedingSeed, row: Proceeding, said: dict[str, Any]) -> Accused:
    convicted = seed.day_of("make_final")
    return Accused(
        proceeding=row,
        code=seed.accused_code,
        name_sealed=sealed.close_text(row, seed.accused_name, sealed.ACCUSED_NAME),
        age_low=35,
        age_high=45,
        nationality=seed.nationality,
        is_foreign=seed.is_foreign,
        custody="serving" if convicted else "detained",
        custody_since=convicted or seed.received_on,
        convicted_finally_on=convicted,
        **said,
    )


def _charge(made: _Made) -> Charge:
    return Charge(
        proceeding=made.row,
        accused=made.accused,
        victim=made.victim,
        offence=made.seed.offence,
        fits="maybe",
        is_principal=True,
        verdict="guilty" if made.judged_on else "",
        reason_sealed=sealed.close_text(made.row, made.seed.narrative, sealed.CHARGE),
        chosen_on=made.seed.received_on,
        **made.said,
    )


def _interviews(made: _Made) -> Iterable[Interview]:
    for number in range(1, made.seed.interviews + 1):
        reason = made.seed.narrative if number > 1 else ""
        yield Interview(
            victim=made.victim,
            number=number,
            on=made.seed.received_on,
            by_whom="police" if number == 1 else "investigating_judge",
            room="child_room",
            support_present=True,
            reason_sealed=sealed.close_text(made.row, reason, sealed.INTERVIEW),
            **made.said,
        )


def _aid(made: _Made) -> LegalAid:
    return LegalAid(
        proceeding=made.row,
        victim=made.victim,
        provider="ngo",
        agency_code=made.seed.legal_aid,
        appointed_on=made.seed.received_on,
        met_on=made.seed.acts_on[0] if made.seed.acts_on else None,
        **made.said,
    )


def _concern(made: _Made) -> SettlementConcern:
    return SettlementConcern(
        proceeding=made.row,
        learned_on=made.seed.received_on,
        told_by="family",
        words_sealed=sealed.close_text(made.row, made.seed.narrative, sealed.CONCERN),
        **made.said,
    )


def _store_hearings(made: list[_Made], *, now: datetime) -> None:
    """A hearing at which the child testifies, with the measures that stand to every child."""
    held = current_pack().rule(tasks.MEASURES)
    rule = MeasureRule.of(held.values)
    hearings = store_objects(Hearing, [_hearing(each, now) for each in made])
    measures = []
    for each, hearing in zip(made, hearings, strict=True):
        was_held = hearing.state == "held"
        for kind in rule.always:
            measures.append(
                ProtectiveMeasure(
                    proceeding=each.row,
                    victim=each.victim,
                    hearing=hearing,
                    kind=kind,
                    state="granted" if was_held else "asked",
                    asked_on=each.seed.received_on,
                    asked_by="rule",
                    rule_code=held.code,
                    rule_version=str(held.version),
                    decided_on=hearing.ended_on,
                    was_used=True if was_held else None,
                    used_on=hearing.ended_on,
                    **each.said,
                )
            )
    store_objects(ProtectiveMeasure, measures)


def _hearing(made: _Made, now: datetime) -> Hearing:
    at = made.seed.hearing_at or now
    was_held = at < now
    return Hearing(
        proceeding=made.row,
        kind="trial",
        planned_at=at,
        child_testifies=True,
        state="held" if was_held else "planned",
        ended_on=at.date() if was_held else None,
        **made.said,
    )


def _store_outcomes(made: list[tuple[_Made, Charge]]) -> None:
    """Judgments with their sentences, checked as any other, and what the child was awarded."""
    judgments = store_objects(
        Judgment,
        [
            Judgment(
                proceeding=each.row,
                accused=each.accused,
                instance="first",
                on=each.judged_on,
                outcome="convicted",
                **each.said,
            )
            for each, _charge_row in made
        ],
    )
    pairs = list(zip(made, judgments, strict=True))
    store_objects(Appeal, [_appeal(each) for each, _charge_row in made if each.seed.appealed_on])
    store_objects(
        Sentence, [_sentence(each, charge, judgment) for (each, charge), judgment in pairs if each.seed.years]
    )
    claims = [each for (each, _charge_row), _judgment in pairs if each.seed.awarded]
    stored = store_objects(Compensation, [_claim(each) for each in claims])
    store_objects(
        Payment,
        [
            Payment(
                compensation=claim,
                on=claim.decided_on,
                amount=each.seed.paid,
                payer="offender",
                into_account=False,
                **each.said,
            )
            for each, claim in zip(claims, stored, strict=True)
            if each.seed.paid
        ],
    )


def _appeal(made: _Made) -> Appeal:
    return Appeal(
        proceeding=made.row,
        accused=made.accused,
        to="appeal",
        by_whom="accused",
        on=made.seed.appealed_on,
        words_sealed=sealed.close_text(made.row, made.seed.narrative, sealed.APPEAL),
        **made.said,
    )


def _sentence(made: _Made, charge: Charge, judgment: Judgment) -> Sentence:
    day = made.seed.occurred_on
    given = law.Given(
        imprisonment=law.term(amount=made.seed.years, unit="years"),
        suspended=law.term(amount=made.seed.suspended_years, unit="years"),
        fine=made.seed.fine,
    )
    found = law.check_sentence(made.seed.offence, given, occurred=(day, day))
    reason = made.seed.narrative if law.is_all_within(found) is False else ""
    return Sentence(
        judgment=judgment,
        charge=charge,
        amount=made.seed.years,
        unit="years",
        suspended_amount=made.seed.suspended_years,
        suspended_unit="years" if made.seed.suspended_years else "",
        fine=made.seed.fine,
        range_text=found.words,
        is_within=found.is_within,
        fine_range_text=found.fine_words,
        is_fine_within=found.is_fine_within,
        is_rest_within=found.is_rest_within,
        law_on=day,
        reason_sealed=sealed.close_text(made.row, reason, sealed.SENTENCE),
        **made.said,
    )


def _claim(made: _Made) -> Compensation:
    on = made.judged_on or made.seed.received_on
    return Compensation(
        proceeding=made.row,
        victim=made.victim,
        accused=made.accused,
        kind="damages",
        route="joined",
        state="awarded",
        currency=str(current_pack().rule("justice.compensation").values["currency"]),
        claimed_on=on,
        claimed=made.seed.awarded,
        decided_on=on,
        awarded=made.seed.awarded,
        due_on=on + timedelta(days=60),
        **made.said,
    )
