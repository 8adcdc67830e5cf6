"""An estimate as a table of SDG indicator 16.2.2: what was detected, and apart from it what is estimated.

Detected and estimated are two codes of one dimension and have different observation statuses (`A`, `E`),
so that no sum of a column mixes them. A refused estimate has cells without a number, not no cells.

Source: SDG indicator 16.2.2, "Number of victims of human trafficking per 100,000 population, by sex, age
and form of exploitation". Numbers here are persons; the page also shows a rate, see `rates`.
SDMX cross-domain code lists CL_SEX and CL_AGE (Y0T17: 0 to 17 years; Y_GE18: 18 years and over).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product
from typing import Any

from kapea.engines.figures.cells import Axis, Cell, CellState, Table, counted, estimated, without_number
from kapea.engines.figures.codes import SDMX_UNKNOWN, TOTAL, UNKNOWN
from kapea.engines.figures.periods import By, Period
from kapea.engines.figures.specification import MEASURE_AXIS, TIME_AXIS
from kapea.monitoring.statistics.estimates.charts import group_rows, rounded
from kapea.monitoring.statistics.models import Estimate

INDICATOR = "SDG_16_2_2"
DETECTED, ESTIMATED, LOWER, UPPER = "detected", "estimated", "estimated_lower", "estimated_upper"
BASES: Mapping[str, Mapping[str, str]] = {
    DETECTED: {"en": "Detected: counted on at least one list", "km": "រកឃើញ៖ បានរាប់ក្នុងបញ្ជីយ៉ាងហោចមួយ"},
    ESTIMATED: {"en": "Estimated: found and not found", "km": "ប៉ាន់ប្រមាណ៖ ទាំងរកឃើញ និងមិនទាន់រកឃើញ"},
    LOWER: {"en": "Estimated: lower end of the interval", "km": "ប៉ាន់ប្រមាណ៖ ចុងទាបនៃចន្លោះ"},
    UPPER: {"en": "Estimated: upper end of the interval", "km": "ប៉ាន់ប្រមាណ៖ ចុងខ្ពស់នៃចន្លោះ"},
}
SEX = {"female": "F", "male": "M", "other": "_O", UNKNOWN: SDMX_UNKNOWN}
AGE = {"child": "Y0T17", "adult": "Y_GE18", UNKNOWN: SDMX_UNKNOWN}
CHILDREN = "children"
Key = tuple[str, str, str, str, str]


@dataclass(frozen=True, kw_only=True)
class Shown:
    """One number of each basis, None where there is none."""

    detected: int | None
    estimated: int | None
    lower: int | None
    upper: int | None

    def of(self, basis: str) -> int | None:
        """Return the number of one basis."""
        return {
            DETECTED: self.detected,
            ESTIMATED: self.estimated,
            LOWER: self.lower,
            UPPER: self.upper,
        }[basis]


def indicator_table(row: Estimate, *, threshold: int) -> Table:
    """Return the table of one estimate; small groups are hidden."""
    answer: Mapping[str, Any] = row.answer or {}
    groups = dict(group_rows(answer, threshold=threshold))
    sexes = _codes(groups, "sex", SEX)
    ages = _codes(groups, "age", AGE)
    everyone = "child" if row.who == CHILDREN else TOTAL
    ages = {everyone: AGE.get(everyone, TOTAL)} if not ages else {TOTAL: TOTAL, **ages}
    sexes = {TOTAL: TOTAL, **sexes}
    interval = Period(first_on=row.first_on, last_on=row.last_on, by=By.YEAR).intervals()
    whole = Period(first_on=row.first_on, last_on=row.last_on, by=By.WHOLE).intervals()
    time = interval[0] if len(interval) == 1 else whole[0]
    known = {(TOTAL, next(iter(ages))): _total(answer), **_margins(groups, next(iter(ages)))}
    cells = tuple(
        _cell((INDICATOR, basis, sex, age, time.label), known.get((sex, age)), basis)
        for basis, sex, age in product(BASES, sexes, ages)
    )
    return Table(
        id="estimates_16_2_2",
        version="1.0.0",
        title={
            "en": f"Victims of trafficking, detected and estimated: {row.title}",
            "km": f"ជនរងគ្រោះដោយការជួញដូរ ដែលរកឃើញ និងប៉ាន់ប្រមាណ៖ {row.title}",
        },
        source="",
        rules=(
            f"Lists: {', '.join(row.lists)}. Table {row.table_version[:12]}.",
            *answer.get("words", {}).get("en", {}).get("sentences", ()),
        ),
        axes=(
            Axis(
                id=MEASURE_AXIS,
                codes=(INDICATOR,),
                labels={INDICATOR: {"en": "Number of victims of human trafficking (persons)"}},
                sdmx={},
            ),
            Axis(
                id="basis",
                codes=tuple(BASES),
                labels=BASES,
                sdmx={code: code.upper() for code in BASES},
            ),
            Axis(id="sex", codes=tuple(sexes), labels={}, sdmx=sexes),
            Axis(id="age", codes=tuple(ages), labels={}, sdmx=ages),
            Axis(id=TIME_AXIS, codes=(time.label,), labels={}, sdmx={time.label: time.sdmx}),
        ),
        cells=cells,
    )


def _codes(groups: Mapping[str, Any], name: str, standard: Mapping[str, str]) -> dict[str, str]:
    """Return our codes with the standard's, when every group has one."""
    found = [each["code"] for each in groups.get(name, ())]
    return {code: standard[code] for code in found} if set(found) <= set(standard) else {}


def _total(answer: Mapping[str, Any]) -> Shown:
    low, high = answer.get("interval") or (None, None)
    is_given, least = answer.get("estimate") is not None, answer.get("observed") or 0
    return Shown(
        detected=answer.get("observed"),
        estimated=rounded(answer.get("estimate"), least=least),
        lower=rounded(low, least=least) if is_given else None,
        upper=rounded(high, least=least) if is_given else None,
    )


def _margins(groups: Mapping[str, Any], everyone: str) -> dict[tuple[str, str], Shown]:
    found = {}
    for name, rows in groups.items():
        for each in rows:
            key = (each["code"], everyone) if name == "sex" else (TOTAL, each["code"])
            found[key] = Shown(
                detected=each["observed"], estimated=each["value"], lower=each["low"], upper=each["high"]
            )
    return found


def _cell(key: Key, shown: Shown | None, basis: str) -> Cell:
    if shown is None:
        return without_number(key, CellState.NOT_COLLECTED)
    value = shown.of(basis)
    if value is None:
        is_hidden = basis == DETECTED or shown.detected is None
        return without_number(key, CellState.SUPPRESSED if is_hidden else CellState.BLANK)
    return counted(key, value) if basis == DETECTED else estimated(key, value)
