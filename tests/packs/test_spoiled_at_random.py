"""Whatever slips in a pack, the check answers with faults and never falls over."""

import random
import shutil
from pathlib import Path

import pytest

from kapea.engines.errors import InputFault
from kapea.packs import check_pack

XXA = Path(__file__).parents[2] / "packs" / "xxa"
SLIPS_A_SEED = 12


def spoil_a_line(lines: list[str], chance: random.Random) -> str:
    """Spoil one line in one of many ways."""
    at = chance.randrange(len(lines))
    line = lines[at]
    head, colon, _ = line.partition(": ")
    value = chance.choice(["null", "7", "[1, a]", "{a: 1}", '"'])
    lines[at] = chance.choice(
        [
            "",
            line[: len(line) // 2],
            f"  {line}",
            line.replace(":", "", 1),
            line.replace(",", "", 1),
            f"{line}\n{line}",
            f"{head}{colon}{value}" if colon else line.replace(",", f",{value},", 1),
        ]
    )
    return "\n".join(lines)


@pytest.mark.parametrize("seed", range(4))
def test_no_slip_makes_the_check_fall_over(tmp_path: Path, seed: int) -> None:
    pack = Path(shutil.copytree(XXA, tmp_path / "xxa"))
    chance = random.Random(seed)
    files = sorted(path for path in pack.rglob("*") if path.suffix in (".yaml", ".csv", ".geojson"))
    for _ in range(SLIPS_A_SEED):
        path = chance.choice(files)
        whole = path.read_text("utf-8")
        path.write_text(spoil_a_line(whole.split("\n"), chance), "utf-8")
        try:
            faults = check_pack(pack).faults
        except InputFault as refused:
            faults = (refused.fault,)
        assert all(fault.file and fault.reason and fault.line >= 0 for fault in faults)
        path.write_text(whole, "utf-8")
    assert check_pack(pack).faults == ()
