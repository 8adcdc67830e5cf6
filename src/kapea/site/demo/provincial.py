"""A few provincial forms from a file that wait for the demo's officer: they name children whom others know."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import islice

from kapea.guard.accounts.models import User
from kapea.guard.accounts.queries import viewer_of
from kapea.guard.pack import local_day
from kapea.registers.people.bulk import PersonRow
from kapea.registers.police.imports import import_forms
from kapea.site.demo import words

MOST = 3


def make_provincial_forms(persons: Iterable[PersonRow], *, officer: User, now: datetime) -> int:
    """Let the officer bring forms that name some of the persons; each waits. Return how many do."""
    rows = [
        (number, _row(person, number, officer=officer, now=now))
        for number, person in enumerate(islice(persons, MOST), start=2)
    ]
    by = viewer_of(officer, now=now)
    return len(import_forms(rows, by=by, now=now, all_wait=True).waiting)


def _row(person: PersonRow, number: int, *, officer: User, now: datetime) -> dict[str, str]:
    told, reported_on = person.draft, local_day(now) - timedelta(days=number)
    age = reported_on.year - told.born_on.year if told.born_on else told.age_years
    return {
        "secret_code": f"D-{number}",
        "station": officer.unit_code or officer.agency_code,
        "reported_on": reported_on.isoformat(),
        "victim_family_name": told.family_km,
        "victim_given_name": told.given_km,
        "victim_sex": told.sex,
        "victim_age": "" if age is None else str(age),
        "narrative": words.marked(words.TOLD[number % len(words.TOLD)], person.code),
    }
