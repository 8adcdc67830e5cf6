"""`kapea import`: forms are kept, what is refused comes back in a file that can be mended and sent again."""

import json

import pytest

from kapea.cli import main
from kapea.commands.sheets import read_sheet
from kapea.registers.police.models import Incident

pytestmark = pytest.mark.django_db
HEAD = "secret_code,station,reported_on,victim_sex,victim_age\n"
GOOD = "BMC-1,pahtjp-01,2026-03-01,female,14\n"
WRONG = "BMC-2,pahtjp-01,yesterday,ស្រី,14\n"


def run(capsys, *arguments: str) -> tuple[int, str, str]:
    code = main(["import", *arguments, "--as", "provincial-incidents"])
    said = capsys.readouterr()
    return code, said.out, said.err


def test_a_file_is_taken_in_and_what_is_refused_is_mended_and_sent_again(capsys, tmp_path):
    path = tmp_path / "forms.csv"
    path.write_text(HEAD + GOOD + WRONG, encoding="utf-8")
    code, out, _err = run(capsys, str(path), "--json")
    told = json.loads(out)
    assert code == 1
    assert len(told["accepted"]) == 1
    assert told["refused"] == [
        {
            "row": 3,
            "column": "reported_on",
            "reason": "'yesterday' is not a day; write 2026-11-22 or 22/11/2026",
        }
    ]
    back = tmp_path / "forms.refused.csv"
    row = read_sheet(back).rows[0].cells
    assert (row["secret_code"], row["row"]) == ("BMC-2", "3")
    back.write_text(back.read_text("utf-8-sig").replace("yesterday", "2026-03-02"), encoding="utf-8")
    assert run(capsys, str(back))[0] == 0
    assert (
        run(capsys, str(path), "--dry-run")[1].splitlines()[-1].startswith("2 rows: 0 forms would be stored")
    )
    assert Incident.objects.count() == 2


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("secret_code,station\n", "the heading 'reported_on' is missing"),
        (HEAD.replace("victim_age", "colour"), "no heading is called 'colour'"),
    ],
)
def test_headings_that_nobody_knows_are_one_clear_message(capsys, tmp_path, content, said):
    path = tmp_path / "forms.csv"
    path.write_text(content, encoding="utf-8")
    code, _out, err = run(capsys, str(path))
    assert code == 2
    assert said in err
    assert len(err.strip().splitlines()) == 1


def test_a_file_that_is_not_there_and_an_account_that_is_not_there(capsys, tmp_path):
    assert run(capsys, str(tmp_path / "none.csv"))[0] == 2
    path = tmp_path / "forms.csv"
    path.write_text(HEAD + GOOD, encoding="utf-8")
    code, _out, err = run(capsys, str(path), "--by", "nobody.here")
    assert (code, "no active account" in err) == (2, True)
    assert Incident.objects.count() == 0
