"""What the engine answers on one table, with its words in both languages, ready to be kept.

Doubts that come from where the counts come from (no national index, records without a person, bodies that
hand over to each other) are added here: the engine cannot know them. This module knows no database.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from kapea.engines.estimation.answers import Answer, Check, doubted
from kapea.engines.estimation.by_covariates import answer_by_covariates
from kapea.engines.estimation.panel import STEPS, Progress, run_panel
from kapea.engines.estimation.separate import estimate_separately
from kapea.engines.estimation.settings import Settings
from kapea.engines.estimation.strata import StratifiedTable
from kapea.engines.estimation.wording import state

LANGUAGES = ("en", "km")
COVARIATES = "covariates"


@dataclass(frozen=True, kw_only=True)
class Doubts:
    """What is known of the counts and not to be seen in them."""

    from_registers: bool
    has_index: bool
    not_linked: bool

    def checks(self) -> list[Check]:
        """Return what calls for doubt."""
        found = []
        if self.from_registers:
            found.append(doubted("hand_overs", "These bodies hand children over to each other."))
        if self.from_registers and not self.has_index:
            found.append(
                doubted("not_one_index", "Records are joined only where bodies share a person's code.")
            )
        if self.not_linked:
            found.append(doubted("not_linked", "Some records name no person and are left out."))
        return found


def steps_for(table: StratifiedTable) -> int:
    """Return how many steps the work has."""
    return STEPS + bool(table.covariates)


def answer_on(
    table: StratifiedTable, *, settings: Settings, doubts: Doubts, on_step: Progress
) -> Mapping[str, Any]:
    """Return the panel's answer, the model with covariates where there are any, and the words."""
    pooled = table.pooled()
    found = run_panel(pooled, settings, on_step=on_step).answer()
    found = replace(found, checks=(*doubts.checks(), *found.checks))
    kept: dict[str, Any] = {**found.as_json(), "words": _words(found, lists=pooled.size)}
    if table.covariates:
        on_step(STEPS, COVARIATES)
        kept[COVARIATES] = _by_group(table, settings)
    on_step(steps_for(table), "")
    return kept


def _by_group(table: StratifiedTable, settings: Settings) -> dict[str, Any]:
    together, apart = answer_by_covariates(table, settings), estimate_separately(table)
    return {**together.as_json(), "separate": [vars(stratum) for stratum in apart.strata]}


def _words(answer: Answer, *, lists: int) -> dict[str, dict[str, Any]]:
    """Return what may be said, by language."""
    said = {language: state(answer, lists=lists, language=language) for language in LANGUAGES}
    return {
        language: {
            "sentences": list(words.sentences),
            "assumptions": list(words.assumptions),
            "to_write": words.to_write,
            "never": list(words.never),
        }
        for language, words in said.items()
    }
