"""What lies on the fictitious hotline's desk: reported addresses, complaints, shifts, missed calls.

Addresses use names that nobody can register (RFC 2606, RFC 6761): they lead nowhere.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random

from kapea.guard.access.viewer import Viewer
from kapea.packs import Pack
from kapea.registers.codes import ALPHABET, LENGTH
from kapea.registers.hotline.bulk_desk import AddressSeed, ComplaintSeed, MissedSeed, ShiftSeed, bulk_desk
from kapea.registers.hotline.routing import examiner_of
from kapea.registers.hotline.services.clocks import after
from kapea.registers.worklist.bulk import TaskRow, bulk_tasks
from kapea.site.demo import words

ADDRESSES, COMPLAINTS, MISSED, DAYS_OF_DUTY = 30, 6, 5, 7
SHIFTS = ((0, 8), (8, 16))
"""Hours from midnight UTC that somebody covers; the rest of the day shows as a gap."""


def make_desk(
    pack: Pack,
    *,
    hotline: str,
    accused: str,
    people: list[tuple[int, str]],
    until: datetime,
    by: Viewer,
    seed: int,
) -> None:
    """Store the desk of the fictitious hotline; the same seed gives the same desk."""
    chance = Random(f"desk {seed}")
    addresses = list(_addresses(pack, hotline, chance, until=until))
    complaints = list(_complaints(pack, accused, chance, until=until))
    bulk_desk(
        addresses=addresses,
        complaints=complaints,
        shifts=_shifts(hotline, people, until=until),
        missed=_missed(hotline, chance, until=until),
        by=by,
        now=until,
    )
    bulk_tasks(_tasks(addresses), opened_by=by.username)
    bulk_tasks(_to_examine(pack, complaints), opened_by=by.username)


def _code(prefix: str, chance: Random) -> str:
    return f"{prefix}-" + "".join(chance.choices(ALPHABET, k=LENGTH))


def _addresses(pack: Pack, hotline: str, chance: Random, *, until: datetime) -> Iterator[AddressSeed]:
    labels, sites = pack.code_list("address_label").codes, pack.code_list("site_type").codes
    ages, sexes = pack.code_list("depicted_age").codes, pack.code_list("depicted_sex").codes
    hand_over = pack.rule("url_report.clocks").values["hand_over"]
    for number in range(ADDRESSES):
        received_at = until - timedelta(hours=chance.uniform(1, 24 * 60))
        handed = received_at + timedelta(hours=chance.uniform(1, 30))
        assessed = handed + timedelta(days=chance.uniform(0.2, 6))
        removed = assessed + timedelta(days=chance.uniform(0.2, 8))
        is_handed, is_assessed = handed < until, assessed < until and number % 5 > 1
        label = chance.choice(labels) if is_handed and is_assessed else ""
        is_illegal = label in ("baseline", "national")
        yield AddressSeed(
            code=_code("U", chance),
            agency_code=hotline,
            address=f"https://fictitious-{number % (ADDRESSES - 6)}.example/{number % 3}",
            received_at=received_at.replace(minute=0, second=0, microsecond=0),
            due_at=after(hand_over, now=received_at),  # type: ignore[arg-type]
            handed_over_at=handed if is_handed else None,
            label=label,
            assessed_at=assessed if label else None,
            police_told_at=handed + timedelta(days=1)
            if is_illegal and handed + timedelta(days=1) < until
            else None,
            removed_at=removed if is_illegal and removed < until else None,
            site_type=chance.choice(sites) if label else "",
            depicted_age=ages[number % len(ages)] if is_illegal else "",
            depicted_sex=sexes[number % len(sexes)] if is_illegal else "",
        )


def _complaints(pack: Pack, accused: str, chance: Random, *, until: datetime) -> Iterator[ComplaintSeed]:
    provinces = [place.code for place in pack.places if place.level == 1]
    subjects, findings = pack.code_list("complaint_subject").codes, pack.code_list("complaint_finding").codes
    answer = pack.rule("complaint.clocks").values["answer"]
    for number in range(COMPLAINTS):
        received_at = until - timedelta(days=chance.uniform(*((1, 5) if number % 2 else (21, 50))))
        closed_at = received_at + timedelta(days=20)
        is_closed = closed_at < until
        yield ComplaintSeed(
            code=_code("B", chance),
            contact_code=_code("K", chance),
            accused_agency=accused,
            province_code=chance.choice(provinces),
            subject=chance.choice(subjects),
            narrative=words.marked(words.COMPLAINT, f"complaint {number}"),
            received_at=received_at.replace(minute=0, second=0, microsecond=0),
            due_at=after(answer, now=received_at),  # type: ignore[arg-type]
            closed_at=closed_at if is_closed else None,
            finding=chance.choice(findings) if is_closed else "",
        )


def _shifts(hotline: str, people: list[tuple[int, str]], *, until: datetime) -> Iterator[ShiftSeed]:
    midnight = until.replace(hour=0, minute=0, second=0, microsecond=0)
    for day in range(DAYS_OF_DUTY if people else 0):
        for number, (first, last) in enumerate(SHIFTS):
            operator_id, name = people[(day + number) % len(people)]
            yield ShiftSeed(
                agency_code=hotline,
                operator_id=operator_id,
                held_by=name,
                starts_at=midnight + timedelta(days=day, hours=first),
                ends_at=midnight + timedelta(days=day, hours=last),
            )


def _missed(hotline: str, chance: Random, *, until: datetime) -> Iterator[MissedSeed]:
    for number in range(MISSED):
        yield MissedSeed(
            code=_code("M", chance),
            agency_code=hotline,
            missed_at=until - timedelta(hours=chance.uniform(0.5, 40)),
            cause=chance.choice(["lines_busy", "hung_up", "nobody_on_duty"]),
            phone=f"000 000 {number:03d}" if number % 2 else "",
        )


def _to_examine(pack: Pack, complaints: list[ComplaintSeed]) -> Iterator[TaskRow]:
    rule = pack.rule("complaint.clocks")
    for each in complaints:
        if each.closed_at is None:
            yield TaskRow(
                kind="complaint.begin",
                subject_kind="complaint",
                subject_code=each.code,
                agency_code=examiner_of(each.accused_agency),
                opened_at=each.received_at,
                due_at=after(rule.values["begin"], now=each.received_at),  # type: ignore[arg-type]
                rule_code=rule.code,
                rule_version=str(rule.version),
            )


def _tasks(addresses: list[AddressSeed]) -> Iterator[TaskRow]:
    for each in addresses:
        if each.handed_over_at is None:
            yield TaskRow(
                kind="address.hand_over",
                subject_kind="address",
                subject_code=each.code,
                agency_code=each.agency_code,
                opened_at=each.received_at,
                due_at=each.due_at,
                rule_code="url_report.clocks",
                rule_version="1",
            )
