"""`kapea estimate` gives the agreed shape, and says no where no number can stand."""

import json
from pathlib import Path
from types import SimpleNamespace

import pytest

from kapea.engines.errors import InputFault, KapeaError
from kapea.engines.estimation.command import METHODS, exit_status, run
from scenes.captures import TABLES

SHAPE = {"method", "estimate", "interval", "level", "observed", "model", "checks", "seconds"}


def estimated(name: str, **more: object) -> dict[str, object]:
    return run(SimpleNamespace(file=str(TABLES / f"{name}.csv"), **more))


@pytest.mark.parametrize("method", [name for name in METHODS if name not in ("panel", "latent-class")])
def test_every_method_answers_in_the_agreed_shape(method: str) -> None:
    answer = estimated("UKdat_5", method=method, bootstrap=200, seed=3)
    assert set(answer) >= SHAPE
    assert answer["method"] == method
    assert answer["observed"] == 2744
    low, high = answer["interval"]
    assert low < answer["estimate"] < high
    assert {"name", "state", "message"} == set(answer["checks"][0])
    json.dumps(answer, allow_nan=False)
    assert exit_status(answer) == 0


def test_without_resamples_there_is_no_interval() -> None:
    answer = estimated("UKdat_5", method="stepwise", bootstrap=0)
    assert answer["interval"] is None
    assert answer["level"] is None
    assert answer["estimate"] == pytest.approx(11312.99, abs=0.01)


def test_the_same_seed_gives_the_same_interval_and_another_seed_another() -> None:
    first, again, other = (
        estimated("Western", method="stepwise", bootstrap=300, seed=seed)["interval"] for seed in (1, 1, 2)
    )
    assert first == again != other


def test_a_list_that_holds_everyone_gives_a_refusal(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text("A,B,C,count\n1,0,0,40\n1,1,0,30\n1,0,1,20\n", encoding="utf-8")
    answer = run(SimpleNamespace(file=str(path), method="stepwise", bootstrap=0))
    assert answer["state"] == "refused"
    assert answer["estimate"] is None
    assert exit_status(answer) == 1
    assert "No figure" in answer["statement"]["en"]
    assert "មិនអាចផ្តល់តួលេខ" in answer["statement"]["km"]


def test_the_words_say_what_is_estimated_and_what_was_counted() -> None:
    words = estimated("UKdat_5", method="stepwise", bootstrap=200)["statement"]["en"]
    assert "2\u00a0744 presumed victims were on at least one of 5 lists" in words
    assert "11\u00a0300: 4.1 times as many as were found" in words
    assert "the true number may still lie outside" in words


def test_covariates_give_totals_that_add_up() -> None:
    answer = estimated("ScotPWID_strata", by="Region,Gender,Age", bootstrap=0)
    assert answer["estimate"] == pytest.approx(32545.7, abs=0.1)
    refused = [stratum for stratum in answer["separate"] if stratum["estimate"] is None]
    assert [stratum["values"] for stratum in refused] == [("GGC", "Female", "Old")]
    assert refused[0]["reason"] == "Fewer than 10 people are on two lists."
    assert answer["sum_of_separate"] is None


@pytest.mark.parametrize("wrong", [{"method": "guess"}, {"bootstrap": -1}, {"seed": -1}])
def test_wrong_arguments_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(KapeaError):
        estimated("Korea", **wrong)


def test_a_file_that_cannot_be_used_is_an_input_fault(tmp_path: Path) -> None:
    with pytest.raises(InputFault):
        run(SimpleNamespace(file=str(tmp_path / "absent.csv")))


@pytest.mark.slow
def test_the_panel_shows_how_much_the_method_matters() -> None:
    answer = estimated("UKdat_5", bootstrap=1000)
    names = {check["name"]: check["state"] for check in answer["checks"]}
    assert names["method_spread"] == "doubted"
    assert answer["spread"] > 2
    low, high = answer["interval"]
    assert low < 11_313
    assert high > 25_311
    assert {row["method"] for row in answer["panel"]} == set(METHODS) - {"panel"}


def test_twenty_lists_are_answered_or_refused_within_a_memory_that_there_is(tmp_path: Path) -> None:
    lists = [f"L{number}" for number in range(20)]
    rows = [",".join("1" if i == j else "0" for j in range(20)) + ",40" for i in range(20)]
    rows += [",".join("1" if j in (i, i + 1) else "0" for j in range(20)) + ",3" for i in range(19)]
    path = tmp_path / "table.csv"
    path.write_text(",".join([*lists, "count"]) + "\n" + "\n".join(rows) + "\n", encoding="utf-8")
    answer = run(SimpleNamespace(file=str(path), method="chao", bootstrap=2_000))
    assert answer["state"] == "answered"
    assert answer["estimate"] > answer["observed"] == 857
