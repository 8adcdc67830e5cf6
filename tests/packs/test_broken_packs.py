"""A wrong pack is refused with the file, the line and the reason, and nothing else is said."""

import shutil
from pathlib import Path

import pytest

from broken_packs import BREAKS, Break, spoil
from kapea.engines.errors import InputFault
from kapea.packs import check_pack, load_pack

XXA = Path(__file__).parents[2] / "packs" / "xxa"


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    return Path(shutil.copytree(XXA, tmp_path / "xxa"))


@pytest.mark.parametrize("slip", BREAKS, ids=lambda slip: slip.name)
def test_a_slip_is_named_with_its_file_its_line_and_its_reason(pack: Path, slip: Break) -> None:
    expected = spoil(pack, slip)
    assert check_pack(pack).as_json()["faults"] == expected


def test_at_least_forty_kinds_of_broken_pack_are_tried() -> None:
    assert len({slip.name for slip in BREAKS}) == len(BREAKS) >= 40


def test_every_slip_of_a_file_is_reported_and_not_only_the_first(pack: Path) -> None:
    path = pack / "codelists" / "sex.csv"
    path.write_text(path.read_text("utf-8") + "a b,,,,,,\nfemale,A,ក,proposed,,km,\n", "utf-8")
    faults = [(fault.line, fault.reason) for fault in check_pack(pack).faults]
    assert faults == [
        (6, "code 'a b' has a character that a code may not have"),
        (6, "label_en is empty"),
        (6, "label_km is empty"),
        (6, "state is empty"),
        (7, "code 'female' stands twice, first in line 2"),
    ]


def test_a_folder_without_a_pack_cannot_be_checked(tmp_path: Path) -> None:
    with pytest.raises(InputFault) as refused:
        check_pack(tmp_path)
    assert (refused.value.fault.line, refused.value.fault.reason) == (0, "the file is missing")
    assert refused.value.fault.file == str(tmp_path / "pack.yaml")


def test_a_manifest_that_is_no_yaml_cannot_be_checked(pack: Path) -> None:
    (pack / "pack.yaml").write_text("format: 1\ncode: [xxa\n", "utf-8")
    with pytest.raises(InputFault) as refused:
        check_pack(pack)
    assert refused.value.fault.line == 3
    assert refused.value.fault.reason.startswith("not YAML: ")


def test_a_wrong_part_is_refused_when_it_is_first_used_and_others_still_work(pack: Path) -> None:
    path = pack / "agencies.yaml"
    path.write_text(path.read_text("utf-8").replace("kind: court", "kind: club"), "utf-8")
    loaded = load_pack(pack)
    assert loaded.rule("break_glass").values["open"] == {"minutes": 30}
    with pytest.raises(InputFault) as refused:
        _ = loaded.agencies
    line = path.read_text("utf-8").splitlines().index("  kind: club") + 1
    assert refused.value.fault.file == str(path)
    assert refused.value.fault.line == line
    assert refused.value.fault.reason == "kind 'club' is not one of government, police, court, ngo"


def test_a_folder_without_a_pack_cannot_be_loaded(tmp_path: Path) -> None:
    with pytest.raises(InputFault, match="the file is missing"):
        load_pack(tmp_path)
