"""How two records are compared, field by field, in levels a reviewer can read.

Each comparison is a list of levels from strongest agreement to "all else"; the first that holds is the
pair's. Conditions are DuckDB SQL over the prepared table (`_l` and `_r`), handed to Splink. Comparisons
belong to the child (`INDIVIDUAL`) or to the household and the event (`SHARED`): sisters agree on these.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

LAST_DIGITS = (
    1e-6  # "con" and "can" are 0.8 alike, which one engine counts as 0.8, another as 0.7999999999999999
)


@dataclass(frozen=True, kw_only=True)
class Level:
    """One degree of agreement.

    condition: SQL that holds for the pair.
    frequency: prepared column whose value's rarity counts when the level holds; empty for none.
    """

    label: str
    condition: str
    frequency: str = ""


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """One field compared; `unknown` is SQL that holds when there is nothing to compare."""

    name: str
    unknown: str
    levels: tuple[Level, ...]
    is_shared_by_household: bool

    @property
    def sql(self) -> str:
        """Return SQL for the number of the level that two joined records reach, -1 when unknown."""
        cases = " ".join(f"when {level.condition} then {n}" for n, level in enumerate(self.levels))
        return f"case when {self.unknown} then -1 {cases} else {len(self.levels)} end"

    @property
    def labels(self) -> tuple[str, ...]:
        return (*(level.label for level in self.levels), "all else")


def _either_way(condition: str) -> str:
    """Return SQL that holds when the condition holds with the records in one order or the other."""
    swapped = re.sub(r"_([lr])\b", lambda side: "_r" if side[1] == "l" else "_l", condition)
    return f"(({condition}) or ({swapped}))"


def _shares(column: str, other: str = "") -> str:
    """Return SQL that holds when a written form of the one equals one of the other."""
    other = other or column
    return " or ".join(f"{column}{one}_l = {other}{two}_r" for one in ("", "_2") for two in ("", "_2"))


def _similarity(column: str, at_least: float) -> str:
    """Return SQL that holds when some written forms are that alike (Jaro-Winkler)."""
    return f"greatest({_of_each(column, 'jaro_winkler_similarity')}) >= {_nearly(at_least)}"


def _nearly(at_least: float) -> str:
    """Return a threshold that a likeness of just as much reaches, however an engine rounds its last digit."""
    return f"{at_least - LAST_DIGITS:.6f}"


def _edits(column: str, at_most: int) -> str:
    """Return SQL that holds when some written forms are that few letters apart."""
    return f"least({_of_each(column, 'levenshtein')}) <= {at_most}"


def _of_each(column: str, function: str) -> str:
    forms = [(one, other) for one in ("", "_2") for other in ("", "_2")]
    return ", ".join(f"{function}({column}{one}_l, {column}{other}_r)" for one, other in forms)


def _both_longer(column: str, length: int) -> str:
    return f"least(length({column}_l), length({column}_r)) >= {length}"


_SAME_CONSONANTS = _shares("given_skeleton")
GIVEN_NAME = Comparison(
    name="given_name",
    unknown="given_fold_l is null or given_fold_r is null",
    levels=(
        Level(label="same spelling", condition=_shares("given_spelling"), frequency="given_skeleton"),
        Level(label="same sound", condition=_shares("given_fold"), frequency="given_skeleton"),
        Level(
            label="same consonants, one vowel apart",
            condition=f"({_SAME_CONSONANTS}) and {_edits('given_fold', 1)}",
            frequency="given_skeleton",
        ),
        Level(label="same consonants", condition=_SAME_CONSONANTS, frequency="given_skeleton"),
        Level(label="alias", condition=_either_way(_shares("alias_skeleton", "given_skeleton"))),
        Level(
            label="one letter apart, long",
            condition=f"{_edits('given_fold', 1)} and {_both_longer('given_fold', 6)}",
        ),
        Level(
            label="one letter apart, middling",
            condition=f"{_edits('given_fold', 1)} and {_both_longer('given_fold', 5)}",
        ),
        Level(label="one letter apart, short", condition=_edits("given_fold", 1)),
        Level(
            label="two letters apart, long",
            condition=f"{_edits('given_fold', 2)} and {_both_longer('given_fold', 7)}",
        ),
        Level(
            label="one consonant apart, long",
            condition=f"{_edits('given_skeleton', 1)} and {_both_longer('given_skeleton', 4)}",
        ),
        Level(
            label="one begins or ends the other",
            condition=_either_way(
                "length(given_skeleton_l) >= 2 and (starts_with(given_skeleton_r, given_skeleton_l)"
                " or ends_with(given_skeleton_r, given_skeleton_l))"
            ),
        ),
        Level(label="similar sound", condition=_similarity("given_fold", 0.82)),
        Level(label="faintly similar", condition=_similarity("given_fold", 0.7)),
    ),
    is_shared_by_household=False,
)
FAMILY_NAME = Comparison(
    name="family_name",
    unknown="family_fold_l is null or family_fold_r is null",
    levels=(
        Level(label="same sound", condition=_shares("family_fold"), frequency="family_skeleton"),
        Level(label="same consonants", condition=_shares("family_skeleton"), frequency="family_skeleton"),
        Level(label="similar sound", condition=_similarity("family_fold", 0.8)),
        Level(
            label="swapped with the given name",
            condition=_either_way(_shares("family_skeleton", "given_skeleton")),
        ),
    ),
    is_shared_by_household=True,
)
SEX = Comparison(
    name="sex",
    unknown="sex_l is null or sex_r is null",
    levels=(Level(label="same", condition="sex_l = sex_r", frequency="sex"),),
    is_shared_by_household=False,
)
_EXACT = "birth_on_l is not null and birth_on_r is not null"
_DAY_AND_MONTH_SWAPPED = (
    "left(birth_on_l, 4) = left(birth_on_r, 4)"
    " and substr(birth_on_l, 6, 2) = substr(birth_on_r, 9, 2)"
    " and substr(birth_on_l, 9, 2) = substr(birth_on_r, 6, 2)"
)
_MONTH_OR_DAY = "(left(birth_on_l, 7) = left(birth_on_r, 7) or right(birth_on_l, 5) = right(birth_on_r, 5))"
_APART = "abs(birth_year_l - birth_year_r)"
_ONE_EXACT_ONE_YEAR = _either_way("birth_on_l is not null and birth_kind_r in ('Y', 'M')")
_ONE_EXACT_ONE_AGE = _either_way("birth_on_l is not null and birth_kind_r = 'A'")
BIRTH = Comparison(
    name="birth",
    unknown="(birth_year_l is null or birth_year_r is null) and (birth_on_l is null or birth_on_r is null)",
    levels=(
        Level(label="same day", condition="birth_on_l = birth_on_r"),
        Level(
            label="one digit differs",
            condition=f"{_EXACT} and damerau_levenshtein(birth_on_l, birth_on_r) <= 1",
        ),
        Level(label="day and month swapped", condition=f"{_EXACT} and {_DAY_AND_MONTH_SWAPPED}"),
        Level(label="same month, or same day of the year", condition=f"{_EXACT} and {_MONTH_OR_DAY}"),
        Level(label="other days, within a year", condition=f"{_EXACT} and {_APART} <= 1.1"),
        Level(label="other days, within three years", condition=f"{_EXACT} and {_APART} <= 3.1"),
        Level(label="other days, further", condition=f"{_EXACT} and {_APART} > 3.1"),
        Level(label="day and year agree", condition=f"{_ONE_EXACT_ONE_YEAR} and {_APART} <= 0.5"),
        Level(label="day and year one apart", condition=f"{_ONE_EXACT_ONE_YEAR} and {_APART} <= 1.5"),
        Level(label="day and year two apart", condition=f"{_ONE_EXACT_ONE_YEAR} and {_APART} <= 2.5"),
        Level(label="day and year further", condition=_ONE_EXACT_ONE_YEAR),
        Level(label="day and age agree", condition=f"{_ONE_EXACT_ONE_AGE} and {_APART} <= 0.6"),
        Level(label="day and age one apart", condition=f"{_ONE_EXACT_ONE_AGE} and {_APART} <= 1.6"),
        Level(label="day and age two apart", condition=f"{_ONE_EXACT_ONE_AGE} and {_APART} <= 2.6"),
        Level(label="day and age further", condition=_ONE_EXACT_ONE_AGE),
        Level(label="years within half", condition=f"{_APART} <= 0.5"),
        Level(label="years within one", condition=f"{_APART} <= 1.1"),
        Level(label="years within two", condition=f"{_APART} <= 2.1"),
        Level(label="years within three", condition=f"{_APART} <= 3.1"),
        Level(label="years within five", condition=f"{_APART} <= 5.1"),
    ),
    is_shared_by_household=False,
)
HOME = Comparison(
    name="home",
    unknown="province_l is null or province_r is null",
    levels=(
        Level(label="same village", condition="village_l = village_r", frequency="village"),
        Level(
            label="same commune, villages differ",
            condition="commune_l = commune_r and village_l <> village_r",
            frequency="commune",
        ),
        Level(label="same commune", condition="commune_l = commune_r", frequency="commune"),
        Level(label="same district", condition="district_l = district_r", frequency="district"),
        Level(
            label="same province, communes differ",
            condition="province_l = province_r and commune_l is not null and commune_r is not null",
            frequency="province",
        ),
        Level(label="same province", condition="province_l = province_r", frequency="province"),
    ),
    is_shared_by_household=True,
)


def _parent(parent: str) -> Comparison:
    given, fold = f"{parent}_given_skeleton", f"{parent}_given_fold"
    family = f"{parent}_family_skeleton"
    return Comparison(
        name=parent,
        unknown=f"{given}_l is null or {given}_r is null",
        levels=(
            Level(
                label="same given name and family name",
                condition=f"{fold}_l = {fold}_r and {family}_l = {family}_r",
                frequency=given,
            ),
            Level(
                label="given name sounds the same, family names differ",
                condition=f"{fold}_l = {fold}_r and {family}_l <> {family}_r",
                frequency=given,
            ),
            Level(label="given name sounds the same", condition=f"{fold}_l = {fold}_r", frequency=given),
            Level(label="given name, same consonants", condition=f"{given}_l = {given}_r", frequency=given),
            Level(
                label="given name nearly the same",
                condition=f"jaro_winkler_similarity({fold}_l, {fold}_r) >= {_nearly(0.88)}",
            ),
            Level(
                label="given name within the other",
                condition=_either_way(f"length({given}_l) >= 2 and contains({given}_r, {given}_l)"),
            ),
        ),
        is_shared_by_household=True,
    )


FATHER = _parent("father")
MOTHER = _parent("mother")
_SAME_SOURCE = "source_l = source_r"
_GAP = "abs(event_day_l - event_day_r)"
_CASES_KNOWN = "case_code_l is not null and case_code_r is not null"


def _event_levels() -> tuple[Level, ...]:
    levels = [
        Level(
            label="same case, same body, within 45 days",
            condition=f"case_code_l = case_code_r and {_SAME_SOURCE} and {_GAP} <= 45",
        ),
        Level(label="same case, same body, later", condition=f"case_code_l = case_code_r and {_SAME_SOURCE}"),
        Level(label="same case, two bodies", condition="case_code_l = case_code_r"),
        Level(
            label="case code one digit off", condition="damerau_levenshtein(case_code_l, case_code_r) <= 1"
        ),
    ]
    for who, said in ((f"{_SAME_SOURCE}", "one body"), ("true", "two bodies")):
        for cases, which in ((_CASES_KNOWN, "other case"), ("true", "case unknown")):
            levels.extend(
                Level(
                    label=f"{which}, {said}, within {days} days",
                    condition=f"{who} and {cases} and {_GAP} <= {days}",
                )
                for days in (10, 45, 120, 300, 900)
            )
            levels.append(Level(label=f"{which}, {said}, further", condition=f"{who} and {cases}"))
    return tuple(levels[:-1])


EVENT = Comparison(
    name="event",
    unknown="(event_day_l is null or event_day_r is null) and (case_code_l is null or case_code_r is null)",
    levels=_event_levels(),
    is_shared_by_household=True,
)
NATIONALITY = Comparison(
    name="nationality",
    unknown="nationality_l is null or nationality_r is null",
    levels=(Level(label="same", condition="nationality_l = nationality_r", frequency="nationality"),),
    is_shared_by_household=True,
)
TOLD_TOGETHER = (GIVEN_NAME.name, FAMILY_NAME.name)
"""Told, swapped, cut short or invented together: in one child they agree or differ together."""


def told_together(comparisons: Sequence[Comparison]) -> tuple[int, int] | None:
    """Return the places of the two names among the comparisons, None without both."""
    names = [comparison.name for comparison in comparisons]
    one, other = TOLD_TOGETHER
    return (names.index(one), names.index(other)) if one in names and other in names else None


COMPARISONS = (GIVEN_NAME, BIRTH, SEX, FAMILY_NAME, FATHER, MOTHER, HOME, EVENT, NATIONALITY)
