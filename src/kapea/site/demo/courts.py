"""What a court does of the fictitious incidents that were sent to it: one in every stage, and more.

Draws from the incident's own code, so that the same country has the same courts.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from random import Random

from kapea.guard.pack import current_pack, local_day
from kapea.packs import Pack
from kapea.registers.codes import ALPHABET, LENGTH
from kapea.registers.justice.bulk import PATH, ProceedingSeed
from kapea.registers.justice.law import chargeable
from kapea.registers.police.bulk import IncidentRow
from kapea.registers.sheets.days import end_of
from kapea.registers.worklist.bulk import TaskRow
from kapea.site.demo import words

DAYS_BETWEEN_ACTS = (10, 45)
DAYS_TO_TAKE_UP = 16
"""Within so many days a court took up what it received, two days later than it should at the most."""
OFFENCES = 8
FINES = (1_000_000, 5_000_000, 12_000_000)
HAND_OVER = "fictitious"


def court_of(pack: Pack) -> str:
    """Return the first body of the pack that receives what the police send to court, "" when none does."""
    return next((agency.code for agency in pack.agencies if "court" in agency.receives), "")


def legal_aid_of(pack: Pack) -> str:
    """Return an organisation that gives legal aid, "" when none does."""
    bodies = [agency for agency in pack.agencies if "legal_aid" in agency.receives]
    return next((agency.code for agency in bodies if agency.kind == "ngo"), "")


def proceeding_of(
    incident: IncidentRow, *, case_code: str, officers: dict[str, int], until: datetime
) -> ProceedingSeed | None:
    """Return what became in court of an incident; None when it was not sent, or names nobody."""
    pack = current_pack()
    court = court_of(pack)
    if not (court and incident.sent_to_court_on and incident.victims and incident.suspects):
        return None
    chance = Random(f"court {incident.code}")
    today = local_day(until)
    victim, suspect = incident.victims[0], incident.suspects[0]
    age = victim.age_low if victim.age_low is not None else 15
    acts_on, day = [], incident.sent_to_court_on
    waited = (today - incident.sent_to_court_on).days
    for number in range(chance.randint(1 if waited > DAYS_TO_TAKE_UP else 0, len(PATH))):
        day += timedelta(days=chance.randint(*(DAYS_BETWEEN_ACTS if number else (2, DAYS_TO_TAKE_UP))))
        if day > today:
            break
        acts_on.append(day)
    is_judged = len(acts_on) > PATH.index("judge")
    unit = f"{court}-{incident.province_code}"
    hearing_at = None
    if len(acts_on) > PATH.index("send_to_trial"):
        on_trial = acts_on[PATH.index("send_to_trial")]
        ahead = until + timedelta(days=chance.randint(1, 20))
        hearing_at = (
            datetime(on_trial.year, on_trial.month, on_trial.day, 2, 0, tzinfo=until.tzinfo)
            if is_judged
            else ahead
        )
    years = chance.randint(2, 12) if is_judged else None
    awarded = chance.choice([0, 2_000_000, 5_000_000]) if is_judged else 0
    return ProceedingSeed(
        code=f"J-{incident.code.removeprefix('I-')}",  # as unique as the incident's own
        agency_code=court,
        unit_code=unit,
        province_code=incident.province_code,
        received_on=incident.sent_to_court_on,
        occurred_on=incident.reported_on,
        acts_on=tuple(acts_on),
        source_code=incident.code,
        forms=incident.forms,
        narrative=words.told(chance, f"court {incident.code}"),
        offence=chance.choice([name for name, _where, _title in chargeable()][:OFFENCES]),
        victim_code=_code("V", chance),
        victim_age=age,
        victim_sex=victim.sex,
        case_code=case_code,
        accused_code=_code("A", chance),
        accused_name=suspect.name,
        nationality=suspect.nationality,
        is_foreign=bool(suspect.is_foreign),
        created_at=incident.created_at,
        officer_id=officers.get(unit),
        hearing_at=hearing_at,
        interviews=chance.choice([1, 1, 1, 2]),
        legal_aid=legal_aid_of(pack) if chance.random() < 0.4 else "",
        years=years,
        suspended_years=1 if years and chance.random() < 0.2 else None,
        fine=chance.choice(FINES) if years and chance.random() < 0.3 else None,
        is_appealed=chance.random() < 0.5,
        awarded=awarded or None,
        paid=awarded // 4 if awarded and chance.random() < 0.5 else 0,
        has_concern=waited <= DAYS_TO_TAKE_UP and chance.random() < 0.3,
    )


def _code(prefix: str, chance: Random) -> str:
    return f"{prefix}-" + "".join(chance.choices(ALPHABET, k=LENGTH))


def hand_overs(seeds: Iterable[ProceedingSeed]) -> Iterable[tuple[object, ...]]:
    """Return the links from incidents to proceedings with the stage as outcome, as the worklist stores them."""
    for seed in seeds:
        outcome = "" if seed.stage == "complaint" else seed.stage
        at = seed.created_at if outcome else None
        yield (
            "incident", seed.source_code, "proceeding", seed.code, seed.agency_code, seed.created_at, HAND_OVER,
            outcome, at,
        )  # fmt: skip


def tasks(seeds: Iterable[ProceedingSeed]) -> Iterable[TaskRow]:
    """Return the open tasks of the courts: to take up, and to review a settlement."""
    rule = current_pack().rule("justice.clocks")
    for seed in seeds:
        kinds = (["proceeding.prosecute"] if seed.stage == "complaint" else []) + (
            ["proceeding.settlement"] if seed.has_concern and seed.stage != "ended" else []
        )
        received_at = end_of(seed.received_on)
        for kind in kinds:
            yield TaskRow(
                kind=kind,
                subject_kind="proceeding",
                subject_code=seed.code,
                agency_code=seed.agency_code,
                unit_code=seed.unit_code,
                province_code=seed.province_code,
                opened_at=received_at,
                due_at=received_at + timedelta(days=14),
                rule_code=rule.code,
                rule_version=str(rule.version),
            )
