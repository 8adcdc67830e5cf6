"""Small tables whose answers are known in advance."""

import numpy as np
import pytest

from kapea.engines.estimation.answers import Answer, Check, doubted, passed
from kapea.engines.estimation.bootstrap import Bootstrap, Interval, Limit
from kapea.engines.estimation.by_stepwise import answer_by_stepwise
from kapea.engines.estimation.chains import effective_draws, limit_draws, r_hat
from kapea.engines.estimation.existence import judge
from kapea.engines.estimation.floors import by_number_of_lists, chao_dark, chapman
from kapea.engines.estimation.graph_averaging import MOST_GRID_POINTS, average_over_graphs
from kapea.engines.estimation.knots import Knots
from kapea.engines.estimation.latent_class import LatentClassSampler
from kapea.engines.estimation.loglinear import fit_model
from kapea.engines.estimation.panel import Panel
from kapea.engines.estimation.sensitivity import sensitivity
from kapea.engines.estimation.settings import Settings
from kapea.engines.estimation.simulation import coverage, independent_lists, two_kinds
from kapea.engines.estimation.stepwise import main_effects
from kapea.engines.estimation.table import CaptureTable, InvalidTable

ARTIFICIAL = CaptureTable.of(["A", "B", "C"], {"100": 40, "010": 30, "001": 20, "110": 6})
FOUR = CaptureTable.of(
    ["A", "B", "C", "D"],
    {"1000": 90, "0100": 80, "0010": 70, "0001": 60, "1100": 12, "1010": 11, "1001": 9, "0110": 8, "0101": 7}
    | {"0011": 6, "1110": 2, "1101": 1, "0111": 1},
)


@pytest.mark.parametrize(
    ("pairs", "code"),
    [
        ([], 0),
        ([5, 6], 0),
        ([3], 1),
        ([3, 5], 1),
        ([3, 6], 1),
        ([3, 5, 6], 2),
    ],
)
def test_the_artificial_table_has_its_published_existence_codes(pairs: list[int], code: int) -> None:
    assert judge([*main_effects(3), *pairs], ARTIFICIAL.column[:, 0]).code == code


def said(
    method: str,
    estimate: float,
    *checks: Check,
    spread: float = 0.1,
    kind: str = "posterior",
    has_interval: bool = True,
) -> Answer:
    """An answer of a method, its interval reaching a share of the estimate to either side."""
    low, high = estimate * (1 - spread), estimate * (1 + spread)
    interval = Interval(
        low=Limit(value=low, is_extreme=False),
        high=Limit(value=high, is_extreme=False),
        level=0.95,
        kind=kind,
    )
    return Answer(
        method=method,
        observed=FOUR.observed,
        estimate=estimate,
        interval=interval if has_interval else None,
        model="",
        checks=checks,
        quantiles=np.linspace(low, high, 9) if has_interval else None,
    )


def test_two_independent_lists_give_the_classical_estimate() -> None:
    table = CaptureTable.of(["A", "B"], {"10": 80, "01": 30, "11": 20})
    assert fit_model(table, main_effects(2)).estimate == pytest.approx(100 * 50 / 20)


def test_an_overlap_of_nobody_has_its_interaction_at_minus_infinity() -> None:
    model = fit_model(ARTIFICIAL, (*main_effects(3), 5, 6))
    assert model.at_minus_infinity == (5, 6)
    assert model.expected[5] == model.expected[6] == model.expected[7] == 0
    assert model.bic == pytest.approx(-2 * model.log_likelihood + 6 * np.log(96))


def test_chao_and_chapman_are_what_their_formulas_say() -> None:
    once, twice = FOUR.seen_by_exactly(1), FOUR.seen_by_exactly(2)
    assert chao_dark(by_number_of_lists(FOUR)[:, None])[0] == pytest.approx(3 / 4 * once**2 / (2 * twice))
    pairs = {pair.lists: pair for pair in chapman(FOUR)}
    contained = FOUR.contained
    assert pairs["A", "B"].estimate == pytest.approx((contained[1] + 1) * (contained[2] + 1) / 16 - 1)
    assert ("C", "D") in pairs
    assert all(pair.shared >= 7 for pair in pairs.values())


def test_a_table_cannot_count_people_on_no_list_or_fewer_than_nobody() -> None:
    with pytest.raises(InvalidTable, match="no list"):
        CaptureTable(lists=("A", "B"), counts=np.array([1, 2, 3, 4]))
    with pytest.raises(InvalidTable, match="negative"):
        CaptureTable(lists=("A", "B"), counts=np.array([0, -2, 3, 4]))


def test_a_list_left_out_takes_only_its_own_people_along() -> None:
    smaller = FOUR.without("A")
    assert smaller.observed == FOUR.observed - 90
    assert FOUR.within("A").observed == 12 + 11 + 9 + 2 + 1


def test_sensitivity_leaves_out_each_list_and_merges_each_pair() -> None:
    found = sensitivity(FOUR, np.random.default_rng(0))
    assert [variant.change for variant in found.left_out] == ["A", "B", "C", "D"]
    assert len(found.merged) == 6
    low, high = found.range or (0, 0)
    assert low <= (found.estimate or 0) <= high
    wide = found.untestable()[-1]
    assert wide["high"] - FOUR.observed == pytest.approx(((found.estimate or 0) - FOUR.observed) * np.e)


def test_a_limit_that_is_only_the_smallest_resample_is_marked() -> None:
    resampled = Bootstrap(
        estimate=10.0,
        replicates=np.arange(1.0, 101.0),
        resamples=100,
        failed=0,
        bias=-1.3,
        acceleration=0.0,
    )
    assert resampled.bca().low.is_extreme
    assert not resampled.bca().high.is_extreme
    assert resampled.loses_a_mode
    low, high = resampled.union().limits
    assert low == resampled.bca().low.value
    assert high == resampled.percentile().high.value


def test_chains_that_disagree_are_seen() -> None:
    generator = np.random.default_rng(0)
    agreeing = generator.standard_normal((4, 500))
    assert r_hat(agreeing) < 1.01
    assert effective_draws(agreeing) > 1_000
    assert r_hat(agreeing + np.array([[0], [0], [0], [3]])) > 1.3
    slow = generator.standard_normal((4, 2000)).cumsum(axis=1)
    assert effective_draws(slow) < 50


def test_a_rarely_visited_tail_is_worth_fewer_draws_than_the_middle() -> None:
    draws = np.random.default_rng(2).standard_normal((8, 1_000))
    assert limit_draws(draws, level=0.95) > 5_000
    draws[0, :400] += 10.0
    assert limit_draws(draws, level=0.95) < 200


def test_one_latent_class_gives_the_posterior_known_in_closed_form() -> None:
    table = CaptureTable.of(["A", "B", "C"], {"100": 30, "010": 25, "001": 20, "110": 8, "101": 6, "011": 5})
    sampler = LatentClassSampler(table, np.random.default_rng(1), chains=32, classes=1, burn_in_cycles=50)
    draws = sampler.run(400).population
    from scipy.special import betaln, gammaln

    whole = np.arange(table.observed, 3_000)
    logs = gammaln(whole + 1) - gammaln(whole - table.observed + 1) - np.log(whole)
    for index in range(3):
        on = int(table.contained[1 << index])
        logs = logs + betaln(on + 1, whole - on + 1)
    shares = np.exp(logs - logs.max())
    cumulated = (shares / shares.sum()).cumsum()
    for share in (0.1, 0.5, 0.9):
        exact = whole[np.searchsorted(cumulated, share)]
        assert np.quantile(draws, share) == pytest.approx(exact, rel=0.02)


def test_knots_know_a_smooth_function_everywhere() -> None:
    knots = Knots.up_to(20_000)
    assert len(knots.points) < 2_500
    assert knots.everywhere(np.log(knots.points)) == pytest.approx(np.log(np.arange(1, 20_001)), abs=1e-6)
    assert knots.summing_weights() @ knots.points == pytest.approx(20_000 * 20_001 / 2)


def test_the_panel_refuses_a_single_figure_when_methods_differ_threefold() -> None:
    def panel(*estimates: float) -> Panel:
        answers = tuple(
            said(f"m{index}", estimate, passed("x", "x"), spread=0.2, kind="BCa")
            for index, estimate in enumerate(estimates)
        )
        return Panel(
            table=FOUR,
            answers=answers,
            floor=answers[0],
            sensitivity=sensitivity(FOUR, np.random.default_rng(0)),
            level=0.95,
        )

    agreed = panel(1000, 1100, 1300).answer()
    assert agreed.estimate == 1100
    apart = panel(1000, 1100, 3500).answer()
    assert apart.is_refused
    assert "No single figure may be published" in apart.reasons[0]
    low, high = sensitivity(FOUR, np.random.default_rng(0)).if_people_differ or (np.inf, 0.0)
    assert panel(1000, 1100, 3500).envelope == (min(800, low), max(4200, high))


def test_coverage_counts_what_misses_on_either_side() -> None:
    truth = independent_lists(np.array([0.3, 0.3, 0.3]), population=500)
    found = coverage(
        truth,
        lambda table: (400.0, 300.0, 450.0) if table.observed % 2 else (600.0, 400.0, 800.0),
        tables=40,
        generator=np.random.default_rng(0),
    )
    assert found.missed_low == 0
    assert found.covered_share + found.missed_high == pytest.approx(1)
    assert found.missed_high > 0


def test_two_kinds_of_people_make_lists_look_dependent() -> None:
    truth = two_kinds(np.array([0.5, 0.5]), np.array([0.05, 0.05]), share=0.3, population=10_000)
    assert truth.shares.sum() == pytest.approx(1)
    assert truth.shares[3] * truth.shares[0] > truth.shares[1] * truth.shares[2]


def test_a_handful_of_people_gives_no_number() -> None:
    few = CaptureTable.of(["A", "B", "C"], {"100": 3, "010": 2, "001": 2, "110": 1})
    answer = answer_by_stepwise(few, Settings(resamples=0))
    assert answer.is_refused
    assert answer.reasons == ("Only 8 people were observed; no number may rest on fewer than 10.",)


def test_one_shared_person_gives_no_interval_and_so_no_number() -> None:
    alone = {"".join("1" if i == j else "0" for j in range(6)): 50 for i in range(6)}
    answer = answer_by_stepwise(
        CaptureTable.of(list("ABCDEF"), {**alone, "110000": 1}), Settings(resamples=400)
    )
    assert answer.is_refused
    assert "resamples gave no estimate" in " ".join(answer.reasons)


def test_an_upper_limit_is_open_when_too_many_resamples_have_no_estimate() -> None:
    resampled = Bootstrap(
        estimate=10.0,
        replicates=np.arange(1.0, 1_001.0),
        resamples=1_040,
        failed=40,
        bias=0.0,
        acceleration=0.0,
    )
    assert resampled.percentile().high.is_extreme
    assert not resampled.percentile().low.is_extreme


def test_words_and_plots_read_the_union_of_both_intervals() -> None:
    answer = answer_by_stepwise(FOUR, Settings(resamples=400))
    assert answer.to_read is not None
    assert answer.interval is not None
    union = answer.details["bootstrap"]["union"]
    assert list(answer.to_read.limits) == union == answer.as_json()["interval_to_read"]
    assert answer.interval.kind == "BCa"


def test_a_very_large_table_takes_no_more_grid_than_a_small_one() -> None:
    large = CaptureTable.of(["A", "B", "C"], {"100": 300_000, "010": 200_000, "001": 90_000, "110": 30_000})
    posterior = average_over_graphs(large)
    assert len(posterior.unseen) <= MOST_GRID_POINTS
    assert posterior.unseen[-1] >= 30 * large.observed - posterior.unseen[0]


def test_a_method_that_cannot_give_its_interval_does_not_enter_the_middle() -> None:
    bare = said("stepwise", 2_000, doubted("bootstrap", "No interval."), has_interval=False)
    answers = (said("latent-class", 1_000), said("graphs", 1_100), bare)
    found = Panel(
        table=FOUR,
        answers=answers,
        floor=answers[0],
        sensitivity=sensitivity(FOUR, np.random.default_rng(0)),
        level=0.95,
    )
    assert found.answer().estimate == 1_050
    alone = Panel(
        table=FOUR,
        answers=(answers[0], bare),
        floor=bare,
        sensitivity=sensitivity(FOUR, np.random.default_rng(0)),
        level=0.95,
    )
    assert alone.answer().is_refused
