"""What a terminal shows of an answer: words, ranges, doubts; never more figures than are known."""

from types import SimpleNamespace

from kapea.engines.estimation.command import run
from kapea.engines.estimation.report import as_text
from kapea.engines.estimation.wording import figures
from scenes.captures import TABLES


def test_a_terminal_reads_words_a_range_and_the_doubts() -> None:
    answer = run(SimpleNamespace(file=str(TABLES / "UKdat_5.csv"), method="stepwise", bootstrap=300))
    text = as_text(answer)
    assert "2\u00a0744 presumed victims were on at least one of 5 lists" in text
    assert "To be written: “2\u00a0744 were found." in text
    assert "stepwise  11\u00a0300 (" in text
    assert "doubted: " in text
    assert "នេះជាការប៉ាន់ប្រមាណ" in text
    assert "11312" not in text


def test_a_terminal_reads_a_refusal_without_any_number(tmp_path) -> None:
    path = tmp_path / "table.csv"
    path.write_text("A,B,C,count\n1,0,0,40\n1,1,0,30\n1,0,1,20\n", encoding="utf-8")
    text = as_text(run(SimpleNamespace(file=str(path), method="stepwise", bootstrap=0)))
    assert "No figure for all presumed victims can be given." in text
    assert "no number" in text
    assert "failed: List A holds everyone who was observed." in text


def test_groups_stand_below_the_total() -> None:
    answer = run(
        SimpleNamespace(file=str(TABLES / "ScotPWID_strata.csv"), by="Region,Gender,Age", bootstrap=0)
    )
    text = as_text(answer)
    assert "By Gender:" in text
    assert "  Male: " in text


def test_a_limit_is_never_below_what_was_found() -> None:
    assert figures(2_744.3, least=2_744) == "2\u00a0744"
    assert figures(2_760.0, least=2_744) == "2\u00a0760"
