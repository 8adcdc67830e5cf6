"""What is compared of a record: its names as sounds, its birth with precision, its home level by level.

One row in, one row out, in the same order (`unique_id` is the row's number). It does not compare, and
it drops nothing: what is unreadable is null and counts neither for nor against a link.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from operator import attrgetter

import duckdb
import pyarrow as pa

from kapea.engines.linkage.names import nickname
from kapea.engines.linkage.parsing import NameParser, learn_names
from kapea.engines.linkage.sound import folded, joined, skeleton

DAYS_A_YEAR = 365.25
LETTERS_OF_A_WHOLE_NAME = 4  # a single word with as many consonants is taken for a name run together
_FULL_NAMES = ("name_km", "name_latin", "father_name", "mother_name")
_STEADY = str.maketrans("", "", "YH")

_OTHER_COLUMNS_SQL = f"""
with dated as (
    select *,
        case when birth_date is null then null
             when length(birth_date) = 10 and right(birth_date, 5) <> '01-01' then 'D'
             when length(birth_date) = 7 then 'M' else 'Y' end as birth_kind,
        try_cast(rpad(event_date, 10, '-01-01') as date) as event_on,
        try_cast(age as double) as age_years
    from named
)
select unique_id, source, given_spelling, given_spelling_2, given_fold, given_fold_2, given_skeleton,
    given_skeleton_2, family_fold, family_fold_2, family_skeleton, family_skeleton_2,
    alias_skeleton, alias_skeleton_2, name_letters, name_letters_2,
    father_given_fold, father_given_skeleton, father_family_skeleton,
    mother_given_fold, mother_given_skeleton, mother_family_skeleton,
    case upper(left(sex, 1)) when 'F' then 'F' when 'M' then 'M' end as sex,
    case when birth_kind = 'D' then birth_date end as birth_on,
    coalesce(birth_kind, case when age_years is not null and event_on is not null then 'A' end) as birth_kind,
    case birth_kind
        when 'D' then year(try_cast(birth_date as date))
            + (dayofyear(try_cast(birth_date as date)) - 1) / {DAYS_A_YEAR}
        when 'M' then cast(left(birth_date, 4) as int) + (cast(right(birth_date, 2) as int) - 0.5) / 12
        when 'Y' then cast(left(birth_date, 4) as int) + 0.5
        else year(event_on) + (dayofyear(event_on) - 1) / {DAYS_A_YEAR} - age_years - 0.5
    end as birth_year,
    case when length(home_code) >= 8 then left(home_code, 8) end as village,
    case when length(home_code) >= 6 then left(home_code, 6) end as commune,
    case when length(home_code) >= 4 then left(home_code, 4) end as district,
    case when length(home_code) >= 2 then left(home_code, 2) end as province,
    upper(nationality) as nationality,
    upper(case_code) as case_code,
    date_diff('day', date '1970-01-01', event_on) as event_day
from dated order by unique_id
"""  # noqa: S608 - the one value put in is a constant of this module


@dataclass(frozen=True, slots=True)
class HeardName:
    """One full name as it is compared; what was not written is null."""

    spelling: str | None
    given_fold: str | None
    given_skeleton: str | None
    family_fold: str | None
    family_skeleton: str | None
    letters: str | None


SILENCE = HeardName(None, None, None, None, None, None)


class NameListener:
    """Hears each distinct name once: parsed by the table's habits, then folded."""

    def __init__(self, parser: NameParser) -> None:
        self.parser = parser
        self._heard: dict[str, HeardName] = {}

    def hear(self, name: str | None) -> HeardName:
        if not name:
            return SILENCE
        heard = self._heard.get(name)
        if heard is None:
            heard = self._heard[name] = self._listen(name)
        return heard

    def _listen(self, name: str) -> HeardName:
        parts = self.parser.parse(name)
        given, family = run_together(parts.given, skeleton), run_together(parts.family, skeleton)
        both = ((family or "") + (given or "")).translate(_STEADY).replace("A", "")
        return HeardName(
            spelling="".join(parts.given) or None,
            given_fold=run_together(parts.given, folded),
            given_skeleton=given,
            family_fold=run_together(parts.family, folded),
            family_skeleton=family,
            letters="".join(sorted(both))
            if (family and given) or len(both) >= LETTERS_OF_A_WHOLE_NAME
            else None,
        )


def listen(records: pa.Table) -> NameListener:
    """Return a listener that has learnt the naming habits of a table."""
    return NameListener(learn_names(name for column in _FULL_NAMES for name in records[column].to_pylist()))


def prepare(
    records: pa.Table, connection: duckdb.DuckDBPyConnection, *, listener: NameListener | None = None
) -> pa.Table:
    """Return the table that is compared; row n is record n of the input.

    listener: how names are heard; learnt from the records themselves when not given.
    """
    listener = listener or listen(records)
    full_names = {name: records[name].to_pylist() for name in _FULL_NAMES}
    columns: dict[str, pa.Array] = {"unique_id": pa.array(range(len(records)), pa.int64())}
    columns |= _own_names(
        full_names["name_km"], full_names["name_latin"], records["alias"].to_pylist(), listener
    )
    for parent in ("father", "mother"):
        columns |= _parent_names([listener.hear(name) for name in full_names[f"{parent}_name"]], parent)
    named = records
    for name, values in columns.items():
        named = named.append_column(name, values)
    connection.register("named", named)
    prepared = connection.execute(_OTHER_COLUMNS_SQL).to_arrow_table()
    connection.unregister("named")
    return prepared


def run_together(parts: Sequence[str], sound: Callable[[str], str]) -> str | None:
    """Return the sound of words as one, so that spacing does not matter; null without words.

    >>> run_together(("sok", "khim"), skeleton) == run_together(("sokkhim",), skeleton)
    True
    """
    if not parts:
        return None
    if sound is skeleton:
        text = joined(tuple(skeleton(part) for part in parts))
        kept = text[:1] + text[1:].translate(_STEADY)
        bare = joined(tuple(kept.replace("A", "")))
        return bare or "A"
    return joined(tuple(sound(part) for part in parts)) or None


def _own_names(
    khmer: Sequence[str | None],
    latin: Sequence[str | None],
    aliases: Sequence[str | None],
    listener: NameListener,
) -> dict[str, pa.Array]:
    """Return what was heard in two columns each: the first written form, and the second where it differs."""
    ones, others = [listener.hear(name) for name in khmer], [listener.hear(name) for name in latin]
    columns: dict[str, pa.Array] = {}
    for name, part in _OWN_PARTS.items():
        columns |= _two_columns(name, [part(heard) for heard in ones], [part(heard) for heard in others])
    sounds = [alias_sounds(alias, listener) for alias in aliases]
    return columns | _two_columns(
        "alias_skeleton", [given for given, _ in sounds], [whole for _, whole in sounds]
    )


def alias_sounds(alias: str | None, listener: NameListener) -> tuple[str | None, str | None]:
    """Return the skeletons of an alias: of its given name, and of all its words run together."""
    heard = listener.hear(nickname(alias) if alias else None)
    return heard.given_skeleton, joined((heard.family_skeleton or "", heard.given_skeleton or "")) or None


_OWN_PARTS: dict[str, Callable[[HeardName], str | None]] = {
    "given_spelling": attrgetter("spelling"),
    "given_fold": attrgetter("given_fold"),
    "given_skeleton": attrgetter("given_skeleton"),
    "family_fold": attrgetter("family_fold"),
    "family_skeleton": attrgetter("family_skeleton"),
    "name_letters": attrgetter("letters"),
}


def _two_columns(name: str, ones: Sequence[str | None], others: Sequence[str | None]) -> dict[str, pa.Array]:
    first = [one or other for one, other in zip(ones, others, strict=True)]
    second = [other if one and other != one else None for one, other in zip(ones, others, strict=True)]
    return {name: pa.array(first, pa.string()), f"{name}_2": pa.array(second, pa.string())}


def _parent_names(heard: Sequence[HeardName], parent: str) -> dict[str, pa.Array]:
    columns = {
        f"{parent}_given_fold": [name.given_fold for name in heard],
        f"{parent}_given_skeleton": [name.given_skeleton for name in heard],
        f"{parent}_family_skeleton": [name.family_skeleton for name in heard],
    }
    return {name: pa.array(values, pa.string()) for name, values in columns.items()}
