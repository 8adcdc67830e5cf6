"""What the Bayesian latent class model answers, and when its chains are refused.

Eight groups of eight chains, each group from a start of its own, run on until the groups agree or the budget
ends; the first half of every chain is thrown away. Groups that still disagree give no number: each would
have looked fine alone. Nor do chains of which hardly any has seen more than one kind of answer: what they
say together depends on where they began. Chains that agree but move slowly say so.
"""

import numpy as np

from kapea.engines.estimation.answers import Answer, Check, doubted, evenly_spaced, failed, passed, refusal
from kapea.engines.estimation.arrays import Floats
from kapea.engines.estimation.bootstrap import Interval, Limit, tails
from kapea.engines.estimation.chains import (
    FEWEST_EFFECTIVE_DRAWS,
    LARGEST_R_HAT,
    effective_draws,
    limit_draws,
    nested_r_hat,
)
from kapea.engines.estimation.latent_class import CLASSES, LatentClassDraws, LatentClassSampler, group_of
from kapea.engines.estimation.screening import screen
from kapea.engines.estimation.settings import Settings
from kapea.engines.estimation.table import CaptureTable

METHOD = "latent-class"
FIRST_CYCLES = 200
MOST_DOUBLINGS = 5
USUAL_HISTORIES = 40
FEWEST_FIRST_CYCLES = 40
GOOD_R_HAT = 1.01
HOPELESS_R_HAT = 1.25
DOUBLINGS_BEFORE_GIVING_UP = 3
ENOUGH_DRAWS, ENOUGH_LIMIT_DRAWS = 2_500, 2_500
SLOW_CYCLES = 30
FEWEST_DRAWS_A_CHAIN = 2
FEWEST_LISTS = 3
LAST_CLASS_SHARE = 0.5


def answer_by_latent_class(
    table: CaptureTable, settings: Settings, *, first_cycles: int = FIRST_CYCLES
) -> Answer:
    """Return the posterior median and interval of the latent class model."""
    checks = screen(table)
    if table.size < FEWEST_LISTS:
        checks.append(failed("lists", "The latent class model needs at least three lists."))
    if any(check.state == "failed" for check in checks):
        return refusal(METHOD, table.observed, checks)
    cycles = affordable(table, first_cycles)
    sampler = LatentClassSampler(table, settings.generator(METHOD))
    draws = sampler.run(cycles)
    for doubling in range(MOST_DOUBLINGS - 1):
        kept = later_half(draws)
        is_hopeless = doubling >= DOUBLINGS_BEFORE_GIVING_UP and agreement(kept) > HOPELESS_R_HAT
        if _agree_well(kept, level=settings.level) or is_hopeless:
            break
        draws = sampler.run(cycles << doubling)
    kept = later_half(draws)
    return _answer(table, settings, draws, kept, [*checks, *chain_checks(kept, draws)])


def affordable(table: CaptureTable, cycles: int) -> int:
    """Return fewer cycles where each costs more, because very many histories occur."""
    histories = int((table.counts > 0).sum())
    return max(min(cycles, cycles * USUAL_HISTORIES // histories), min(cycles, FEWEST_FIRST_CYCLES))


def later_half(draws: LatentClassDraws) -> Floats:
    """Return (chains, kept): the later half of every chain."""
    return draws.population[:, draws.population.shape[1] // 2 :].astype(np.float64)


def agreement(kept: Floats) -> float:
    """Return the nested R-hat of the groups of chains; 1 is agreement."""
    return nested_r_hat(kept, group_of(len(kept)))


def _agree_well(kept: Floats, *, level: float) -> bool:
    return (
        agreement(kept) <= GOOD_R_HAT
        and effective_draws(kept) >= ENOUGH_DRAWS
        and limit_draws(kept, level=level) >= ENOUGH_LIMIT_DRAWS
    )


def chain_checks(kept: Floats, draws: LatentClassDraws) -> list[Check]:
    """Return what is said about the agreement of the chains."""
    apart, worth = agreement(kept), effective_draws(kept)
    groups = group_of(len(kept))
    told = f"R-hat of {len(kept)} chains is {apart:.3f}, worth {worth:,.0f} independent draws."
    if apart > LARGEST_R_HAT:
        medians = np.array([np.median(kept[groups == name]) for name in np.unique(groups)])
        found = (
            f"The chains disagree (R-hat {apart:.2f}, more than {LARGEST_R_HAT}): "
            f"their medians lie between {medians.min():,.0f} and {medians.max():,.0f}."
        )
        return [failed("chains", found)]
    if worth < FEWEST_DRAWS_A_CHAIN * len(kept):
        found = (
            f"{len(kept)} chains are worth only {worth:,.0f} independent draws: hardly any moved between the "
            "answers that the table allows, so their shares depend on where the chains began."
        )
        return [failed("chains", found)]
    if draws.last_class_share.max() > LAST_CLASS_SHARE:
        return [failed("truncation", "A chain sits in the last class: the truncation shapes the answer.")]
    checks = [doubted("chains", told) if worth < FEWEST_EFFECTIVE_DRAWS else passed("chains", told)]
    first = draws.population[:, :FIRST_CYCLES].astype(np.float64)
    cycles_a_draw = first.size / effective_draws(first)
    if cycles_a_draw > SLOW_CYCLES:
        found = (
            f"From their starts the chains needed {cycles_a_draw:,.0f} cycles for each independent draw: the "
            "table allows answers that lie apart, and a shorter computation may find only some of them."
        )
        checks.append(doubted("slow_chains", found))
    return checks


def _answer(
    table: CaptureTable, settings: Settings, draws: LatentClassDraws, kept: Floats, checks: list[Check]
) -> Answer:
    details: dict[str, object] = {
        "r_hat": agreement(kept),
        "effective_draws": effective_draws(kept),
        "chains": len(kept),
        "cycles_per_chain": draws.cycles,
        "chain_medians": [float(median) for median in np.median(kept, axis=1)],
        "occupied_classes": draws.occupied,
        "cap_on_unseen": None,
    }
    if any(check.state == "failed" for check in checks):
        return refusal(METHOD, table.observed, checks, **details)
    low, high = (float(np.quantile(kept, share)) for share in tails(settings.level))
    return Answer(
        method=METHOD,
        observed=table.observed,
        estimate=float(np.median(kept)),
        interval=Interval(
            low=Limit(value=low, is_extreme=False),
            high=Limit(value=high, is_extreme=False),
            level=settings.level,
            kind="posterior",
        ),
        model=f"at most {CLASSES} latent classes, {draws.occupied:.1f} of them with people",
        checks=tuple(checks),
        quantiles=evenly_spaced(kept),
        details=details,
    )
