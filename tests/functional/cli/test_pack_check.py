"""`kapea pack check` tells by its exit code whether a country may be run on a pack."""

import json
import shutil
import subprocess
from pathlib import Path

from scenes.served import environment, kapea

PACKS = Path(__file__).resolve().parents[3] / "packs"


def check(path, *more):
    return subprocess.run(
        kapea("pack", "check", str(path), *more),
        env=environment(),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_a_clean_pack_is_0_and_counted():
    done = check(PACKS / "xxa", "--json")
    found = json.loads(done.stdout)
    assert (done.returncode, found["faults"], found["pack"]) == (0, [], "xxa")
    assert found["counts"]
    assert done.stderr == ""


def test_a_pack_with_a_fault_is_1_with_file_line_and_reason(tmp_path):
    spoiled = Path(shutil.copytree(PACKS / "xxa", tmp_path / "xxa"))
    roles = spoiled / "roles.yaml"
    roles.write_text(
        roles.read_text(encoding="utf-8").replace("permissions: [", "permissions: [no.such.word, ", 1)
    )
    done = check(spoiled, "--json")
    faults = json.loads(done.stdout)["faults"]
    assert done.returncode == 1
    assert any(fault["file"].endswith("roles.yaml") and fault["line"] and fault["reason"] for fault in faults)


def test_a_folder_that_is_no_pack_is_2_and_said_on_stderr(tmp_path):
    done = check(tmp_path / "nowhere")
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert "nowhere" in done.stderr
