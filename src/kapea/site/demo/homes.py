"""Fictitious care facilities, the children placed in them, and the children who return.

Draws from the case's own code, so that the same country has the same homes.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from kapea.engines.dates import add_months
from kapea.guard.pack import current_pack, local_day
from kapea.registers.care.bulk import FacilitySeed, PlacementSeed
from kapea.registers.codes import ALPHABET, LENGTH
from kapea.registers.people.bulk import PersonRow
from kapea.registers.returns.bulk import STEPS, ReturnSeed
from kapea.site.demo import words
from kapea.site.demo.communes import lives_in

KINDS = (
    ("transit_home", "short", 12, "female"),
    ("ngo_centre", "long", 30, ""),
    ("group_home", "long", 8, "male"),
    ("state_centre", "long", 40, ""),
    ("pagoda", "long", 15, "male"),
    ("foster_family", "long", 2, ""),
)
FACILITIES = 24
PLACED_SHARE, RETURNED_SHARE = 0.22, 0.12
MONTHS = (1, 2, 3, 6, 9, 12)
OPENED = date(2016, 3, 1)
HAND_OVER = "fictitious"
DAYS_LATE = (2, 9)
"""What is late in the fictitious country is late by so many days."""
DAYS_TO_MEND, DAYS_WARNED, YEAR_DAYS = 60, 60, 365
DAYS_BETWEEN_REVIEWS = 85
STAY_DAYS = (90, 189)
"""A few stay some days longer than six months."""
FINISHED_AFTER_DAYS = 31
"""A return that was received longer ago has come to its end, or is being followed."""


def _code(prefix: str, chance: Random) -> str:
    return f"{prefix}-" + "".join(chance.choices(ALPHABET, k=LENGTH))


def facilities(*, managers: dict[str, int], until: datetime) -> list[FacilitySeed]:
    """Return the facilities of the country: some in order, some not. managers: accounts by body."""
    pack, today = current_pack(), local_day(until)
    bodies = [agency.code for agency in pack.agencies if "shelter" in agency.receives]
    bodies = [*managers, *(body for body in bodies if body not in managers)]
    provinces = [place.code for place in pack.places if place.level == 1]
    found = []
    for number in range(FACILITIES if bodies else 0):
        chance = Random(f"facility {number}")
        kind, stay, capacity, sex = KINDS[number % len(KINDS)]
        body = bodies[0] if number % 4 == 0 else bodies[number % len(bodies)]
        has_fault = number % 5 == 2
        inspected = today - timedelta(days=_days_since_inspection(number, chance, has_fault=has_fault))
        left = {7: -DAYS_LATE[0], 16: DAYS_WARNED - DAYS_LATE[1]}.get(number, chance.randint(90, 700))
        found.append(
            FacilitySeed(
                code=_code("F", chance),
                agency_code=body,
                province_code=provinces[number % len(provinces)],
                kind=kind,
                stay=stay,
                capacity=capacity,
                opened_on=OPENED,
                name=f"{words.marked(words.HOUSE, number)} {number + 1}",
                manager_id=managers.get(body),
                serves_sex=sex,
                licence=(OPENED, today + timedelta(days=left)),
                inspected_on=inspected,
                not_met=("fire", "visitors") if has_fault else (),
                correct_by=inspected + timedelta(days=DAYS_TO_MEND) if has_fault else None,
                adults=(("head", "Keo (fictitious)"), ("staff", "Lim (fictitious)")),
                complained_on=today - timedelta(days=2) if number % 11 == 5 else None,
            )
        )
    return found


def _days_since_inspection(number: int, chance: Random, *, has_fault: bool) -> int:
    """Most were inspected within the year; one is late by days, as is what one has to mend."""
    if has_fault:
        return DAYS_TO_MEND + chance.randint(*DAYS_LATE) if number == 2 else chance.randint(10, DAYS_TO_MEND)
    return YEAR_DAYS + chance.randint(*DAYS_LATE) if number == 3 else chance.randint(10, YEAR_DAYS - 15)


def _since(case: dict[str, Any]) -> datetime | None:
    """The instant from which a child may be placed or returned: the plan was made."""
    found = case.get("planned_at")
    return found if isinstance(found, datetime) else None


def placements(
    cases: Iterable[tuple[dict[str, Any], PersonRow]], homes: Sequence[FacilitySeed], *, until: datetime
) -> Iterable[PlacementSeed]:
    """Return the children of some cases in care, in every state; some longer than they should."""
    today = local_day(until)
    kinds = current_pack().code_list("facility_kind")
    for case, person in cases:
        chance = Random(f"placement {case['code']}")
        planned_at = _since(case)
        if planned_at is None or not homes or chance.random() >= PLACED_SHARE:
            continue
        sex = person.draft.sex
        home = chance.choice([each for each in homes if each.serves_sex in ("", sex)] or list(homes))
        asked = local_day(planned_at)
        arrived: date | None = asked + timedelta(days=chance.randint(0, 4))
        if arrived is None or arrived > today:
            arrived = None
        stayed = chance.randint(*STAY_DAYS)
        ended = arrived + timedelta(days=stayed) if arrived else None
        if ended is not None and ended > today:
            ended = None
        state = "ended" if ended else "in_care" if arrived else "asked"
        residential = kinds.item(home.kind).attributes.get("residential") == "yes"
        yield PlacementSeed(
            code=_code("PL", chance),
            case_code=str(case["code"]),
            person_code=person.code,
            facility_code=home.code,
            name=f"{person.draft.family_latin} {person.draft.given_latin}",
            sex=sex,
            age_years=case.get("told_age_years") or 14,
            asked_on=asked,
            arrangement={"transit_home": "transit_home", "foster_family": "foster_long"}.get(
                home.kind, "rci"
            ),
            is_residential=residential,
            state=state,
            summary=words.said(words.MARK, case["code"]),
            created_at=planned_at,
            arrived_on=arrived,
            authority=chance.choice(["social_affairs", "court", "emergency"]) if arrived else "",
            reasons=("family_violence",) if arrived else (),
            tried=("kinship",) if arrived else (),
            why=words.said(words.MARK, case["code"]) if arrived else "",
            reviewed_on=_reviews(arrived, ended or today, chance),
            ended_on=ended,
            end_reason=chance.choice(["reunified", "kinship", "foster"]) if ended else "",
        )


def _reviews(arrived: date | None, last: date, chance: Random) -> tuple[date, ...]:
    """Return the days of the reviews: in time, but for a few where the last one is some days late."""
    if arrived is None:
        return ()
    days = [arrived + timedelta(days=DAYS_BETWEEN_REVIEWS * number) for number in (1, 2)]
    made = [day for day in days if day <= last]
    is_late = bool(made) and (last - made[-1]).days < DAYS_LATE[1] + 6 and chance.random() < 0.5
    return tuple(made[:-1] if is_late else made)


def returns(
    cases: Iterable[tuple[dict[str, Any], PersonRow]],
    *,
    workers: dict[tuple[str, str], tuple[int, str]],
    until: datetime,
) -> Iterable[ReturnSeed]:
    """Return the children of some cases who go home, in every stage, from and to neighbours and within."""
    today = local_day(until)
    countries, communes = _neighbours(), lives_in(current_pack())
    for case, person in cases:
        chance = Random(f"return {case['code']}")
        planned_at = _since(case)
        if planned_at is None or chance.random() >= RETURNED_SHARE:
            continue
        way = chance.choices(["in", "within", "out"], [5, 4, 1])[0]
        received = local_day(planned_at)
        done, day = [], received
        reached = chance.choice([2, 4, 6, 9, 9, 9, 9])
        if (today - received).days > FINISHED_AFTER_DAYS:
            reached = len(STEPS)
        for _step in STEPS[:reached]:
            day += timedelta(days=chance.randint(0, 3))
            if day > today:
                break
            done.append(day)
        is_home = len(done) > STEPS.index("arrived")
        arrived = done[STEPS.index("arrived")] if is_home else None
        visits = _visits(arrived, today, chance)
        ends = add_months(arrived, MONTHS[-1]) + timedelta(days=5) if arrived else None
        closed = ends if ends and ends <= today and len(visits) == len(MONTHS) else None
        worker_id, name = workers.get((person.agency_code, person.unit_code), (None, ""))
        yield ReturnSeed(
            code=_code("RT", chance),
            case_code=str(case["code"]),
            person_code=person.code,
            agency_code=person.agency_code,
            unit_code=person.unit_code,
            province_code=str(case.get("province_code", "")),
            worker_id=worker_id,
            worker_name=name,
            direction=way,
            other_country="" if way == "within" else chance.choice(countries),
            name=f"{person.draft.family_latin} {person.draft.given_latin}",
            sex=person.draft.sex,
            age_years=case.get("told_age_years") or 14,
            forms=tuple(case.get("forms", ())),
            received_on=received,
            created_at=planned_at,
            words=words.said(words.MARK, case["code"]),
            done_on=tuple(done),
            visited_on=visits,
            closed_on=closed,
            commune_code=communes.get(str(case.get("province_code", "")), "") if arrived else "",
        )


def _neighbours() -> list[str]:
    """Return countries that a return of the demo may come from or go to: those the figures name."""
    pack = current_pack()
    known = pack.code_list("country")
    wanted = [code for code in ("TH", "TH", "VN", "VN", "VN", "MY") if code in known]
    others = [code for code in known.codes if code != pack.manifest.country]
    return wanted or others[:2]


def _visits(arrived: date | None, today: date, chance: Random) -> tuple[date, ...]:
    """Return the days of the visits: in time, but for a few where the last one is some days late."""
    if arrived is None:
        return ()
    due = (add_months(arrived, month) + timedelta(days=chance.randint(-2, 4)) for month in MONTHS)
    made = [day for day in due if day <= today]
    is_late = bool(made) and (today - made[-1]).days < DAYS_LATE[1] and chance.random() < 0.5
    return tuple(made[:-1] if is_late else made)


def hand_overs(
    placed: Iterable[PlacementSeed], homes: Sequence[FacilitySeed], returned: Iterable[ReturnSeed]
) -> Iterable[tuple[object, ...]]:
    """Return the links from cases to placements and returns with their outcome, as the worklist stores them."""
    bodies = {home.code: home.agency_code for home in homes}
    for one in placed:
        outcome = "" if one.state == "asked" else one.state
        at = one.created_at if outcome else None
        yield (
            "case", one.case_code, "placement", one.code, bodies[one.facility_code], one.created_at, HAND_OVER,
            outcome, at,
        )  # fmt: skip
    for each in returned:
        outcome = _outcome(each)
        at = each.created_at if outcome else None
        yield (
            "case", each.case_code, "return", each.code, each.agency_code, each.created_at, HAND_OVER, outcome, at,
        )  # fmt: skip


def _outcome(seed: ReturnSeed) -> str:
    if seed.closed_on:
        return "closed"
    if seed.day_of("arrived"):
        return "follow_up"
    if seed.day_of("handed"):
        return "crossing"
    return "preparation" if seed.worker_id else ""
