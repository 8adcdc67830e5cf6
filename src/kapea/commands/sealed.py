"""`kapea unseal`: what a body without an account here opens a sealed file with."""

import argparse
import sys
from getpass import getpass
from pathlib import Path
from typing import Any

from kapea.engines.errors import InputFault


def add(commands: Any) -> None:
    """Add `unseal` to the command."""
    unseal = commands.add_parser("unseal", help="open a sealed file; asks for its pass phrase")
    unseal.add_argument("file", type=Path, help="the sealed file")
    unseal.add_argument("--json", action="store_true", help="the answer for machines")
    unseal.set_defaults(run=_unseal)


def _unseal(options: argparse.Namespace) -> tuple[int, Any, str]:
    from kapea.guard.vault.sealed_file import FileNotOpened, open_file

    try:
        contents = options.file.read_bytes()
    except OSError as error:
        raise InputFault(options.file, 0, error.strerror or "the file cannot be read") from error
    asked = getpass("Pass phrase: ") if sys.stdin.isatty() else sys.stdin.readline()
    try:
        text = open_file(contents, pass_phrase=asked)
    except FileNotOpened as error:
        reason = "not a sealed file, changed on the way, or sealed with another pass phrase; ask the sender"
        raise InputFault(options.file, 0, reason) from error
    return 0, {"text": text}, text
