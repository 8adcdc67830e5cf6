"""Which records may be the same person as one just told, by keyed blind indexes only. Opens nothing.

Names, and names with what stands beside them, are kept as keyed digests; the database counts how many
digests two records share and how near their open facts are, and the nearest are judged by the engine.
The work is bounded: where many share a key, the rarer keys find and the common ones only help to rank.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Final

from django.db import connection
from django.db.models import Case, F, IntegerField, Max, Q, QuerySet, Sum, Value, When
from django.db.models.functions import Abs, Coalesce

from kapea.registers.people.drafts import PersonDraft
from kapea.registers.people.models import NameKey
from kapea.registers.people.rules import BIRTH_YEARS_APART
from kapea.registers.people.sealed import name_tokens

MOST_JUDGED: Final = 80
MOST_RANKED: Final = 4_000
"""Rows of keys that a look-up ranks at most: the rarest keys up to here, then a part of the next. Proposed;
what it costs and loses is in docs/reference/benchmarks.md."""

MOST_OF_ONE_KEY: Final = 1_000
"""Persons of a key that has too many who are ranked, where the rarer keys bring too few."""

RANKED_AGAIN: Final = 4
"""How many times MOST_JUDGED the rare keys bring, for the common keys to rank."""

WHOLE, SINGLE, BESIDE = 6, 2, 3
"""What a shared key counts: a whole name, a single name, a sound with what stands beside it. Proposed."""


def tokens_of(draft: PersonDraft) -> dict[str, list[str]]:
    """Return the digests of whole names, of single names, and of sounds beside other facts."""
    keys = draft.index_keys
    return {
        "whole": name_tokens(key for key in keys if key.startswith("w:")),
        "single": name_tokens(key for key in keys if key.startswith("g:")),
        "beside": name_tokens(key for key in keys if key[:2] not in ("w:", "g:")),
    }


def nearest(
    tokens: dict[str, list[str]],
    *,
    told: PersonDraft,
    most: int = MOST_JUDGED,
    without: Iterable[int] = (),
    most_ranked: int = MOST_RANKED,
) -> list[int]:
    """Return the persons that share most, the nearest first.

    Single names alone are shared by very many: they are looked for only while there is room.
    """
    bounded = _Bounded(tokens, told=told, most_ranked=most_ranked)
    found = bounded.ranked([*tokens["whole"], *tokens["beside"]], most=most, without=without)
    if len(found) < most and tokens["single"]:
        more = bounded.ranked(tokens["single"], most=most, without=[*without, *found])
        found += more[: most - len(found)]
    return found


class _Bounded:
    """Ranks records that share keys with one who is told, over so many rows and no more."""

    def __init__(self, tokens: dict[str, list[str]], *, told: PersonDraft, most_ranked: int) -> None:
        self._tokens, self._told, self._most_ranked = tokens, told, most_ranked

    def ranked(self, wanted: Sequence[str], *, most: int, without: Iterable[int]) -> list[int]:
        """Return the persons that share most of the wanted keys, the nearest first."""
        if not wanted:
            return []
        counts = {token: self._counts[token] for token in wanted}
        rare = self._rarest(counts)
        rows = self._near().exclude(person_id__in=list(without))
        if len(rare) == len(wanted):
            return self._order(rows.filter(token__in=wanted), most=most)
        some = self._order(rows.filter(token__in=rare), most=most * RANKED_AGAIN) if rare else []
        if len(some) < most * RANKED_AGAIN:
            next_rarest = min(counts.keys() - set(rare), key=lambda each: (counts[each], each))
            some += self._some_of(next_rarest, rows.exclude(person_id__in=some))
        return self._order(NameKey.objects.filter(token__in=wanted, person_id__in=some), most=most)

    def _near(self) -> "QuerySet[NameKey]":
        """Return the keys of persons born near the year told, or in no known year."""
        if self._told.birth_year is None:
            return NameKey.objects.all()
        low, high = self._years()
        return NameKey.objects.filter(Q(birth_year__range=(low, high)) | Q(birth_year__isnull=True))

    def _years(self) -> tuple[int, int]:
        year = self._told.birth_year or 0
        return year - BIRTH_YEARS_APART, year + BIRTH_YEARS_APART

    def _rarest(self, counts: Mapping[str, int]) -> list[str]:
        """Return the keys that fewest share, as many as keep within the bound; none if none does."""
        kept, rows = [], 0
        for token in sorted(counts, key=lambda each: (counts[each], each)):
            rows += counts[token]
            if rows > self._most_ranked:
                break
            kept.append(token)
        return kept

    @cached_property
    def _counts(self) -> Mapping[str, int]:
        """How many rows have each key near the year told; counting stops past the bound."""
        wanted = [token for some in self._tokens.values() for token in some]
        table, stop = NameKey._meta.db_table, self._most_ranked + 1
        counted = "(SELECT count(*) FROM (SELECT 1 FROM {0} k WHERE k.token = t.token{1} LIMIT {2}) c)"
        if self._told.birth_year is None:
            number = counted.format(table, "", stop)
            years: list[object] = []
        else:
            near = counted.format(table, " AND k.birth_year BETWEEN %s AND %s", stop)
            number = f"{near} + {counted.format(table, ' AND k.birth_year IS NULL', stop)}"
            years = [*self._years()]
        rows = " UNION ALL ".join(["SELECT %s AS token"] * len(wanted))
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT t.token, {number} FROM ({rows}) t", [*years, *wanted])  # noqa: S608 - own names
            return dict(cursor.fetchall())

    def _some_of(self, token: str, rows: "QuerySet[NameKey]") -> list[int]:
        """Return some persons of a key that is too common to rank: born in the year told, if one is told."""
        shared = rows.filter(token=token)
        if self._told.birth_year is not None:
            shared = shared.filter(birth_year=self._told.birth_year)
        ordered = shared.order_by("token", "birth_year", "person_id")
        return list(ordered.values_list("person_id", flat=True)[:MOST_OF_ONE_KEY])

    def _order(self, rows: "QuerySet[NameKey]", *, most: int) -> list[int]:
        shared = Sum(
            Case(
                When(token__in=self._tokens["whole"], then=WHOLE),
                When(token__in=self._tokens["single"], then=SINGLE),
                default=BESIDE,
                output_field=IntegerField(),
            )
        )
        ranked = (
            rows.values("person_id")
            .annotate(nearness=shared + Max(_beside(self._told), output_field=IntegerField()))
            .order_by("-nearness", "-person_id")
        )
        return list(ranked.values_list("person_id", flat=True)[:most])


def _beside(told: PersonDraft) -> object:
    """Return SQL for how near the open facts of a person are; the same in each row of theirs."""
    points: list[object] = []
    if told.province_code:
        points.append(Case(When(person__province_code=told.province_code, then=2), default=0))
    if told.commune_code:
        points.append(Case(When(person__commune_code=told.commune_code, then=2), default=0))
    if told.sex:
        points.append(Case(When(person__sex=told.sex, then=1), default=0))
    if told.birth_year is not None:
        apart = Abs(Coalesce(F("person__birth_year"), Value(told.birth_year + 2)) - Value(told.birth_year))
        points.append(Value(BIRTH_YEARS_APART) - apart)
    total: object = Value(0)
    for each in points:
        total = total + each  # type: ignore[operator]
    return total
