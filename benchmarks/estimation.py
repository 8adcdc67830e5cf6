"""How fast estimation is beside the R packages: `python -m benchmarks.estimation [--quick] [--coverage]`.

CPU seconds of this process on one thread. The R figures were recorded on a two-core machine (see
`tests/acceptance/estimation/tables/SOURCES.md`); where Rscript and SparseMSE are installed they are run
here as well, so that both figures come from one machine. Ratios mean more than seconds.
"""

import argparse
import json
import os
import shutil
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

for variable in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(variable, "1")

import numpy as np  # noqa: E402

from kapea.engines.estimation.bootstrap import bootstrap  # noqa: E402
from kapea.engines.estimation.by_latent_class import GOOD_R_HAT, agreement, later_half  # noqa: E402
from kapea.engines.estimation.chains import LARGEST_R_HAT, effective_draws  # noqa: E402
from kapea.engines.estimation.command import run  # noqa: E402
from kapea.engines.estimation.criteria import Criterion, rank_models  # noqa: E402
from kapea.engines.estimation.graph_averaging import average_over_graphs  # noqa: E402
from kapea.engines.estimation.latent_class import LatentClassSampler  # noqa: E402
from kapea.engines.estimation.loglinear import fit_model  # noqa: E402
from kapea.engines.estimation.reading import read_table  # noqa: E402
from kapea.engines.estimation.refit import BestOf  # noqa: E402
from kapea.engines.estimation.simulation import Truth, coverage  # noqa: E402
from kapea.engines.estimation.stepwise import choose_stepwise  # noqa: E402
from kapea.engines.estimation.table import CaptureTable  # noqa: E402

TABLES = Path(__file__).resolve().parents[1] / "tests" / "acceptance" / "estimation" / "tables"
R = json.loads((TABLES / "r_results.json").read_text(encoding="utf-8"))
LATENT_CLASS_TABLES = (
    "UKdat_5", "UKdat", "Western", "Kosovo", "Korea", "HIV_Rome", "NewOrl_5", "SpinaBifida_3", "Artificial_3",
)  # fmt: skip
LATENT_CLASS_SEEDS = (1, 2, 3)
CYCLES_BETWEEN_LOOKS, MOST_SECONDS = 25, 60.0


def cpu_seconds(work: Callable[[], object]) -> tuple[float, object]:
    """Return the CPU seconds and the result of one run."""
    started = time.process_time()
    result = work()
    return time.process_time() - started, result


def row(name: str, seconds: float, theirs: float | None = None, goal: str = "") -> None:
    """Print one measurement, with the ratio to the recorded R figure."""
    text = f"{name:<54} {seconds:9.3f} s"
    if theirs is not None:
        ratio = theirs / seconds
        text += f"   R {theirs:9.3f} s   ratio {ratio:8.{0 if ratio >= 10 else 2}f}"
    print(text + (f"   goal {goal}" if goal else ""), flush=True)


def stepwise_bootstrap(table: CaptureTable, number: int) -> object:
    """Return the bootstrap with stepwise selection in every resample."""
    return bootstrap(
        table.column[:, 0],
        lambda counts: choose_stepwise(counts).dark,
        number=number,
        generator=np.random.default_rng(1),
    )


def measure_stepwise() -> None:
    """Print the BCa bootstrap of stepwise selection on every table R was timed on."""
    for name in ("UKdat", "UKdat_5", "Western", "NewOrl_5", "Ned_5", "Kosovo", "Korea"):
        table = read_table(TABLES / f"{name}.csv")
        seconds = min(cpu_seconds(lambda table=table: stepwise_bootstrap(table, 1_000))[0] for _ in range(3))
        goal = "ratio 300" if name.startswith("UK") else ""
        row(f"{name}: stepwise, BCa of 1,000", seconds, R[name]["bootstrap_1000_seconds"], goal)
    table = read_table(TABLES / "UKdat.csv")
    row(
        "UKdat: stepwise, BCa of 20,000",
        cpu_seconds(lambda: stepwise_bootstrap(table, 20_000))[0],
        goal="< 20 s",
    )


def measure_criteria() -> None:
    """Print the search over hierarchical models and its bootstrap."""
    for name in ("UKdat_5", "Western"):
        table = read_table(TABLES / f"{name}.csv")
        seconds, ranking = cpu_seconds(lambda table=table: rank_models(table, Criterion.BIC))
        row(f"{name}: 6,212 models up to order 3", seconds, R[name]["bic"]["seconds_point"])
        procedure = BestOf(ranking, cells=len(table.counts))  # type: ignore[arg-type]
        seconds, _ = cpu_seconds(
            lambda table=table, procedure=procedure: bootstrap(
                table.column[:, 0], procedure, number=1_000, generator=np.random.default_rng(1)
            )
        )
        row(f"{name}: best of 100 models, BCa of 1,000", seconds, R[name]["bic"]["seconds"])
        seconds, _ = cpu_seconds(lambda table=table: rank_models(table, Criterion.BIC, order=2))
        row(f"{name}: 1,024 pair models", seconds, R[name]["rcapture"]["seconds"])
    table = read_table(TABLES / "UKdat.csv")
    row("UKdat: 32,768 pair models", cpu_seconds(lambda: rank_models(table, Criterion.BIC, order=2))[0])


def measure_graphs() -> None:
    """Print graph averaging."""
    for name in ("UKdat_5", "Ned_5", "Western", "Kosovo"):
        table = read_table(TABLES / f"{name}.csv")
        seconds = min(cpu_seconds(lambda table=table: average_over_graphs(table))[0] for _ in range(3))
        row(f"{name}: decomposable graphs", seconds, R[name]["graphs"]["seconds"], "ratio 10 (five lists)")
    table = read_table(TABLES / "UKdat.csv")
    row(
        "UKdat: 18,154 graphs of six lists (dga: impossible)",
        cpu_seconds(lambda: average_over_graphs(table))[0],
    )


def measure_latent_class() -> None:
    """Print CPU seconds until there are as many independent draws as one of LCMCR's chains gave."""
    for name in LATENT_CLASS_TABLES:
        table, theirs = read_table(TABLES / f"{name}.csv"), R[name]["latent_class"]
        wanted = float(np.mean(theirs["effective_draws_per_chain"]))
        measured = [until_worth(table, wanted, seed=seed) for seed in LATENT_CLASS_SEEDS]
        strict = [until_worth(table, wanted, seed=seed, most_apart=GOOD_R_HAT) for seed in LATENT_CLASS_SEEDS]
        seconds = float(np.median([each[0] for each in measured]))
        worth = float(np.median([each[1] for each in measured]))
        apart = max(each[2] for each in measured)
        row(
            f"{name}: latent class, {wanted:,.0f} draws like LCMCR's",
            seconds,
            theirs["seconds_per_110000_sweeps"],
            "ratio 1",
        )
        print(
            f"    independent draws a second {worth / seconds:8.0f}   "
            f"LCMCR {wanted / theirs['seconds_per_110000_sweeps']:8.0f}   "
            f"R-hat {apart:.3f}   LCMCR {theirs['r_hat']:.3f}   until R-hat {GOOD_R_HAT} "
            f"ratio {theirs['seconds_per_110000_sweeps'] / np.median([each[0] for each in strict]):.2f}",
            flush=True,
        )


def until_worth(
    table: CaptureTable, wanted: float, *, seed: int, most_apart: float = LARGEST_R_HAT
) -> tuple[float, float, float]:
    """Return CPU seconds from the start, burn-in included; the draws they are worth; R-hat."""
    started = time.process_time()
    sampler = LatentClassSampler(table, np.random.default_rng(seed))
    while True:
        kept = later_half(sampler.run(CYCLES_BETWEEN_LOOKS))
        seconds, worth, apart = time.process_time() - started, effective_draws(kept), agreement(kept)
        if (worth >= wanted and apart <= most_apart) or seconds > MOST_SECONDS:
            return seconds, worth, apart


def measure_panel() -> None:
    """Print the whole panel on five lists, as the command runs it."""
    args = SimpleNamespace(file=str(TABLES / "UKdat_5.csv"), method="panel", bootstrap=20_000, seed=1)
    row("UKdat_5: whole panel, 20,000 resamples", cpu_seconds(lambda: run(args))[0], goal="< 60 s")


def measure_r() -> None:
    """Run SparseMSE beside ours when R is there."""
    if shutil.which("Rscript") is None:
        print("Rscript is not here: the R figures above are the recorded ones.")
        return
    program = (
        "library(SparseMSE); d <- read.csv(commandArgs(TRUE)[1], check.names=FALSE);"
        "s <- system.time(z <- estimatepopulation(d, nboot=100, pthresh=0.02, iseed=1234));"
        "cat(10 * (s[['user.self']] + s[['sys.self']]), z$popest)"
    )
    for name in ("UKdat_5", "UKdat"):
        found = subprocess.run(
            ["Rscript", "-e", program, str(TABLES / f"{name}.csv")],
            capture_output=True,
            text=True,
            check=False,
        )
        if found.returncode:
            print("SparseMSE is not installed: the R figures above are the recorded ones.")
            return
        seconds, estimate = map(float, found.stdout.split()[-2:])
        ours, _ = cpu_seconds(lambda name=name: stepwise_bootstrap(read_table(TABLES / f"{name}.csv"), 1_000))
        row(f"{name}: here, R estimates {estimate:,.0f} (100 x 10)", ours, seconds)


def measure_coverage(tables: int, resamples: int) -> None:
    """Print how often 95 % intervals hold the truth when the fitted stepwise model is the truth."""
    for name in ("UKdat_5", "Ned_5", "Western"):
        table = read_table(TABLES / f"{name}.csv")
        choice = choose_stepwise(table.column)
        truth = Truth.of_model(fit_model(table, choice.parameters(0, lists=table.size)))
        for kind in ("bca", "percentile", "union"):

            def method(drawn: CaptureTable, kind: str = kind) -> tuple[float, float, float]:
                found = bootstrap(
                    drawn.column[:, 0],
                    lambda counts: choose_stepwise(counts).dark,
                    number=resamples,
                    generator=np.random.default_rng(drawn.observed),
                )
                return (found.estimate, *getattr(found, kind)().limits)

            seen = coverage(truth, method, tables=tables, generator=np.random.default_rng(7))
            print(
                f"{name:<10} {kind:<11} covered {seen.covered_share:.3f}  low {seen.missed_low:.3f}  "
                f"high {seen.missed_high:.3f}  high/low {seen.width:.2f}  bias {seen.bias:+.2f}",
                flush=True,
            )


def main() -> None:
    """Print every measurement."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--latent", action="store_true", help="only the latent classes")
    parser.add_argument("--quick", action="store_true", help="leave out the panel and the latent classes")
    parser.add_argument("--coverage", type=int, default=0, metavar="TABLES", help="simulate so many tables")
    args = parser.parse_args()
    if args.latent:
        measure_latent_class()
        return
    measure_stepwise()
    measure_criteria()
    measure_graphs()
    if not args.quick:
        measure_latent_class()
        measure_panel()
    measure_r()
    if args.coverage:
        measure_coverage(args.coverage, 1_000)


if __name__ == "__main__":
    main()
