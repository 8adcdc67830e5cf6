"""A file that cannot be linked is refused with its line and the reason; every other file is read."""

from pathlib import Path

import pytest

from kapea.engines.errors import InputFault
from kapea.engines.linkage.command import run
from kapea.engines.linkage.records import COLUMNS, read_folder, read_truth


def write(folder: Path, name: str, text: str) -> Path:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


def test_each_body_file_adds_its_records(tmp_path: Path) -> None:
    write(tmp_path, "police.csv", "record_id,name_km\nP1,សុខ ហេង\n")
    write(tmp_path, "shelter.csv", "record_id,name_latin\nS1,Sok Heng\nS2,\n")
    table = read_folder(tmp_path)
    assert table.column_names == list(COLUMNS)
    assert table["record_id"].to_pylist() == ["P1", "S1", "S2"]
    assert table["source"].to_pylist() == ["police", "shelter", "shelter"]
    assert table["name_latin"].to_pylist() == [None, "Sok Heng", None]


def test_another_systems_column_names_are_understood(tmp_path: Path) -> None:
    write(tmp_path, "a.csv", "rec_id,name_lat,dob,secret_code\n1,Sok,2010-02-03,SC1\n")
    row = read_folder(tmp_path).to_pylist()[0]
    assert (row["name_latin"], row["birth_date"], row["case_code"]) == ("Sok", "2010-02-03", "SC1")


def test_a_file_begun_by_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    write(tmp_path, "a.csv", "\ufeffrecord_id,age\n1,12\n")
    assert read_folder(tmp_path)["age"].to_pylist() == ["12"]


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("name_km\nសុខ\n", 1, "record_id is missing"),
        ("record_id,dob,birth_date\n1,,\n", 1, "Two columns say birth_date"),
        ("record_id,age\n1,12\n,13\n", 3, "record_id is empty"),
        ("record_id,birth_date\n1,2010-01-01\n2,yesterday\n", 3, "not a date"),
        ("record_id,event_date\n1,2010-13-01\n", 2, "not a date"),
        ("record_id,age\n1,twelve\n", 2, "not an age"),
        ("record_id,age\n1,12\n1,13\n", 3, "already in bad.csv, line 2"),
        ("record_id,age\n1,12,13\n", 2, "more or fewer cells"),
        ("record_id,birth_date\n1,2010-02-28\n2,2010-02-31\n", 3, "no calendar has"),
        (f"record_id,name_km,age\n1,{'x' * 200_000},12\n2,,old\n", 0, "not an age"),
        (f"record_id,name_km\n1,a\n2,{'x' * 2_500_000}\n", 3, "longer than a megabyte"),
        ('record_id,name_km,age\n1,"two\nlines",12\n2,,old\n', 4, "not an age"),
    ],
)
def test_a_faulty_file_is_refused_with_its_line(tmp_path: Path, text: str, line: int, reason: str) -> None:
    write(tmp_path, "bad.csv", text)
    with pytest.raises(InputFault) as refused:
        read_folder(tmp_path)
    assert refused.value.fault.file.endswith("bad.csv")
    assert refused.value.fault.line == line
    assert reason in refused.value.fault.reason


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b"record_id\n\xff\xfe\n", "not UTF-8"),
        ("record_id,name_km\n1,x\n".encode("utf-16"), "not UTF-8"),
        (bytes(range(256)) * 40, "not UTF-8"),
        (b"record_id,age\n", "no record"),
    ],
)
def test_a_file_that_is_no_text_table_is_refused(tmp_path: Path, content: bytes, reason: str) -> None:
    (tmp_path / "bad.csv").write_bytes(content)
    with pytest.raises(InputFault, match=reason):
        read_folder(tmp_path)


def test_a_body_without_records_may_stand_beside_others(tmp_path: Path) -> None:
    write(tmp_path, "a.csv", "record_id,age\n")
    write(tmp_path, "b.csv", "record_id,age\n1,12\n")
    assert read_folder(tmp_path)["record_id"].to_pylist() == ["1"]


def test_a_folder_without_files_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputFault, match="no CSV file"):
        read_folder(tmp_path)
    with pytest.raises(InputFault, match="no CSV file"):
        read_folder(tmp_path / "absent")


def test_the_truth_must_know_every_record(tmp_path: Path) -> None:
    truth = write(tmp_path, "truth.csv", "record_id,person_id\n1,a\n2,b\n")
    assert read_truth(truth, ["2", "1"]) == ["b", "a"]
    with pytest.raises(InputFault, match="1 of the records"):
        read_truth(truth, ["1", "3"])


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("record_id,person_id\n1,a\n2,\n", 3, "is empty"),
        ("record_id,person_id\n1,a\n1,b\n", 3, "already stands"),
        ("record_id\n1\n", 1, "person_id is missing"),
    ],
)
def test_a_truth_that_cannot_be_is_refused_with_its_line(
    tmp_path: Path, text: str, line: int, reason: str
) -> None:
    truth = write(tmp_path, "truth.csv", text)
    with pytest.raises(InputFault, match=reason) as refused:
        read_truth(truth, ["1"])
    assert refused.value.fault.line == line


def test_a_place_for_the_answer_that_cannot_be_is_said_before_the_work(tmp_path: Path) -> None:
    with pytest.raises(InputFault, match="its folder does not exist"):
        run(tmp_path, out=tmp_path / "absent" / "persons.csv")
    write(tmp_path, "a.csv", "record_id,age\n1,12\n")
    with pytest.raises(InputFault, match="cannot be written"):
        run(tmp_path, out=tmp_path)


def test_a_fault_repeats_nothing_of_the_record(tmp_path: Path) -> None:
    write(tmp_path, "bad.csv", "record_id,name_km,birth_date\n1,សុខ ហេង,secret-birthday\n")
    with pytest.raises(InputFault) as refused:
        read_folder(tmp_path)
    assert "secret" not in str(refused.value)
    assert "សុខ" not in str(refused.value)
