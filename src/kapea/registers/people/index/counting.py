"""As which person figures count a record. Knows no name and no matter; gives keys that mean nothing."""

from collections.abc import Iterable, Mapping, Sequence

from kapea.guard.vault.sealing import blind
from kapea.registers.people.models import IndexEntry

AT_ONCE = 10_000


def counted_as(codes: Iterable[str]) -> Mapping[str, str]:
    """Return, for codes of records, the code under which the person is counted.

    A record that the index has not met, or that stands alone, counts as itself and is left out.
    """
    wanted = sorted({code for code in codes if code})
    found: dict[str, str] = {}
    for start in range(0, len(wanted), AT_ONCE):
        rows = IndexEntry.objects.filter(person__code__in=wanted[start : start + AT_ONCE])
        found |= {code: key for code, key in rows.values_list("person__code", "counted_as") if code != key}
    return found


def person_keys(codes: Sequence[str | None]) -> list[str | None]:
    """Return for each record's code an opaque key that records of one person share, in every extract alike."""
    known = [code or "" for code in codes]
    person_of = counted_as(known)
    return [blind("extract:person", person_of.get(code, code)) if code else None for code in known]


def counted_ids(ids: Iterable[int]) -> Mapping[int, str]:
    """Return, for primary keys of records that the index has met, the code under which each is counted."""
    wanted = sorted(set(ids))
    found: dict[int, str] = {}
    for start in range(0, len(wanted), AT_ONCE):
        rows = IndexEntry.objects.filter(person_id__in=wanted[start : start + AT_ONCE])
        found |= dict(rows.values_list("person_id", "counted_as"))
    return found
