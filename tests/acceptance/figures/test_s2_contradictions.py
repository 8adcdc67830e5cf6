"""What is known to be contradictory in the five sources is found, and what is sound is left alone."""

from pathlib import Path

import pytest

from kapea.engines.errors import InputFault
from kapea.packs import evidence

PACK = Path(__file__).parents[3] / "packs" / "khm"


@pytest.fixture(scope="module")
def findings():
    return evidence.check(PACK)["findings"]


def _with(findings, rule, *tables):
    return [each for each in findings if each["rule"] == rule and set(tables) <= set(each["tables"])]


def test_the_opsc_has_four_different_ratification_dates(findings):
    found = next(each for each in findings if "OPSC" in each["subject"])
    assert {(each["source"], each["value"]) for each in found["claims"]} == {
        ("S2", "2002-02-21"),
        ("S0", "2002-02-21"),
        ("S1", "2005"),
        ("S3", "2002-01-02"),
        ("S4", "2002-05-30"),
    }


def test_one_offence_label_is_printed_twice_with_different_figures(findings):
    (found,) = _with(findings, "label_twice")
    assert found["subject"] == "Procurement with regard to Child Prostitution"
    assert {each["locator"] for each in found["claims"]} == {"§15"}


def test_more_assistance_than_victims_is_printed_for_2008_and_2009(findings):
    found = _with(findings, "part_exceeds_whole", "s2-014c-assistance")
    assert [[each["value"] for each in one["claims"]] for one in found] == [[948, 947], [800, 791]]


def test_the_follow_up_services_of_2010_do_not_make_their_total(findings):
    (found,) = _with(findings, "total_differs")
    assert [each["value"] for each in found["claims"]] == [1611, 237, 165, 212, 595]
    assert found["state"] == "to_check"


def test_eight_percent_foreigners_disagree_with_thirty_two_of_723(findings):
    (found,) = _with(findings, "share_differs")
    assert [each["value"] for each in found["claims"]] == [8, 32, 723]


def test_the_tables_that_add_up_are_not_reported(findings):
    sound = {
        "s2-014b-victims-by-age",
        "s2-018-court-results",
        "s2-096-foreign-suspects",
        "s2-007-residential-care",
        "s2-108-mou",
    }
    assert not {table for each in _with(findings, "total_differs") for table in each["tables"]} & sound


def test_eleven_percent_of_what_is_told_in_two_ways(findings):
    found = next(each for each in findings if each["property"] == "share of what")
    assert {each["locator"] for each in found["claims"]} == {"§13", "§94"}


def test_every_finding_names_sources_of_the_pack_and_a_place(findings):
    for each in findings:
        assert each["message"]
        assert {claim["source"] for claim in each["claims"]} <= {"S0", "S1", "S2", "S3", "S4"}
        assert all(claim["locator"] for claim in each["claims"])


def test_a_relation_that_names_no_figure_is_refused_with_its_line(tmp_path):
    folder = tmp_path / "publications"
    (folder / "tables").mkdir(parents=True)
    (folder / "tables.yaml").write_text("tables: []\n")
    (folder / "relations.yaml").write_text(
        "relations:\n- kind: same\n  reason: Because.\n  value:\n  - {table: nothing, year: '2009'}\n"
    )
    with pytest.raises(InputFault, match="no figure of table 'nothing'") as refused:
        evidence.check(tmp_path)
    assert refused.value.fault.line == 5


def test_a_claim_with_an_unreadable_date_is_refused_with_its_line(tmp_path):
    folder = tmp_path / "publications"
    folder.mkdir()
    (folder / "tables.yaml").write_text("tables: []\n")
    (folder / "claims.yaml").write_text(
        "claims:\n- subject: OPSC\n  property: ratified\n  kind: date\n  values:\n"
        "  - {value: spring 2002, source: S2 §1}\n"
    )
    with pytest.raises(InputFault, match="spring 2002") as refused:
        evidence.check(tmp_path)
    assert refused.value.fault.line == 6
