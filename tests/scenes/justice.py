"""A proceeding in each state of its path, made by the acts that courts do."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from kapea.guard.access.viewer import Viewer
from kapea.guard.accounts.queries import viewer_of
from kapea.registers.justice.models import Proceeding
from kapea.registers.justice.services import (
    charging,
    compensating,
    cooperating,
    hearings,
    judging,
    parties,
    protecting,
    stages,
)
from kapea.registers.justice.services.charging import Choice
from kapea.registers.justice.services.concerns import record_concern
from kapea.registers.justice.services.hearings import NewInterview
from kapea.registers.justice.services.receiving import NewProceeding, register_proceeding
from scenes.accounts import make_user, viewer_for

NOW = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)
TODAY = date(2026, 3, 2)
DONE_ON = date(2024, 5, 10)
COURT, UNIT = "court-1", "court-1-12"
LAWYERS = "lac"
PURCHASE = "TIPSE-34-U15"
FACTS = {
    "acts": ["purchase"],
    "acts_are_complete": True,
    "consideration": ["given"],
    "countries": ["KH"],
    "completed": True,
}


@dataclass
class Court:
    """Who works on a proceeding, and who does not."""

    officer: Viewer
    prosecutor: Viewer
    president: Viewer
    lawyer: Viewer
    elsewhere: Viewer
    vetting: Viewer
    users: dict[str, Any] = field(default_factory=dict)


def make_court() -> Court:
    """Store the accounts of the scene."""
    users = {
        "officer": make_user("court_officer", agency=COURT, unit=UNIT),
        "prosecutor": make_user("prosecutor", agency=COURT, unit=UNIT),
        "president": make_user("court_supervisor", agency=COURT, unit=UNIT),
        "lawyer": make_user("legal_aid_lawyer", agency=LAWYERS),
        "elsewhere": make_user("court_officer", agency=COURT, unit="court-1-01"),
        "vetting": make_user("vetting_officer"),
    }
    viewers = {name: viewer_for(user) for name, user in users.items()}
    viewers["president"] = viewer_of(users["president"], purpose="supervision")
    return Court(**viewers, users=users)


def proceeding_of(code: str) -> Proceeding:
    return Proceeding.objects.get(code=code)


def registered(court: Court, **more: Any) -> str:
    """Register a complaint with one child of 14 and one accused of 40, a foreigner unless told otherwise."""
    new = NewProceeding(received_on=TODAY, province_code="12", occurred_from=DONE_ON, narrative="As told.")
    code = register_proceeding(new, by=court.officer, now=NOW)
    parties.record_victim(
        code,
        parties.NewVictim(name="Sok Dara", sex="female", age_low=14, nationality="KH"),
        by=court.officer,
        now=NOW,
    )
    accused = {
        "name": "John Smith",
        "born_on": date(1984, 1, 5),
        "age_low": 40,
        "nationality": "FR",
        "custody": "detained",
    }
    parties.record_accused(code, parties.NewAccused(**{**accused, **more}), by=court.officer, now=NOW)
    parties.record_facts(
        code,
        FACTS,
        occurred_from=DONE_ON,
        occurred_to=None,
        version=proceeding_of(code).version,
        by=court.prosecutor,
        now=NOW,
    )
    return code


def facts_corrected(court: Court, code: str, facts: dict[str, Any]) -> None:
    """Write other facts of the act, done on the same day."""
    version = proceeding_of(code).version
    parties.record_facts(
        code,
        facts,
        occurred_from=DONE_ON,
        occurred_to=None,
        version=version,
        by=court.prosecutor,
        now=NOW,
    )


def act(court: Court, code: str, name: str, *, reason: str = "", on: date = TODAY) -> None:
    """Record one act of prosecutor, judge or court."""
    version = proceeding_of(code).version
    stages.record_act(code, act=name, on=on, version=version, reason=reason, by=court.officer, now=NOW)


def accused_id(code: str) -> int:
    return int(proceeding_of(code).accused.get().pk)


def victim_id(code: str) -> int:
    return int(proceeding_of(code).victims.get().pk)


def charged(court: Court, *, offence: str = PURCHASE, **more: Any) -> str:
    code = registered(court, **more)
    choice = Choice(
        accused_id=accused_id(code),
        victim_id=victim_id(code),
        offence=offence,
        is_principal=True,
        reason="He paid the child.",
    )
    charging.choose_charge(code, choice, by=court.prosecutor, now=NOW)
    return code


def on_trial(court: Court, **more: Any) -> str:
    code = charged(court, **more)
    act(court, code, "open_case")
    act(court, code, "cite_directly")
    return code


def hearing_planned(court: Court, code: str = "") -> tuple[str, int]:
    code = code or on_trial(court)
    planned = NOW + timedelta(days=5)
    hearing = hearings.plan_hearing(
        code, kind="trial", planned_at=planned, child_testifies=True, by=court.officer, now=NOW
    )
    return code, hearing


def convicted(court: Court, *, code: str = "", **more: Any) -> tuple[str, int]:
    code = code or on_trial(court, **more)
    judgment = judging.record_judgment(
        code,
        accused_id=accused_id(code),
        instance="first",
        outcome="convicted",
        on=TODAY,
        in_absence=False,
        words="",
        by=court.officer,
        now=NOW,
    )
    return code, judgment


def sentenced(court: Court, *, years: int, reason: str = "", **more: Any) -> tuple[str, bool | None]:
    code, judgment = convicted(court, **more)
    charge = proceeding_of(code).charges.get(state="chosen").pk
    new = judging.NewSentence(
        judgment_id=judgment, charge_id=charge, amount=years, unit="years", reason=reason
    )
    return code, judging.record_sentence(code, new, by=court.officer, now=NOW)


def finally_convicted(court: Court, **more: Any) -> str:
    code, _within = sentenced(court, years=8, **more)
    act(court, code, "make_final")
    return code


def awarded(court: Court, *, amount: int = 4_000_000, due_on: date | None = None) -> tuple[str, int]:
    code, _judgment = convicted(court)
    told = compensating.Claim(
        victim_id=victim_id(code), kind="damages", route="joined", on=TODAY, amount=amount
    )
    claim = compensating.claim(code, told, by=court.officer, now=NOW)
    compensating.decide_claim(
        code, claim, awarded=amount, on=TODAY, due_on=due_on, with_interest=False, by=court.officer, now=NOW
    )
    return code, claim


def everything(court: Court) -> tuple[str, dict[str, int]]:
    """Return a proceeding with one of each thing, and the number of each as its address names it."""
    code, hearing = hearing_planned(court)
    by, now = court.officer, NOW
    measure = proceeding_of(code).measures.order_by("pk").first()
    hearings.record_interview(
        code, NewInterview(victim_id=victim_id(code), on=TODAY, by_whom="police"), by=by, now=now
    )
    aid = protecting.appoint_lawyer(
        code,
        victim_id=victim_id(code),
        accused_id=None,
        agency_code=LAWYERS,
        lawyer="",
        on=TODAY,
        by=by,
        now=now,
    )
    _code, judgment = convicted(court, code=code)
    told = compensating.Claim(victim_id=victim_id(code), kind="damages", route="joined", on=TODAY, amount=500)
    claim = compensating.claim(code, told, by=by, now=now)
    request = cooperating.open_request(
        code,
        accused_id=accused_id(code),
        kind="extradition",
        direction="incoming",
        state_code="FR",
        basis="code",
        on=TODAY,
        words="",
        by=by,
        now=now,
    )
    concern = concern_recorded(court, code)
    appeal = judging.record_appeal(
        code, accused_id=accused_id(code), to="appeal", by_whom="accused", on=TODAY, words="", by=by, now=now
    )
    return code, {
        "accused_id": accused_id(code),
        "charge_id": proceeding_of(code).charges.get().pk,
        "hearing_id": hearing,
        "measure_id": measure.pk,
        "aid_id": aid,
        "judgment_id": judgment,
        "claim_id": claim,
        "request_id": request,
        "concern_id": concern,
        "appeal_id": appeal,
    }


def concern_recorded(court: Court, code: str) -> int:
    return record_concern(
        code,
        learned_on=TODAY,
        told_by="family",
        complaint_withdrawn=True,
        words="Money was offered to the aunt.",
        by=court.officer,
        now=NOW,
    )
