"""After an upgrade people get its styles and scripts, not those gathered before."""

import os
from pathlib import Path

from kapea.commands.serving import static_files_are_old


def test_styles_gathered_before_an_upgrade_are_gathered_anew(tmp_path: Path) -> None:
    gathered = tmp_path / "staticfiles.json"
    assert static_files_are_old(gathered)
    gathered.touch()
    assert not static_files_are_old(gathered)
    os.utime(gathered, (0, 0))
    assert static_files_are_old(gathered)
