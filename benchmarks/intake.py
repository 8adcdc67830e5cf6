"""Who may already be recorded: the look-up of every intake form, beside bare SQL on the same tables.

    python -m benchmarks.intake [--persons 1000000] [--lookups 300]
    python -m benchmarks.intake --url postgresql://… --home FOLDER     a database that is filled already

A private PostgreSQL is filled with fictitious persons. Half of the look-ups tell a recorded child again, in
Latin letters only and with an age instead of a birth date; half tell a child who is not there. Then the worst
cases: the commonest names there are, with an age, with nothing but the province, and with nothing at all. The
bare SQL counts shared keys on the same rows and opens, judges and writes down nothing.

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
WORST, WORST_FROM = 30, 20_000


def main() -> None:
    """Fill, look up, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--persons", type=int, default=1_000_000)
    parser.add_argument("--lookups", type=int, default=300)
    parser.add_argument("--processes", type=int, default=2, help="that fill the database")
    parser.add_argument("--keys-only", action="store_true")
    parser.add_argument("--url", default="", help="measure on a database that is already filled")
    parser.add_argument("--home", type=Path, default=Path("var/bench"), help="its KAPEA_HOME, with its keys")
    options = parser.parse_args()
    if options.url:
        os.environ.update(environment(options.url, options.home))
        measure(options.lookups)
        return
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

    from kapea.registers.people.models import Person

    now = timezone.now()
    print(f"{Person.objects.count():,} persons", flush=True)
    known, strangers = _known(lookups // 2), _strangers(lookups - lookups // 2, now=now)
    _look_up("look-up at intake", [*known, *strangers], now=now)
    for words, drafts in _worst(now=now).items():
        _look_up(f"commonest names, {words}", drafts, now=now)


def _look_up(name: str, drafts: list[tuple[str, Any]], *, now: Any) -> None:
    """Print how long look-ups took, beside the bare SQL; and how many of the recorded children were shown."""
    from kapea.guard.accounts.models import User
    from kapea.guard.accounts.queries import viewer_of
    from kapea.registers.people.index.candidates import nearest, tokens_of
    from kapea.registers.people.lookup import possible_duplicates

    by = viewer_of(User.objects.get(username="social.worker"))
    took, busy, ranked, bare, shown = list[float](), list[float](), list[float](), list[float](), 0
    for code, draft in [*drafts[:WARM_UP], *drafts]:
        began, worked = time.perf_counter(), time.process_time()
        found = possible_duplicates(draft, by=by, now=now)
        took.append(time.perf_counter() - began)
        busy.append(time.process_time() - worked)
        if len(took) > WARM_UP and code:
            shown += any(each.code == code for each in found)
        tokens = tokens_of(draft)
        ranked.append(_seconds(lambda tokens=tokens, draft=draft: nearest(tokens, told=draft)))  # type: ignore[misc]
        bare.append(
            _seconds(lambda tokens=tokens: _bare([each for some in tokens.values() for each in some]))
        )  # type: ignore[misc]
    print(line(name, took[WARM_UP:], beside=bare[WARM_UP:], goal_ms=GOAL_MS))
    print(line("  of which ranking by keys", ranked[WARM_UP:]))
    print(line("  CPU in this process", busy[WARM_UP:]))
    recorded = sum(bool(code) for code, _draft in drafts)
    if recorded:
        print(f"  recorded children told again: {shown} of {recorded} shown")


def _seconds(act: Any) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def _bare(tokens: list[str]) -> list[Any]:
    """Return who shares most keys, by plain SQL."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT person_id, count(*) FROM people_namekey WHERE token = ANY(%s) "
            "GROUP BY person_id ORDER BY count(*) DESC LIMIT 80",
            [tokens],
        )
        return list(cursor.fetchall())


def _worst(*, now: Any) -> dict[str, list[tuple[str, Any]]]:
    """Return children with the commonest names, of whom ever less is told."""
    from collections import Counter
    from dataclasses import replace

    drawn = [draft for _code, draft in _strangers(WORST_FROM, now=now)]
    names = Counter((each.family_km, each.given_km) for each in drawn)
    common = {name for name, _count in names.most_common(WORST)}
    first = {(each.family_km, each.given_km): each for each in drawn}
    worst = [("", first[name]) for name in sorted(common)]
    nameless_year = [(code, replace(each, age_years=None, age_as_of=None)) for code, each in worst]
    nothing = [(code, replace(each, province_code="")) for code, each in nameless_year]
    given_only = [(code, replace(each, family_km="")) for code, each in nothing]
    return {
        "with an age": worst,
        "no age": nameless_year,
        "no age, no province": nothing,
        "only the given name": given_only,
    }


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
    now = timezone.now()
    for words, drafts in {"any child": _strangers(lookups, now=now), **_worst(now=now)}.items():
        took, bare, found = list[float](), list[float](), list[int]()
        for _code, draft in [*drafts[:WARM_UP], *drafts]:
            tokens = tokens_of(draft)
            began = time.perf_counter()
            found.append(len(nearest(tokens, told=draft)))
            took.append(time.perf_counter() - began)
            every = [each for some in tokens.values() for each in some]
            bare.append(_seconds(lambda every=every: _bare(every)))  # type: ignore[misc]
        print(line(f"ranking, {words}", took[WARM_UP:], beside=bare[WARM_UP:], goal_ms=GOAL_MS), flush=True)
        print(f"  persons to judge, on average: {sum(found) / len(found):.0f}")


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
