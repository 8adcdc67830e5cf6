"""What one estimate's page shows, in the reader's language, once it has an answer or before."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from kapea.engines.estimation.check_words import explain
from kapea.guard.pack import current_pack
from kapea.monitoring.statistics.estimates import charts
from kapea.monitoring.statistics.estimates.queries import state_of
from kapea.monitoring.statistics.estimates.rates import PER, rate_of
from kapea.monitoring.statistics.estimates.services import table_of
from kapea.monitoring.statistics.estimates.words import (
    CHECK_STATES,
    GROUPS,
    METHODS,
    STATES,
    STEPS,
    list_name,
)
from kapea.monitoring.statistics.models import Estimate
from kapea.registers.choices import in_language

Context = dict[str, Any]
WITHOUT_A_MODEL = ("latent-class", "chao")
ORDER = ("failed", "doubted", "passed")


def page_of(row: Estimate, *, language: str, threshold: int, now: datetime) -> Context:
    """Return everything the page needs."""
    state = state_of(row, now=now)
    words, tone = STATES[state]
    return {
        "estimate": row,
        "state_code": state,
        "state": words,
        "tone": tone,
        "facts": _facts(row),
        "step": STEPS.get(row.step, row.step),
        **(_answered(row, language=language, threshold=threshold) if row.answer else {}),
    }


def _facts(row: Estimate) -> list[tuple[str, object]]:
    origin = _("The registers") if row.origin == "registers" else _("A table that was given")
    facts: list[tuple[str, object]] = [
        (_("Period"), f"{row.first_on:%Y-%m-%d} – {row.last_on:%Y-%m-%d}"),
        (_("Lists"), ", ".join(list_name(name) for name in row.lists)),
        (_("Counts from"), origin),
        (_("Version of the counts"), row.table_version[:12]),
        (_("Version of the program"), row.program_version),
        (_("Resamples and seed"), f"{row.resamples} / {row.seed}"),
        (_("Asked for by"), row.asked_by_name),
    ]
    if row.index_version:
        facts.insert(4, (_("Version of the national index"), row.index_version[:12]))
    return facts


def _answered(row: Estimate, *, language: str, threshold: int) -> Context:
    answer: Mapping[str, Any] = row.answer or {}
    words = answer["words"].get(language) or answer["words"]["en"]
    return {
        "words": words,
        "observed": answer["observed"],
        "rate": rate_of(row, current_pack()),
        "per": PER,
        "overlaps": charts.overlap_rows(table_of(row), threshold=threshold),
        "methods": charts.method_rows(answer),
        "model_table": _models(answer),
        "distribution": charts.distribution_rows(answer),
        "resampled": charts.resampled(answer),
        "sensitivity": charts.sensitivity_rows(answer),
        "groups": [
            (GROUPS.get(name, name), rows) for name, rows in charts.group_rows(answer, threshold=threshold)
        ],
        "checks": _checks(answer, language),
    }


def _models(answer: Mapping[str, Any]) -> list[Context]:
    """Return each method with its chosen model and, for chains, how well they agree."""
    return [
        {
            "method": METHODS.get(each["method"], each["method"]),
            "model": "" if each["method"] in WITHOUT_A_MODEL else each["model"],
            "r_hat": each.get("r_hat"),
            "estimate": charts.rounded(each["estimate"]),
            "interval": [charts.rounded(limit) for limit in each["interval"] or ()],
        }
        for each in answer["panel"]
    ]


def _checks(answer: Mapping[str, Any], language: str) -> list[Context]:
    """Return what was looked at, the gravest first, each sentence once and without counts."""
    found = []
    for state in ORDER:
        words, tone = CHECK_STATES[state]
        names = (check["name"] for check in answer["checks"] if check["state"] == state)
        told = (explain(name, state) for name in names)
        said = dict.fromkeys(in_language(each) for each in told if each)
        found += [{"state": words, "tone": tone, "text": text} for text in said]
    return found
