"""Who may already be recorded: the look-up of every intake form, beside bare SQL on the same tables.

    python -m benchmarks.intake [--persons 1000000] [--lookups 300]

A private PostgreSQL is filled with fictitious persons. Half of the look-ups tell a recorded child again, in
Latin letters only and with an age instead of a birth date; half tell a child who is not there.
"""

import argparse
import os
import tempfile
import time
from pathlib import Path
from random import Random
from typing import Any

from benchmarks.database import cluster, environment, fill
from benchmarks.measures import line

GOAL_MS = 200
WARM_UP = 3


def main() -> None:
    """Fill, look up, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--persons", type=int, default=1_000_000)
    parser.add_argument("--lookups", type=int, default=300)
    parser.add_argument("--processes", type=int, default=2, help="that fill the database")
    options = parser.parse_args()
    with cluster() as url, tempfile.TemporaryDirectory() as folder:
        variables = environment(url, Path(folder))
        fill(variables, cases=100, persons=options.persons, processes=options.processes)
        os.environ.update(variables)
        measure(options.lookups)


def measure(lookups: int) -> None:
    """Look up as an intake form does, in this process."""
    import django

    django.setup()
    from django.utils import timezone

    from kapea.guard.accounts.models import User
    from kapea.guard.accounts.queries import viewer_of
    from kapea.registers.people.index.candidates import nearest, tokens_of
    from kapea.registers.people.lookup import possible_duplicates

    by, now = viewer_of(User.objects.get(username="social.worker")), timezone.now()
    known, strangers = _known(lookups // 2), _strangers(lookups - lookups // 2, now=now)
    took, busy, alone, shown = list[float](), list[float](), list[float](), 0
    for code, draft in [*known[:WARM_UP], *known, *strangers]:
        began, worked = time.perf_counter(), time.process_time()
        found = possible_duplicates(draft, by=by, now=now)
        took.append(time.perf_counter() - began)
        busy.append(time.process_time() - worked)
        if len(took) > WARM_UP and code:
            shown += any(each.code == code for each in found)
        tokens = tokens_of(draft)
        began = time.perf_counter()
        nearest(tokens, told=draft)
        alone.append(time.perf_counter() - began)
    print(line("look-up at intake", took[WARM_UP:], beside=alone[WARM_UP:], goal_ms=GOAL_MS))
    print(line("its CPU in this process", busy[WARM_UP:]))
    print(f"recorded children told again: {shown} of {len(known)} shown")


def _known(count: int) -> list[tuple[str, Any]]:
    """Return recorded children as somebody else would tell them."""
    from kapea.guard.pack import local_day
    from kapea.registers.people.drafts import PersonDraft
    from kapea.registers.people.index.drafts import draft_of
    from kapea.registers.people.models import Person

    ids = list(Person.objects.order_by("pk").values_list("pk", flat=True))
    told = []
    for person in Person.objects.filter(pk__in=Random(7).sample(ids, count)).select_related("data_key"):
        draft, on = draft_of(person), local_day(person.created_at)
        age = draft.age_years if draft.age_years is not None else on.year - (draft.born_on or on).year
        again = PersonDraft(
            family_latin=draft.family_latin,
            given_latin=draft.given_latin.upper(),
            sex=draft.sex,
            age_years=max(0, age),
            age_as_of=on,
            province_code=draft.province_code,
        )
        told.append((person.code, again))
    return told


def _strangers(count: int, *, now: Any) -> list[tuple[str, Any]]:
    """Return children who are not recorded."""
    from kapea.guard.pack import current_pack, local_day
    from kapea.registers.people.drafts import PersonDraft
    from kapea.site.demo.people import Population
    from kapea.site.demo.shape import read_shape

    pack, on = current_pack(), local_day(now)
    drawn = Population(pack, read_shape(pack), Random(8))
    return [
        (
            "",
            PersonDraft(
                family_km=child.family.local,
                given_km=child.given.local,
                sex=child.sex,
                age_years=child.age_on(on),
                age_as_of=on,
                province_code=child.province_code,
            ),
        )
        for child in (drawn.victim(on=on) for _number in range(count))
    ]


if __name__ == "__main__":
    main()
