"""Facilities and placements in each state of their path, made by the acts that workers do."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from kapea.guard.access.viewer import Viewer
from kapea.registers.care.models import Facility, Placement
from kapea.registers.care.services import concerns, facilities, placing, reviewing
from kapea.registers.care.services.placing import Arrival
from scenes import casework
from scenes.accounts import make_user, viewer_for

NOW = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)
TODAY = date(2026, 3, 2)
SHELTER = "wv-c"
OVERSEER = "mosvy"
DETAILS = facilities.FacilityDetails(
    kind="transit_home",
    stay="short",
    capacity=2,
    province_code="12",
    opened_on=date(2024, 1, 10),
    name="House of the river",
    address="Street 9, number 4",
    phone="012 999 888",
    serves_sex="female",
    age_from=6,
    age_to=17,
)
ARRIVAL = Arrival(
    arrived_on=TODAY,
    arrangement="transit_home",
    authority="social_affairs",
    reasons=["abducted_trafficked"],
    tried=["kinship"],
    why="No relative could be found yet.",
)


@dataclass
class Home:
    """Who works on a child's placement, and who does not."""

    worker: Viewer
    manager: Viewer
    other_manager: Viewer
    inspector: Viewer
    second_inspector: Viewer
    police: Viewer
    elsewhere: Viewer
    people: casework.People
    users: dict[str, Any] = field(default_factory=dict)


def make_home() -> Home:
    """Store the accounts of the scene."""
    people = casework.make_people()
    users = {
        "manager": make_user("shelter_manager", agency=SHELTER),
        "other_manager": make_user("shelter_manager", agency="hcc"),
        "inspector": make_user("care_inspector", agency=OVERSEER),
        "second_inspector": make_user("care_inspector", agency=OVERSEER),
        "police": make_user("police_supervisor", agency="dahtjp"),
    }
    viewers = {name: viewer_for(user) for name, user in users.items()}
    return Home(
        worker=people.worker,
        elsewhere=people.elsewhere,
        people=people,
        users={**people.users, **users},
        **viewers,
    )


def facility_of(code: str) -> Facility:
    return Facility.objects.get(code=code)


def placement_of(code: str) -> Placement:
    return Placement.objects.get(code=code)


def registered(home: Home, **more: Any) -> str:
    details = facilities.FacilityDetails(**{**vars(DETAILS), **more})
    return facilities.register_facility(details, by=home.manager, now=NOW)


def licensed(home: Home, *, until: date = date(2027, 1, 31), **more: Any) -> str:
    code = registered(home, **more)
    facilities.issue_licence(
        code,
        number="L-1",
        issued_on=date(2024, 2, 1),
        valid_until=until,
        capacity=more.get("capacity", 2),
        by=home.inspector,
        now=NOW,
    )
    return code


def inspected(home: Home, code: str, *, not_met: str = "", **more: Any) -> int:
    from kapea.guard.pack import current_pack

    tool = current_pack().forms["facility_inspection"]
    answers = {question.code: "met" for question in tool.questions}
    if not_met:
        answers[not_met] = "not_met"
    given = {"on": TODAY, "was_announced": False, "children_seen": 2, "findings": "", "correct_by": None}
    return facilities.record_inspection(
        code, answers=answers, by=home.inspector, now=NOW, **{**given, **more}
    )


def shared(home: Home) -> str:
    """A case whose ledger lets the shelter know who the child is."""
    return casework.share(home.people, casework.identified(home.people), to=SHELTER, sections=("identity",))


def asked(home: Home, *, case_code: str = "") -> str:
    """Ask for a place for the girl of the worker's own case."""
    return placing.ask_placement(
        case_code=case_code or shared(home),
        agency_code=SHELTER,
        arrangement="transit_home",
        words="A safe bed from tonight.",
        by=home.worker,
        now=NOW,
    )


def accepted(home: Home, *, facility: str = "", reason: str = "") -> str:
    code = asked(home)
    placing.accept_placement(
        code,
        facility_code=facility or licensed(home),
        over_capacity_reason=reason,
        version=1,
        by=home.manager,
        now=NOW,
    )
    return code


def in_care(home: Home, **more: Any) -> str:
    code = accepted(home, **more)
    placing.record_arrival(code, ARRIVAL, version=2, by=home.manager, now=NOW)
    return code


def complained(home: Home, code: str, *, by: Viewer | None = None) -> int:
    return concerns.record_complaint(
        code,
        received_on=TODAY,
        told_by="child",
        about="violence",
        is_danger=False,
        words="A man comes at night.",
        by=by or home.worker,
        now=NOW,
    )


def everything(home: Home) -> tuple[str, str, dict[str, int]]:
    """Return a facility and a placement with one of each thing, and the numbers as addresses name them."""
    facility = licensed(home)
    inspection = inspected(
        home, facility, not_met="fire", findings="No way out.", correct_by=TODAY + timedelta(days=30)
    )
    complaint = complained(home, facility)
    adult = concerns.record_adult(
        facility,
        concerns.NewAdult(role="staff", from_on=TODAY, name="Chan Sokha", born_on=date(1980, 1, 2)),
        by=home.manager,
        now=NOW,
    )
    placement = in_care(home, facility=facility)
    tie = concerns.tie_suspect(
        facility, suspect_code="S-ABCDEFGH", words="Seen at the gate.", by=home.police, now=NOW
    )
    reviewing.review_placement(
        placement,
        reviewing.Review(on=TODAY, outcome="stay", child_heard=True, family_contact=False, words="Early."),
        by=home.worker,
        now=NOW,
    )
    ids = {
        "licence_id": facility_of(facility).licences.get().pk,
        "inspection_id": inspection,
        "complaint_id": complaint,
        "adult_id": adult,
        "tie_id": tie,
    }
    return facility, placement, ids


def said(sheet: Any) -> str:
    """Return all that a sheet tells its reader."""
    facts = [*sheet.facts, *sheet.notes]
    for part in sheet.parts:
        for card in part.cards:
            facts += [(card.title, card.status), *card.facts, *card.notes]
    notices = [str(notice.words) for notice in sheet.notices]
    return " | ".join([str(sheet.title), *notices, *(f"{name}: {value}" for name, value in facts)])
