"""Who may already be recorded: the look-up of every intake form, beside bare SQL on the same tables.

    python -m benchmarks.intake [--persons 1000000] [--lookups 300]

A private PostgreSQL is filled with fictitious persons. Half of the look-ups tell a recorded child again, in
Latin letters only and with an age instead of a birth date; half tell a child who is not there.

`--keys-only` stores persons without names, in minutes instead of an hour: what is measured is then how long the
database needs to rank a million persons by their keys. Opening and judging the nearest do not depend on the size.
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
DRAWN = 50_000


def main() -> None:
    """Fill, look up, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--persons", type=int, default=1_000_000)
    parser.add_argument("--lookups", type=int, default=300)
    parser.add_argument("--processes", type=int, default=2, help="that fill the database")
    parser.add_argument("--keys-only", action="store_true")
    options = parser.parse_args()
    with cluster() as url, tempfile.TemporaryDirectory() as folder:
        variables = environment(url, Path(folder))
        if options.keys_only:
            fill(variables, cases=100, persons=100, processes=1)
            os.environ.update(variables)
            rank(options.persons, options.lookups)
            return
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


def rank(persons: int, lookups: int) -> None:
    """Store persons with their keys only, and rank them for children who are told."""
    import django

    django.setup()
    from django.db import connection, transaction
    from django.utils import timezone

    from kapea.registers.people.index.candidates import nearest, tokens_of

    began, told = time.perf_counter(), _drafts(min(DRAWN, persons))
    for _copy in range(max(1, persons // DRAWN)):
        with transaction.atomic():
            _store_keys(told, now=timezone.now())
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    print(f"{persons:,} persons stored in {time.perf_counter() - began:.0f} s", flush=True)
    took, found = list[float](), list[int]()
    for _code, draft in _strangers(lookups + WARM_UP, now=timezone.now()):
        tokens = tokens_of(draft)
        began = time.perf_counter()
        found.append(len(nearest(tokens, told=draft)))
        took.append(time.perf_counter() - began)
    print(line("ranking by keys", took[WARM_UP:], goal_ms=GOAL_MS))
    print(f"persons to judge, on average: {sum(found) / len(found):.0f}")


def _drafts(count: int) -> list[tuple[Any, list[str]]]:
    """Return fictitious children with the digests of their keys."""
    from django.utils import timezone

    from kapea.guard.pack import current_pack, local_day
    from kapea.registers.people.bulk import _Tokens
    from kapea.registers.people.drafts import PersonDraft
    from kapea.site.demo.people import Population
    from kapea.site.demo.shape import read_shape

    pack, on, tokens = current_pack(), local_day(timezone.now()), _Tokens()
    drawn, told = Population(pack, read_shape(pack), Random(9)), []
    for _number in range(count):
        child = drawn.victim(on=on)
        draft = PersonDraft(
            family_km=child.family.local,
            given_km=child.given.local,
            family_latin=child.family.latin,
            given_latin=child.given.latin,
            sex=child.sex,
            born_on=child.born_on,
            born_precision="exact" if child.knows_birthday else "year",
            province_code=child.province_code,
            commune_code=child.commune_code,
        )
        told.append((draft, tokens.of(draft)))
    return told


def _store_keys(told: list[tuple[Any, list[str]]], *, now: Any) -> None:
    """Store one person for each child drawn; the same children again and again, so keys stay as common."""
    from uuid import uuid4

    from kapea.guard.models import DataKey
    from kapea.registers.bulk_rows import next_ids, store_rows
    from kapea.registers.codes import new_code
    from kapea.registers.people import bulk
    from kapea.registers.people.models import NameKey, Person

    ids = next_ids(Person, len(told))
    keys = [uuid4() for _pk in ids]
    store_rows(DataKey, bulk.KEY_FIELDS, ((key, b"", 1) for key in keys))
    store_rows(
        Person,
        bulk.PERSON_FIELDS,
        (
            (
                pk, 1, new_code("P"), "mosvy", "", draft.sex, draft.born_on, draft.born_precision, None, None,
                draft.birth_year, "KH", draft.province_code, draft.commune_code, key, None, now, True,
            )
            for pk, key, (draft, _tokens) in zip(ids, keys, told, strict=True)
        ),
    )  # fmt: skip
    store_rows(
        NameKey,
        bulk.NAME_KEY_FIELDS,
        (
            (pk, token, draft.birth_year)
            for pk, (draft, tokens) in zip(ids, told, strict=True)
            for token in tokens
        ),
    )


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
