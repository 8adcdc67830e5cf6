import pytest

from kapea.engines.errors import InputFault
from kapea.engines.figures import protect_file


def _file(tmp_path, text, encoding="utf-8"):
    path = tmp_path / "counts.csv"
    path.write_bytes(text.encode(encoding))
    return path


def test_a_file_gives_each_cell_with_its_key_status_and_line(tmp_path):
    path = _file(tmp_path, "sex,year,value\nf,2009,3\nm,2009,20\nu,2009,30\n_T,2009,53\n")
    answer = protect_file(path, 5)
    assert answer["verified"] is True
    assert answer["cells"][0] == {
        "key": {"sex": "f", "year": "2009"},
        "value": None,
        "status": "primary",
        "line": 2,
    }
    assert [cell["status"] for cell in answer["cells"]].count("complementary") == 1


def test_a_file_with_a_byte_order_mark_and_khmer_digits_is_read(tmp_path):
    path = _file(tmp_path, "\ufeffsex,value\r\nf,៣\r\nm,២០\r\n_T,២៣\r\n")
    assert [cell["value"] for cell in protect_file(path, 2)["cells"]] == [3, 20, 23]


def test_state_and_note_columns_are_no_dimensions(tmp_path):
    path = _file(tmp_path, "sex,value,state,note\nf,6,value,\nm,,blank,not printed\n")
    assert [cell["key"] for cell in protect_file(path, 5)["cells"]] == [{"sex": "f"}, {"sex": "m"}]


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("", 0, "no cells"),
        ("sex,value\n", 0, "no cells"),
        ("sex,count\nf,3\n", 1, "no column `value`"),
        ("value\n3\n", 1, "no dimension"),
        ("sex,sex,value\nf,f,3\n", 1, "name of its own"),
        ("sex,value\nf,3\nf,4\n", 3, "line 2 stands twice"),
        ("sex,value\nf,-3\n", 2, "not a count"),
        ("sex,value\nf,3.5\n", 2, "not a count"),
        ("sex,value\nf,about 3\n", 2, "not a count"),
        ('sex,value\nf,"1,234"\n', 2, "not a count"),
        ("sex,value\nf,99999999999999999999\n", 2, "larger"),
        ("sex,value\nf\n", 2, "1 cells, the header 2"),
        ("sex,value\n,3\n", 2, "sex is empty"),
        ("sex,value\nf,3\nm,4\n_T,8\n", 4, "total is 8 and its parts add up to 7"),
        ("sex,value\nf,3\nm,\n_T,2\n", 4, "total is 2"),
        ('sex,value\nf,"3\n', 2, "not CSV"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_with_line_and_reason(tmp_path, text, line, reason):
    with pytest.raises(InputFault, match=reason) as refused:
        protect_file(_file(tmp_path, text), 5)
    assert refused.value.fault.line == line
    assert refused.value.fault.file.endswith("counts.csv")


def test_a_file_that_is_not_text_or_not_there_is_refused(tmp_path):
    with pytest.raises(InputFault, match="not UTF-8"):
        protect_file(_file(tmp_path, "sex,value\nÉ,3\n", encoding="latin-1"), 5)
    with pytest.raises(InputFault, match="cannot be read"):
        protect_file(tmp_path / "missing.csv", 5)
