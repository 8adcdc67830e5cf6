"""How a fictitious country is stored: three years, all provinces, every state of the path."""

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any

from django.utils import timezone

from kapea.engines.dates import deadline
from kapea.guard.access.viewer import background
from kapea.guard.accounts.models import User
from kapea.guard.pack import current_pack, local_day
from kapea.registers.care.bulk import FacilitySeed, bulk_facilities, bulk_placements
from kapea.registers.casework.bulk import bulk_cases
from kapea.registers.hotline.bulk import ContactRow, bulk_contacts
from kapea.registers.justice.bulk import bulk_proceedings
from kapea.registers.people.bulk import bulk_people
from kapea.registers.police.bulk import IncidentRow, bulk_incidents
from kapea.registers.returns.bulk import bulk_returns
from kapea.registers.sheets.days import end_of
from kapea.registers.worklist.bulk import TaskRow, bulk_hand_overs, bulk_tasks
from kapea.site.demo import homes
from kapea.site.demo.accounts import accounts, known_accounts, make_accounts
from kapea.site.demo.courts import hand_overs, proceeding_of, tasks
from kapea.site.demo.desk import make_desk
from kapea.site.demo.echoes import echoes
from kapea.site.demo.estimates import make_estimates
from kapea.site.demo.matters import Bodies, Matter, Storyteller, in_batches, seed_of
from kapea.site.demo.police import PoliceBook
from kapea.site.demo.provincial import make_provincial_forms
from kapea.site.demo.reviews import make_reviews
from kapea.site.demo.services import make_directory
from kapea.site.demo.shape import read_shape

YEARS = 3
BATCH = 1_000
LEFT_LONG_AGO = timedelta(days=6)
BY = background("fictitious country")


@dataclass(frozen=True, kw_only=True)
class Made:
    """How much was made, and how long it took."""

    cases: int
    incidents: int
    contacts: int
    persons: int
    seconds: float


def is_filled() -> bool:
    """Whether the fictitious accounts are there: they are made last."""
    from django.db import DatabaseError

    try:
        return User.objects.filter(fictitious=True).exists()
    except DatabaseError:
        return False


def make_country(
    *, cases: int, seed: int, until: datetime | None = None, persons: int = 0, part: int = 0
) -> Made:
    """Store a fictitious country and its accounts; the same seed and end give the same records.

    persons: at least so many persons; what the cases do not bring is added without a case.
    part: which part of a country made by several processes this is; each draws its own matters.
    """
    started = time.perf_counter()
    users = make_accounts() if part == 0 else known_accounts()
    end = until or timezone.now().replace(minute=0, second=0, microsecond=0)
    pack = current_pack()
    story = Storyteller(
        pack,
        read_shape(pack),
        _bodies({name: user.pk for name, user in users.items()}),
        Random(f"{seed}.{part}"),
        first_on=local_day(end) - timedelta(days=365 * YEARS),
        until=end,
    )
    if part == 0:
        _store_desk(story, users, seed=seed, now=end)
        bodies = (story.bodies.state, *story.bodies.ngos)
        make_directory(pack, agencies=bodies, until=end, by=BY, seed=seed)
    book = PoliceBook(pack, story.population, until=end, part=part)
    totals, asked = [0, 0, 0, 0], 0
    houses = _store_facilities(users, now=end) if part == 0 else ([], {})
    for batch in in_batches(story.matters(cases=cases), BATCH):
        stored = _store(batch, story, book, now=end)
        if part == 0:
            _store_homes(batch, story, houses, now=end)
        totals = [total + more for total, more in zip(totals, stored, strict=True)]
        if part == 0 and not asked:
            asked = make_reviews(
                [matter.person for matter in batch if matter.person],
                agencies=(story.bodies.state, *story.bodies.ngos),
                users=users,
                now=end,
            )
            _store_provincial(batch, users, now=end)
    if part == 0:
        make_estimates(now=end, years=YEARS)
    missing = persons - totals[3]
    if missing > 0:
        totals[3] += len(bulk_people(story.others(missing), by=BY, now=end, fictitious=True))
    return Made(
        cases=totals[0],
        incidents=totals[1],
        contacts=totals[2],
        persons=totals[3],
        seconds=time.perf_counter() - started,
    )


def _store(
    batch: Sequence[Matter], story: Storyteller, book: PoliceBook, *, now: datetime
) -> tuple[int, int, int, int]:
    persons = [matter.person for matter in batch if matter.person]
    ids = bulk_people(persons, by=BY, now=now, fictitious=True)
    again = echoes(persons, agencies=(story.bodies.state, *story.bodies.ngos))
    echoed = bulk_people(again, by=BY, now=now, fictitious=True)
    by_code = {person.code: pk for person, pk in zip(persons, ids, strict=True)}
    contacts = [matter.contact for matter in batch if matter.contact]
    incidents = [book.completed(matter.incident) for matter in batch if matter.incident]
    bulk_contacts(contacts, by=BY, now=now, fictitious=True)
    bulk_incidents(incidents, by=BY, now=now, fictitious=True)
    seeds = [
        seed_of(matter.case, person=matter.person, child_id=by_code[matter.person.code], story=story)
        for matter in batch
        if matter.case and matter.person
    ]
    bulk_cases(seeds, by=BY, now=now, fictitious=True)
    bulk_tasks(_contact_tasks(contacts), opened_by=BY.username)
    bulk_tasks(_incident_tasks(incidents, until=now), opened_by=BY.username)
    bulk_tasks(_post_tasks(incidents), opened_by=BY.username)
    _store_courts(batch, story, now=now)
    return len(seeds), len(incidents), len(contacts), len(persons) + len(echoed)


def _store_desk(story: Storyteller, users: dict[str, Any], *, seed: int, now: datetime) -> None:
    """Store what lies on the hotline's desk beside its contacts."""
    names = [name for name in ("hotline.operator", "hotline.supervisor") if name in users]
    make_desk(
        story.pack,
        hotline=story.bodies.hotline,
        accused=story.bodies.police,
        people=[(users[name].pk, name) for name in names],
        until=now,
        by=BY,
        seed=seed,
    )


def _store_provincial(batch: Sequence[Matter], users: dict[str, Any], *, now: datetime) -> None:
    """Store forms from a file that wait for an officer's choice."""
    officer = users.get("police.officer")
    if officer is not None:
        named = (matter.person for matter in batch if matter.person and matter.person.draft.keys)
        make_provincial_forms(named, officer=officer, now=now)


def _store_courts(batch: Sequence[Matter], story: Storyteller, *, now: datetime) -> None:
    """Store what became in court of the incidents that were sent there."""
    found = (
        proceeding_of(
            matter.incident,
            case_code=str(matter.case["code"]) if matter.case else "",
            officers=story.bodies.court_officers,
            until=now,
        )
        for matter in batch
        if matter.incident
    )
    seeds = [seed for seed in found if seed is not None]
    bulk_proceedings(seeds, by=BY, now=now, fictitious=True)
    bulk_hand_overs(hand_overs(seeds))
    bulk_tasks(tasks(seeds), opened_by=BY.username)


Houses = tuple[list[FacilitySeed], dict[str, int]]
"""The facilities of the country, and their keys by code."""


def _store_facilities(users: dict[str, User], *, now: datetime) -> Houses:
    managers = {user.agency_code: user.pk for user in users.values() if user.role == "shelter_manager"}
    seeds = homes.facilities(managers=managers, until=now)
    return seeds, bulk_facilities(seeds, by=BY, now=now, fictitious=True)


def _store_homes(batch: Sequence[Matter], story: Storyteller, houses: Houses, *, now: datetime) -> None:
    """Store the children of some cases in care, and those who return home."""
    cases = [(matter.case, matter.person) for matter in batch if matter.case and matter.person]
    seeds, keys = houses
    placed = list(homes.placements(cases, seeds, until=now))
    bulk_placements(placed, facilities=keys, by=BY, now=now, fictitious=True)
    returned = list(homes.returns(cases, workers=story.bodies.workers, until=now))
    bulk_returns(returned, by=BY, now=now, fictitious=True)
    bulk_hand_overs(homes.hand_overs(placed, seeds, returned))


def _contact_tasks(contacts: Iterable[ContactRow]) -> Iterable[TaskRow]:
    pack = current_pack()
    rule = pack.rule("contact.clocks")
    for contact in contacts:
        if contact.status not in ("new", "triaged"):
            continue
        is_new = contact.status == "new"
        clocks = rule.values[contact.priority]
        duration = clocks.get("first_action", clocks["referral"]) if is_new else clocks["referral"]  # type: ignore[attr-defined,index]
        yield TaskRow(
            kind="contact.triage" if is_new else "contact.hand_over",
            subject_kind="contact",
            subject_code=contact.code,
            agency_code=contact.agency_code,
            opened_at=contact.received_at,
            due_at=deadline(contact.received_at, duration, calendar=pack.calendar, time_zone=pack.time_zone),
            rule_code=rule.code,
            rule_version=str(rule.version),
            priority=contact.priority,
        )


def _incident_tasks(incidents: Iterable[IncidentRow], *, until: datetime) -> Iterable[TaskRow]:
    """Yield the next step of each incident from the day of its last one, unless it was left long ago.

    The published shares leave incidents that were never investigated or sent; they stay in the lists.
    """
    pack = current_pack()
    rule = pack.rule("police.clocks")
    following = {"reported": "confirm", "confirmed": "investigate", "investigated": "send_to_court"}
    for incident in incidents:
        step = following.get(incident.status)
        if step is None:
            continue
        done_on = incident.investigated_on or incident.confirmed_on
        start = end_of(done_on) if done_on else incident.created_at
        due_at = deadline(start, rule.values[step], calendar=pack.calendar, time_zone=pack.time_zone)  # type: ignore[arg-type]
        if due_at < until - LEFT_LONG_AGO:
            continue
        yield TaskRow(
            kind=f"incident.{step}",
            subject_kind="incident",
            subject_code=incident.code,
            agency_code=incident.agency_code,
            unit_code=incident.unit_code,
            province_code=incident.province_code,
            assignee_id=incident.officer_id,
            opened_at=incident.created_at,
            due_at=due_at,
            rule_code=rule.code,
            rule_version=str(rule.version),
        )


def _post_tasks(incidents: Iterable[IncidentRow]) -> Iterable[TaskRow]:
    """Yield the task to bring away each victim who is at a police post."""
    for incident in incidents:
        there = [each.stay for each in incident.victims if each.stay and each.stay.left_at is None]
        if there:
            stay = min(there, key=lambda each: each.due_at)
            yield TaskRow(
                kind="incident.leave_post",
                subject_kind="incident",
                subject_code=incident.code,
                agency_code=incident.agency_code,
                unit_code=incident.unit_code,
                province_code=incident.province_code,
                assignee_id=incident.officer_id,
                opened_at=stay.arrived_at,
                due_at=stay.due_at,
                rule_code=stay.rule_code,
                rule_version=stay.rule_version,
                priority="urgent",
            )


def _bodies(users: dict[str, int]) -> Bodies:
    known = {account.username: account for account in accounts()}
    workers = {
        (known[name].agency, known[name].unit): (users[name], name)
        for name in ("social.worker", "ngo1.worker", "ngo2.worker")
        if name in users
    }
    supervisors = {
        known[name].agency: name
        for name in ("social.work.supervisor", "ngo1.supervisor", "ngo2.supervisor")
        if name in users
    }
    officer, state = known["police.officer"], known["social.worker"]
    return Bodies(
        hotline=known["hotline.operator"].agency,
        police=officer.agency,
        state=state.agency,
        ngos=(known["ngo1.worker"].agency, known["ngo2.worker"].agency),
        workers=workers,
        supervisors=supervisors,
        operator_id=users.get("hotline.operator"),
        officers={officer.unit: users["police.officer"]},
        court_officers={known["court.officer"].unit: users["court.officer"]}
        if "court.officer" in users
        else {},
        busy_province=state.unit.removeprefix(f"{state.agency}-"),
    )
