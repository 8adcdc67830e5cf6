"""What the plots of an estimate show, as plain rows: overlaps, methods, resamples, sensitivity, groups.

Counts under the pack's threshold are hidden, and whatever would reveal them; estimates are rounded to
three figures, as none is known better. Nothing is drawn here.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from kapea.engines.estimation.lattice import members
from kapea.engines.estimation.numerals import grouped
from kapea.engines.estimation.strata import StratifiedTable
from kapea.engines.figures.codes import TOTAL
from kapea.engines.figures.disclosure.protect import protect
from kapea.monitoring.statistics.estimates.words import ERRORS, GROUP_VALUES, METHODS, SHAPES, list_name

Row = dict[str, Any]
MOST_HISTORIES = 14
FIGURES = 3
HIDDEN = "suppressed"


def rounded(value: float | None, *, least: int = 0) -> int | None:
    """Return three significant figures, and never fewer than were found.

    >>> rounded(11312.99), rounded(2744.2, least=2744), rounded(None)
    (11300, 2744, None)
    """
    if value is None:
        return None
    return max(int(round(value, -max(len(str(int(abs(value)))) - FIGURES, 0))), least)


def overlap_rows(table: StratifiedTable, *, threshold: int) -> list[Row]:
    """Return how many were found by which lists together, the most first, small counts hidden."""
    pooled = table.pooled()
    counts = {history: int(count) for history, count in enumerate(pooled.counts) if count}
    first = sorted(counts, key=lambda history: -counts[history])
    kept, rest = first[:MOST_HISTORIES], first[MOST_HISTORIES:]
    cells: dict[tuple[str, ...], int | None] = {(str(history),): counts[history] for history in kept}
    if rest:
        cells["rest",] = sum(counts[history] for history in rest)
    cells[TOTAL,] = pooled.observed
    protected = protect(cells, threshold)
    shown = {cell.key[0]: cell.value for cell in protected.cells} if protected.verified else {}
    rows = [
        {"label": _combination(history, pooled.lists), **_count(shown.get(str(history)))} for history in kept
    ]
    if rest:
        rows.append({"label": _("All other combinations"), **_count(shown.get("rest"))})
    return rows


def _count(value: int | None) -> Row:
    return {"value": value, "state": HIDDEN if value is None else ""}


def _combination(history: int, lists: Sequence[str]) -> str:
    names = [list_name(lists[index]) for index in members(history)]
    return names[0] + " " + _("alone") if len(names) == 1 else " + ".join(names)


def method_rows(answer: Mapping[str, Any]) -> list[Row]:
    """Return each method's estimate and interval; a refusal keeps its row.

    Where the methods together give no number, none of them shows one: only the range it holds possible.
    """
    said = _span_only if answer["estimate"] is None else _interval
    rows = [{"label": METHODS.get(each["method"], each["method"]), **said(each)} for each in answer["panel"]]
    together = {"label": _("All methods together"), **_interval(answer)}
    return [together, *rows]


def _span_only(answer: Mapping[str, Any]) -> Row:
    shown = _interval(answer)
    if shown.get("low") is None or shown.get("high") is None:
        return {"value": None, "note": _("no number is given")}
    limits = {"low": grouped(shown["low"]), "high": grouped(shown["high"])}
    return {"value": None, "note": _("anything from %(low)s to %(high)s") % limits}


def _interval(answer: Mapping[str, Any]) -> Row:
    if answer["estimate"] is None:
        return {"value": None, "note": _("no number is given")}
    low, high = answer.get("interval_to_read") or answer["interval"] or (None, None)
    least = answer["observed"]
    return {
        "value": rounded(answer["estimate"], least=least),
        "low": rounded(low, least=least),
        "high": rounded(high, least=least),
    }


def distribution_rows(answer: Mapping[str, Any]) -> list[Row]:
    """Return the share of draws in each range of totals, in per cent."""
    return [
        {
            "label": f"{grouped(rounded(bin_['low']) or 0)}–{grouped(rounded(bin_['high']) or 0)}",
            "value": round(100 * bin_["share"], 1),
        }
        for bin_ in answer.get("distribution") or []
    ]


def resampled(answer: Mapping[str, Any]) -> list[tuple[str, list[Row]]]:
    """Return, for each method that answers, its distribution."""
    found = [
        (METHODS.get(each["method"], each["method"]), distribution_rows(each)) for each in answer["panel"]
    ]
    return [(name, rows) for name, rows in found if rows]


def sensitivity_rows(answer: Mapping[str, Any]) -> list[Row]:
    """Return how the stepwise estimate moves when lists are left out or merged, or an assumption fails.

    Nothing where no number is given: there is none to move.
    """
    if answer["estimate"] is None:
        return []
    moved = answer["sensitivity"]
    start = next((each["estimate"] for each in answer["panel"] if each["method"] == "stepwise"), None)
    rows: list[Row] = []
    for change in moved["left_out"]:
        rows.append({"label": _("Without %(list)s") % {"list": _names(change["change"])}, **_point(change)})
    for change in moved["merged"]:
        rows.append(
            {"label": _("%(lists)s as one list") % {"lists": _names(change["change"])}, **_point(change)}
        )
    for step in moved["thresholds"]:
        label = _("Pairs of lists added up to p = %(p)s") % {"p": f"{step['threshold']:g}"}
        rows.append({"label": label, **_point(step)})
    for unseen in moved["untestable"]:
        label = _("If those on no list are %(factor)s times fewer or more") % {
            "factor": f"{2.718281828 ** unseen['d']:.1f}"
        }
        rows.append(
            {
                "label": label,
                "value": rounded(start),
                "low": rounded(unseen["low"]),
                "high": rounded(unseen["high"]),
            }
        )
    return [*rows, *_differing_rows(moved), *_mislinked_rows(moved)]


def _differing_rows(moved: Mapping[str, Any]) -> list[Row]:
    """Return the total if people differ in their chances of being found; of an answer kept earlier, nothing."""
    return [
        {
            "label": str(SHAPES[each["shape"]]),
            "value": rounded(each["estimate"]),
            "low": rounded(each["low"]),
            "high": rounded(each["high"]),
            "note": _("no number is given"),
        }
        for each in moved.get("differing", ())
    ]


def _mislinked_rows(moved: Mapping[str, Any]) -> list[Row]:
    return [
        {"label": str(ERRORS[each["error"]]) % {"share": f"{100 * each['share']:g}"}, **_point(each)}
        for each in moved.get("mislinked", ())
    ]


def _point(change: Mapping[str, Any]) -> Row:
    return {"value": rounded(change["estimate"]), "note": _("no number is given")}


def _names(change: str) -> str:
    return " + ".join(list_name(name) for name in change.split("+"))


def group_rows(answer: Mapping[str, Any], *, threshold: int) -> list[tuple[str, list[Row]]]:
    """Return, for each covariate, every group's found and estimated number; small groups hidden."""
    together = answer.get("covariates")
    if not together or together["estimate"] is None:
        return []
    return [
        (name, _groups(values, observed=answer["observed"], threshold=threshold))
        for name, values in together["margins"].items()
    ]


def _groups(values: Mapping[str, Any], *, observed: int, threshold: int) -> list[Row]:
    shown = _shown_groups(values, observed=observed, threshold=threshold)
    rows = []
    for name, value in values.items():
        is_shown = name in shown and value["estimate"] is not None
        low, high = (value["interval"] or (None, None)) if is_shown else (None, None)
        rows.append(
            {
                "code": name,
                "label": GROUP_VALUES.get(name, name),
                "observed": shown[name] if is_shown else None,
                "value": rounded(value["estimate"], least=shown[name]) if is_shown else None,
                "low": rounded(low, least=shown.get(name, 0)),
                "high": rounded(high, least=shown.get(name, 0)),
            }
        )
    return rows


def _shown_groups(values: Mapping[str, Any], *, observed: int, threshold: int) -> dict[str, int]:
    """Return the groups whose count may stand beside the total without revealing a small one.

    The engine gives no count for a small group; several of them together are known by subtraction.
    """
    known = {name: int(value["observed"]) for name, value in values.items() if value["observed"] is not None}
    small = [name for name in values if name not in known]
    left = observed - sum(known.values())
    if len(small) > 1:
        while known and left < 2 * threshold:
            left += known.pop(min(known, key=lambda name: known[name]))
        return known
    cells: dict[tuple[str, ...], int | None] = {(name,): count for name, count in known.items()}
    cells |= {(name,): left for name in small}
    found = protect({**cells, (TOTAL,): observed}, max(threshold, 2))
    if not found.verified:
        return {}
    return {
        cell.key[0]: cell.value for cell in found.cells if cell.value is not None and cell.key[0] in known
    }
