"""The workbench answers what the command answers: the proposals of the sources, and a saved scenario."""

import json
import re
from pathlib import Path

import pytest

from kapea.cli import main
from scenes.browsing import send

pytestmark = pytest.mark.django_db
PACK = Path(__file__).parents[3] / "packs" / "khm"


@pytest.fixture
def analyst(account, signed_in):
    return signed_in(account("legal_analyst"))


def words(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def answered(capsys, *arguments: str) -> dict:
    """Return what `kapea law assess` prints."""
    assert main(["law", "assess", "--pack", str(PACK), "--json", *arguments]) == 0
    return json.loads(capsys.readouterr().out)


@pytest.mark.parametrize("name", ["SC1", "SC3"])
def test_a_proposal_of_the_sources_is_shown_with_the_effects_that_the_sources_expect(analyst, capsys, name):
    answer = answered(capsys, "--scenario", name)
    page = words(analyst.get(f"/law/proposals/{name}/"))
    assert answer["net"] == {"SC1": {"better": 11, "worse": 0}, "SC3": {"better": 1, "worse": 0}}[name]
    assert f"better {answer['net']['better']}" in page
    assert f"worse {answer['net']['worse']}" in page
    for change in answer["changes"]:
        told = {"partial": "partly met"}
        before, after = (told.get(change[end], change[end]) for end in ("before", "after"))
        assert re.search(rf"{change['criterion']} [^→]* {before} {after} \+ better", page), change
    for one in answer["recommendations_met"]:
        assert one["id"] in page


def test_a_scenario_saved_from_the_form_answers_as_its_exported_file(analyst, capsys, tmp_path):
    sent = {
        "victim_age": "any",
        "suspect_age": "any",
        "least_unit": "years",
        "most_unit": "years",
        "least_amount": 7,
        "most_amount": 15,
        "conduct": ["recruit"],
        "object": ["person"],
        "purpose": ["exploitation"],
        "attempt": "yes",
    }
    where = send(analyst, "/law/workbench/TIPSE-12/", **sent, act="save", scenario_title="Article 12")
    send(analyst, f"{where}add/fact/", target="isp.report", value="yes", act="save")
    send(analyst, f"{where}add/repeal/", target="TIPSE-37", act="save")
    exported = tmp_path / "scenario.yaml"
    exported.write_bytes(analyst.get(f"{where}file.yaml").content)
    answer = answered(capsys, "--scenario", str(exported))
    page = words(analyst.get(where))
    shown = re.findall(
        r"(\S+) [^→+−±]*? (?:gap|partly met|unclear|compliant) (?:gap|partly met|unclear|compliant) ([+−±])",
        page,
    )
    signs = {"better": "+", "worse": "−", "mixed": "±"}
    assert len(shown) == len(answer["changes"]) >= 1
    assert [sign for _, sign in shown] == [signs[one["direction"]] for one in answer["changes"]]
    for change in answer["changes"]:
        assert change["criterion"] in page
    touched = {one["offence"] for one in answer["offence_changes"]}
    assert touched == set(
        re.findall(
            r"\b(TIPSE-12|TIPSE-37)\b",
            page.split("Offences with other elements")[1].split("Recommendations")[0],
        )
    )
    assert {one["property"] for one in answer["offence_changes"] if one["offence"] == "TIPSE-12"} >= {
        "means",
        "class",
    }
    for one in answer["recommendations_met"]:
        assert one["id"] in page.split("Recommendations met in law")[1]
