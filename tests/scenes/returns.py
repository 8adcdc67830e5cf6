"""A return in each stage of its path, made by the acts that workers do."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from kapea.guard.access.viewer import Viewer
from kapea.registers.returns.models import Return
from kapea.registers.returns.services import crossing, following, opening, preparing
from scenes import casework

NOW = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)
TODAY = date(2026, 3, 2)
MONTHS = (1, 2, 3, 6, 9, 12)


@dataclass
class Office:
    """Who works on a return, and who does not."""

    worker: Viewer
    supervisor: Viewer
    colleague: Viewer
    elsewhere: Viewer
    people: casework.People
    users: dict[str, Any] = field(default_factory=dict)


def make_office() -> Office:
    """Store the accounts of the scene."""
    people = casework.make_people()
    return Office(
        worker=people.worker,
        supervisor=people.supervisor,
        colleague=people.colleague,
        elsewhere=people.elsewhere,
        people=people,
        users=people.users,
    )


def return_of(code: str) -> Return:
    return Return.objects.get(code=code)


FROM_ABROAD = opening.Journey(
    direction="in", from_country="TH", province_code="12", partner="Shelter across the border", words="Found."
)


def opened(office: Office, *, journey: opening.Journey = FROM_ABROAD, case_code: str = "") -> str:
    """Open the return of the girl of the worker's own case; it is the worker's at once."""
    case = case_code or casework.identified(office.people)
    return opening.open_from_case(case, journey, by=office.worker, now=NOW)


def recognised(office: Office, code: str) -> int:
    return preparing.record_recognition(
        code, on=TODAY, outcome="recognised", body="social_affairs", words="", by=office.worker, now=NOW
    )


def traced(office: Office, code: str) -> int:
    return preparing.record_tracing(
        code, on=TODAY, outcome="found", words="An aunt.", by=office.worker, now=NOW
    )


def assessed(office: Office, code: str, *, outcome: str = "with_support", involved: bool = False) -> int:
    return preparing.record_assessment(
        code,
        on=TODAY,
        outcome=outcome,
        is_family_involved=involved,
        words="The aunt is glad.",
        by=office.worker,
        now=NOW,
    )


def consented(office: Office, code: str, *, assent: str = "given", informed: bool = True) -> int:
    said = preparing.Said(
        on=TODAY, childs_assent=assent, ground="consent", is_informed=informed, view="She wants to go."
    )
    return preparing.record_consent(code, said, by=office.worker, now=NOW)


def papered(office: Office, code: str, *, until: date | None = None) -> int:
    paper = preparing.ask_paper(code, kind="travel_document", asked_on=TODAY, by=office.worker, now=NOW)
    preparing.answer_paper(
        code,
        paper,
        on=TODAY,
        is_issued=True,
        valid_until=until,
        is_free=True,
        number="T 123",
        by=office.worker,
        now=NOW,
    )
    return paper


def escorted(office: Office, code: str) -> int:
    return preparing.plan_escort(
        code,
        planned_on=TODAY,
        agency_code="",
        name="Keo Chanthy",
        route="By bus",
        by=office.worker,
        now=NOW,
    )


STEPS = {
    "recognised": recognised,
    "traced": traced,
    "assessed": assessed,
    "consented": consented,
    "papers": papered,
    "escorted": escorted,
}


def ready(office: Office, *, without: str = "", **more: Any) -> str:
    code = opened(office, **more)
    for gate, step in STEPS.items():
        if gate != without:
            step(office, code)
    return code


def hand(office: Office, code: str) -> None:
    crossing.record_handing(
        code,
        on=TODAY,
        place="Poipet",
        given_by="Officer there",
        taken_by="Worker here",
        is_signed=True,
        by=office.worker,
        now=NOW,
    )


def handed(office: Office, **more: Any) -> str:
    code = ready(office, **more)
    hand(office, code)
    return code


def arrived(office: Office, **more: Any) -> str:
    code = handed(office, **more)
    crossing.confirm_arrival(
        code,
        arrived_on=TODAY,
        care="kinship",
        confirmed_by="family",
        version=return_of(code).version,
        by=office.worker,
        now=NOW,
    )
    return code


def planned(office: Office, **more: Any) -> str:
    code = arrived(office, **more)
    goal = following.NewGoal(
        domain="training_education", due_on=TODAY + timedelta(days=60), text="Back in school"
    )
    following.make_plan(
        code,
        goal,
        child_took_part=True,
        view="School",
        review_on=TODAY + timedelta(days=90),
        by=office.worker,
        now=NOW,
    )
    return code


def visited(office: Office, code: str, *, on: date, **more: Any) -> int:
    visit = following.NewVisit(**{"visited_on": on, "finding": "safe", "seen_alone": True, **more})
    return following.record_visit(code, visit, by=office.worker, now=at(on))


def at(day: date) -> datetime:
    """Return an instant on a day, later than the scene."""
    return datetime(day.year, day.month, day.day, 6, 0, tzinfo=UTC)


def ask(office: Office, code: str, *, on: date, waiver: str = "", by: Viewer | None = None) -> int:
    return following.ask_closure(
        code, reason="success", view="She is glad.", waiver=waiver, by=by or office.worker, now=at(on)
    )


def everything(office: Office) -> tuple[str, dict[str, int]]:
    """Return a return with one of each thing, and the number of each as its address names it."""
    code = planned(office)
    record = return_of(code)
    visited(office, code, on=TODAY)
    closure = ask(office, code, on=TODAY, waiver="She moved to her mother abroad.")
    ids = {
        "consent_id": record.consents.get().pk,
        "paper_id": record.papers.get().pk,
        "goal_id": record.plan.goals.get().pk,
        "closure_id": closure,
    }
    return code, ids
