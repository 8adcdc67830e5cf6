"""What cannot be used is refused with the file, the line and the reason."""

import shutil
from pathlib import Path

import pytest

from kapea.cli import main
from kapea.engines.errors import InputFault
from kapea.packs import law
from kapea.packs.marked import FaultBook

PACK = Path(__file__).parents[3] / "packs" / "khm"


def refused(ask):
    with pytest.raises(InputFault) as caught:
        ask()
    return caught.value.fault


def written(folder, text):
    path = folder / "given.yaml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("acts: [purchase]\nvictim: {age: 130}\n", 2, "No person is 130"),
        ("acts: [purchase]\nvictim: {age: -3}\n", 2, "not an age"),
        ("acts: [purchase]\nvictim:\n  age: 15-12\n", 3, "upwards"),
        ("acts: [purchase]\nsuspect:\n  age: true\n", 3, "age must be"),
        ("acts: [purchase]\nvictim: {age: fourteen}\n", 2, "not an age"),
        ("acts: [teleport]\n", 1, "conduct 'teleport' is not known"),
        ("acts: [recrut]\n", 1, "did you mean recruit"),
        ("acts: [produce csam]\nmedium: carrier pigeon\n", 2, "medium 'carrier pigeon'"),
        ("acts: [purchase]\ndate: 2023-13-01\n", 2, "date"),
        ("acts: [purchase]\nplace: Somewhere\n", 2, "not a country"),
        ("acts: [purchase]\noffences: [TIPSE-99]\n", 2, "no provision 'TIPSE-99'"),
        ("acts: [purchase]\nvictm: {age: 3}\n", 2, "no field 'victm'"),
        ("- a\n- b\n", 1, "must be a mapping"),
        ("acts: [purchase\n", 2, "not YAML"),
        ("", 0, "empty"),
        ("acts: [purchase]\nplace: {contry: THA}\n", 2, "no field 'contry'"),
        ("acts: [[purchase]]\n", 1, "not a list in the list"),
        ("acts: [purchase]\nnote: pen\x07cil\n", 2, "a control character stands here"),
        ("? [acts]\n: [purchase]\n", 1, "a key must be one word"),
        ("acts: &same [*same]\n", 0, "contains itself"),
        (f"acts: {'[' * 3000}{']' * 3000}\n", 0, "nested too deeply"),
    ],
)
def test_facts_that_cannot_be_are_refused_where_they_stand(tmp_path, text, line, reason):
    fault = refused(lambda: law.charges(PACK, written(tmp_path, text)))
    assert (fault.file, fault.line) == (str(tmp_path / "given.yaml"), line)
    assert reason in fault.reason


def test_a_missing_file_of_facts_is_said_to_be_missing(tmp_path):
    assert refused(lambda: law.charges(PACK, tmp_path / "none.yaml")).reason == "the file is missing"


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("id: S\noverrides:\n  csam.nothing: true\n", 3, "no fact 'csam.nothing'"),
        ("id: S\noverrides:\n  csam.audio: perhaps\n", 3, "must be true, false or null"),
        ("id: S\noffences:\n  repeal: [TIPSE-99]\n", 3, "no provision 'TIPSE-99' to repeal"),
        (
            "id: S\noffences:\n  change:\n    TIPSE-99: {means: none}\n",
            4,
            "'TIPSE-99' to change",
        ),
        ("id: S\noffences:\n  add:\n  - {id: TIPSE-12, law: TIPSE, title: x}\n", 4, "already holds"),
        (
            "id: S\noffences:\n  TIPSE-41-3:\n    imprisonment: {min: 9, max: 3, unit: years}\n",
            4,
            "least term",
        ),
        ("id: S\noffences:\n  TIPSE-41-3:\n    imprisonment: {min: 1, max: 3, unit: moons}\n", 4, "'moons'"),
        ("id: S\noffences:\n  TIPSE-12: {means: magic}\n", 3, "means 'magic'"),
        ("id: S\ncommences: [NOWHERE]\n", 2, "no provision 'NOWHERE'"),
        ("id: S\ndisplaces: {CYB-27-1: TIPSE-99}\n", 2, "no provision 'TIPSE-99'"),
        ("id: S\nwishes: 3\n", 2, "no field 'wishes'"),
        ("id: S\ndefinitions:\n- {work: NOLAW, object: csam, features: {}}\n", 3, "no work 'NOLAW'"),
        (
            "id: S\ndefinitions:\n- {work: TIPSE, object: csam, features: {smell: true}}\n",
            3,
            "no feature 'smell'",
        ),
        ("scenarios:\n- {id: A}\n- {id: B}\n", 1, "one scenario, not 2"),
        (
            "offences: {repeal: [TIPSE-12], change: {TIPSE-12: {means: none}}}\n",
            1,
            "both repealed and changed",
        ),
        ("id: S\noffences:\n  TIPSE-12: {kind: crime}\n", 3, "kind 'crime' is not one of"),
        ("id: S\noffences:\n  TIPSE-12: {aggravates: TIPSE-99}\n", 2, "aggravates 'TIPSE-99'"),
    ],
)
def test_a_scenario_against_what_is_not_there_is_refused_where_it_stands(tmp_path, text, line, reason):
    fault = refused(lambda: law.assess(PACK, scenario=written(tmp_path, text)))
    assert (fault.file, fault.line) == (str(tmp_path / "given.yaml"), line)
    assert reason in fault.reason


def test_a_new_offence_with_overlapping_versions_is_refused(tmp_path):
    text = (
        "id: S\noffences:\n  add:\n  - id: NEW\n    law: TIPSE\n    title: x\n    versions:\n"
        "    - {valid_from: 2020-01-01, valid_to: 2022-01-01}\n    - {valid_from: 2021-01-01}\n"
    )
    fault = refused(lambda: law.assess(PACK, scenario=written(tmp_path, text)))
    assert (fault.line, fault.reason) == (4, "Two versions of NEW hold on the same day.")


def test_an_act_on_the_last_day_of_the_calendar_has_no_end_of_limitation(tmp_path):
    facts = "date: 9999-12-31\nacts: [produce csam]\n"
    found = law.charges(PACK, written(tmp_path, facts))["charges"]
    assert found
    assert {one["limitation_ends_on"] for one in found} == {None}


def test_a_day_that_is_none_is_refused():
    assert "not a day" in refused(lambda: law.consequences(PACK, on="2024-02-30")).reason
    assert "not a day" in refused(lambda: law.assess(PACK, on="2024-02-30")).reason


@pytest.fixture
def broken(tmp_path):
    """A copy of the pack's law in which one text is replaced by another."""

    def breaks(file, old, new):
        shutil.copytree(PACK / "law", tmp_path / "law", dirs_exist_ok=True)
        path = tmp_path / "law" / file
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        return tmp_path, text[: text.index(old)].count("\n") + 1

    return breaks


def test_overlapping_versions_of_a_provision_of_the_pack_are_refused_at_the_record(broken):
    versions = "  versions: [{valid_to: 2020-06-01}, {valid_from: 2020-01-01}]\n"
    pack, _ = broken("offences.yaml", "- id: TIPSE-10\n", "- id: TIPSE-10\n" + versions)
    fault = refused(lambda: law.consequences(pack))
    assert "Two versions of TIPSE-10 hold on the same day." in fault.reason
    assert fault.line > 0


def test_a_criterion_that_requires_an_unknown_fact_is_refused(broken):
    pack, line = broken("criteria.yaml", "  - pros.purchase\n", "  - pros.nothing\n")
    fault = refused(lambda: law.assess(pack))
    assert (fault.line, "pros.nothing" in fault.reason) == (line, True)


def test_a_fact_that_rests_on_an_unknown_provision_is_refused(broken):
    pack, _ = broken("facts.yaml", "in_force: [TIPSE-44]", "in_force: [TIPSE-444]")
    assert "no provision 'TIPSE-444'" in refused(lambda: law.assess(pack)).reason


def test_a_pack_check_collects_every_fault_of_the_law(broken):
    pack, _ = broken("facts.yaml", "in_force: [TIPSE-44]", "in_force: [TIPSE-444]")
    offences = pack / "law" / "offences.yaml"
    offences.write_text(
        offences.read_text(encoding="utf-8").replace("kind: attempt", "kind: atempt", 1), encoding="utf-8"
    )
    book = FaultBook(root=pack, strict=False)
    law.check_law_text(book)
    assert {fault.file for fault in book.faults} == {"law/facts.yaml", "law/offences.yaml"}


def test_a_wording_of_what_the_law_does_not_hold_is_a_fault_at_its_line(broken):
    pack, line = broken("wording_km.yaml", "  TIPSE-12: ", "  TIPSE-999: ")
    book = FaultBook(root=pack, strict=False)
    law.check_law_text(book)
    assert [(fault.file, fault.line) for fault in book.faults] == [("law/wording_km.yaml", line)]
    assert "no 'TIPSE-999' among its titles" in book.faults[0].reason


@pytest.mark.parametrize(
    ("command", "text", "line", "reason"),
    [
        ("charges", "acts: [purchase]\nvictim: {age: 130}\n", 2, "No person is 130"),
        ("charges", "acts: [purchase]\noffences: [TIPSE-99]\n", 2, "no provision 'TIPSE-99'"),
        ("assess", "id: S\noffences:\n  repeal: [TIPSE-99]\n", 3, "no provision 'TIPSE-99' to repeal"),
        ("assess", "id: S\noffences:\n  TIPSE-12: {means: magic}\n", 3, "means 'magic'"),
        (
            "assess",
            "id: S\noffences:\n  add:\n  - id: NEW\n    law: TIPSE\n    title: x\n    versions:\n"
            "    - {valid_from: 2020-01-01, valid_to: 2022-01-01}\n    - {valid_from: 2021-01-01}\n",
            4,
            "Two versions of NEW hold on the same day.",
        ),
    ],
)
def test_the_command_says_file_line_and_reason_once_and_ends_with_2(
    tmp_path, capsys, command, text, line, reason
):
    path = written(tmp_path, text)
    option = [str(path)] if command == "charges" else ["--scenario", str(path)]
    assert main(["law", command, *option, "--pack", str(PACK), "--json"]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.count("\n") == 1
    assert f"{path}:{line}" in told.err
    assert reason in told.err
    assert "Traceback" not in told.err
