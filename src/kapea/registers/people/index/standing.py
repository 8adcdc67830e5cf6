"""Which decisions of two people hold now. Opens no record, and asks nothing of the engine."""

from collections.abc import Collection, Iterator

from django.db.models import Q, QuerySet

from kapea.registers.people.index.rules import APART, SAME, verdict_of
from kapea.registers.people.models import IndexAct, IndexPair


def standing(rows: "QuerySet[IndexPair]") -> Iterator[tuple[int, int, str]]:
    """Yield decided pairs with what holds; of a pair asked anew the last decision holds until two agree again."""
    decided = rows.filter(state="decided").values_list("one_id", "other_id", "verdict")
    yield from decided.iterator(chunk_size=5_000)
    acts = IndexAct.objects.filter(pair__in=rows.filter(state="open")).order_by("pk")
    last = {(one, other): kind for one, other, kind in acts.values_list("pair__one", "pair__other", "kind")}
    for (one, other), kind in last.items():
        yield one, other, verdict_of(kind)


def held_together(ids: Collection[int]) -> list[tuple[int, int]]:
    """Return the pairs among some persons that two people hold for one person."""
    among = IndexPair.objects.filter(one__in=ids, other__in=ids)
    return [(one, other) for one, other, verdict in standing(among) if verdict == SAME]


def is_held_apart(person_id: int, ids: Collection[int]) -> bool:
    """Whether two people hold a person apart from any of some others."""
    beside = Q(one=person_id, other__in=ids) | Q(other=person_id, one__in=ids)
    return any(verdict == APART for *_pair, verdict in standing(IndexPair.objects.filter(beside)))
