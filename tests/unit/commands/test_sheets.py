"""Rows of a CSV file or a workbook, with their row in the file; a file that carries pictures is refused."""

from datetime import date

import pytest
import xlsxwriter

from kapea.commands.sheets import read_sheet, write_refused
from kapea.engines.errors import InputFault


def test_csv_rows_keep_their_number_and_empty_rows_are_left_out(tmp_path):
    path = tmp_path / "forms.csv"
    path.write_text("secret_code,ភេទ\nA,ស្រី\n,\nB,\n", encoding="utf-8-sig")
    sheet = read_sheet(path)
    assert sheet.headings == ("secret_code", "ភេទ")
    assert [(row.number, row.cells["secret_code"]) for row in sheet.rows] == [(2, "A"), (4, "B")]
    assert sheet.rows[0].cells["ភេទ"] == "ស្រី"


def workbook(path, *, picture=False):
    book = xlsxwriter.Workbook(str(path))
    page = book.add_worksheet()
    page.write_row(0, 0, ["secret_code", "reported_on", "book_number"])
    page.write(1, 0, "A")
    page.write_datetime(1, 1, date(2026, 3, 1), book.add_format({"num_format": "dd/mm/yyyy"}))
    page.write_number(1, 2, 12)
    if picture:
        dot = path.with_suffix(".png")
        dot.write_bytes(
            bytes.fromhex(
                "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763f8"
                "cfc0000003010100c9fe92ef0000000049454e44ae426082"
            )
        )
        page.insert_image(3, 0, str(dot))
    book.close()


def test_a_workbook_says_days_and_whole_numbers_as_a_person_writes_them(tmp_path):
    workbook(tmp_path / "forms.xlsx")
    cells = read_sheet(tmp_path / "forms.xlsx").rows[0].cells
    assert cells == {"secret_code": "A", "reported_on": "2026-03-01", "book_number": "12"}


def test_a_workbook_that_carries_a_picture_is_refused_whole(tmp_path):
    workbook(tmp_path / "forms.xlsx", picture=True)
    with pytest.raises(InputFault, match="pictures"):
        read_sheet(tmp_path / "forms.xlsx")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b"a,a\n1,2\n", "twice"),
        (b"a\n1,2\n", "more cells"),
        (b"\xff\xfe\x00a", "UTF-8"),
        (b'a\n"open', "not CSV"),
    ],
)
def test_a_file_that_is_no_table_is_refused_with_the_reason(tmp_path, content, reason):
    path = tmp_path / "forms.csv"
    path.write_bytes(content)
    with pytest.raises(InputFault, match=reason):
        read_sheet(path)


def test_a_workbook_that_is_none_is_refused(tmp_path):
    path = tmp_path / "forms.xlsx"
    path.write_bytes(b"secret_code\n")
    with pytest.raises(InputFault, match="no workbook"):
        read_sheet(path)


def test_what_is_given_back_can_be_read_again_and_only_by_its_owner(tmp_path):
    path = tmp_path / "back.csv"
    write_refused(path, ["ភេទ", "reason"], [["ស្រី", "x"]])
    assert read_sheet(path).rows[0].cells == {"ភេទ": "ស្រី", "reason": "x"}
    assert path.stat().st_mode & 0o077 == 0
