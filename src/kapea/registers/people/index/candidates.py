"""Which records may be the same person as one just told, by keyed blind indexes only. Opens nothing.

Names, and names with what stands beside them, are kept as keyed digests; the database counts how many
digests two records share and how near their open facts are, and the nearest are judged by the engine.
"""

from collections.abc import Iterable
from typing import Final

from django.db.models import Case, F, IntegerField, Q, Sum, Value, When
from django.db.models.functions import Abs, Coalesce

from kapea.registers.people.drafts import PersonDraft
from kapea.registers.people.models import NameKey
from kapea.registers.people.rules import BIRTH_YEARS_APART
from kapea.registers.people.sealed import name_tokens

MOST_JUDGED: Final = 80
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
    tokens: dict[str, list[str]], *, told: PersonDraft, most: int = MOST_JUDGED, without: Iterable[int] = ()
) -> list[int]:
    """Return the persons that share most, the nearest first.

    Single names alone are shared by very many: they are looked for only while there is room.
    """
    found = _ranked([*tokens["whole"], *tokens["beside"]], tokens, told=told, most=most, without=without)
    if len(found) < most and tokens["single"]:
        more = _ranked(tokens["single"], tokens, told=told, most=most, without=[*without, *found])
        found += more[: most - len(found)]
    return found


def _ranked(
    wanted: list[str], tokens: dict[str, list[str]], *, told: PersonDraft, most: int, without: Iterable[int]
) -> list[int]:
    if not wanted:
        return []
    rows = NameKey.objects.filter(token__in=wanted)
    if told.birth_year is not None:
        near = (told.birth_year - BIRTH_YEARS_APART, told.birth_year + BIRTH_YEARS_APART)
        rows = rows.filter(Q(birth_year__range=near) | Q(birth_year__isnull=True))
    shared = Sum(
        Case(
            When(token__in=tokens["whole"], then=WHOLE),
            When(token__in=tokens["single"], then=SINGLE),
            default=BESIDE,
            output_field=IntegerField(),
        )
    )
    ranked = (
        rows.exclude(person_id__in=list(without))
        .values("person_id")
        .annotate(nearness=shared + _beside(told))
        .order_by("-nearness", "-person_id")
    )
    return list(ranked.values_list("person_id", flat=True)[:most])


def _beside(told: PersonDraft) -> object:
    """Return SQL for how near the open facts are."""
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
