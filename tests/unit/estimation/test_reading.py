"""A file that cannot be used is refused in one sentence with its line."""

from pathlib import Path

import pytest

from kapea.engines.errors import InputFault
from kapea.engines.estimation.reading import read_strata, read_table

GOOD = "A,B,C,count\n1,0,0,40\n0,1,0,30\n0,0,1,20\n1,1,0,6\n"


def written(folder: Path, text: str) -> Path:
    path = folder / "table.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_good_file_is_read(tmp_path: Path) -> None:
    table = read_table(written(tmp_path, GOOD))
    assert table.lists == ("A", "B", "C")
    assert table.observed == 96
    assert table.overlaps() == {("A", "B"): 6, ("A", "C"): 0, ("B", "C"): 0}


def test_a_byte_order_mark_spaces_and_blank_lines_do_not_matter(tmp_path: Path) -> None:
    text = "\ufeff" + GOOD.replace(",", " , ").replace("\n", "\r\n") + "\r\n"
    assert read_table(written(tmp_path, text)).observed == 96


@pytest.mark.parametrize(
    ("line", "change", "reason"),
    [
        (0, "", "holds no capture history"),
        (1, "A,count\n1,5\n", "one list has no overlap"),
        (1, ",".join(f"L{i}" for i in range(21)) + ",count\n" + "1," * 21 + "5\n", "too many"),
        (1, "A,B,n\n1,1,4\n", "must be named 'count'"),
        (1, "A,A,count\n1,1,4\n", "Two columns have one name"),
        (1, "A,,count\n1,1,4\n", "has no name"),
        (2, "A,B,count\n1,0,-4\n", "is negative"),
        (2, "A,B,count\n1,0,4.5\n", "not a whole number"),
        (2, "A,B,count\n1,0,\n", "not a whole number"),
        (2, "A,B,count\n1,0,99999999999\n", "larger than"),
        (2, f"A,B,count\n1,1,{'9' * 200_000}\n", "not a CSV table"),
        (3, "A,B,count\n1,0,4\n0,0,7\n", "on no list"),
        (4, "A,B,count\n1,0,4\n0,1,3\n1,0,2\n", "already stands on line 2"),
        (2, "A,B,count\n2,0,4\n", "a list holds 0 or 1"),
        (3, "A,B,count\n1,0,4\nyes,1,3\n", "a list holds 0 or 1"),
        (3, "A,B,count\n1,0,4\n1,3\n", "2 values where the header has 3"),
        (1, "A,B,count\n1,0,4\n0,1,3\n", "No two lists share a person"),
        (1, "A,B,C,count\n1,0,0,4\n0,1,0,3\n1,1,0,2\n", "Nobody is on list 'C'"),
        (0, "A,B,count\n1,0,0\n0,1,0\n", "nobody was observed"),
    ],
)
def test_a_bad_file_is_refused_with_its_line(tmp_path: Path, line: int, change: str, reason: str) -> None:
    path = written(tmp_path, change)
    with pytest.raises(InputFault, match=reason) as refused:
        read_table(path)
    assert refused.value.fault.line == line
    assert refused.value.fault.file == str(path)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputFault, match="cannot be read"):
        read_table(tmp_path / "absent.csv")


def test_a_file_that_is_not_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_bytes(b"\xff\xfe\x00\x01")
    with pytest.raises(InputFault, match="not UTF-8"):
        read_table(path)


def test_covariates_divide_the_counts(tmp_path: Path) -> None:
    text = "A,B,sex,count\n1,0,F,4\n1,0,M,5\n0,1,F,3\n0,1,M,2\n1,1,F,1\n"
    strata = read_strata(written(tmp_path, text), by=["sex"])
    assert strata.strata == (("F",), ("M",))
    assert strata.stratum(("M",)).observed == 7
    assert strata.pooled().observed == 15


def test_a_covariate_that_is_not_in_the_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputFault, match="no column 'region'"):
        read_strata(written(tmp_path, GOOD), by=["region"])
