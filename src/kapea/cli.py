"""The one command, `kapea`.

Exit codes: 0 answered; 1 answered, and something is wrong; 2 bad input: one clear message on
stderr and no traceback. `--json` on every subcommand that answers a question.
"""

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from kapea.commands import analysis, figures, imports, law, operations, packs, sealed
from kapea.engines.errors import KapeaError

ANSWERED, SOMETHING_WRONG, BAD_INPUT = 0, 1, 2
Answer = tuple[int, Any, str]
"""Exit code, what `--json` prints, what a person reads."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one subcommand and return its exit code."""
    parser = _parser()
    options = parser.parse_args(arguments)
    try:
        code, content, text = options.run(options)
        _say(content, text, as_json=getattr(options, "json", False))
    except KapeaError as error:
        print(f"kapea: {error}", file=sys.stderr)
        return BAD_INPUT
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ANSWERED
    return code


def _say(content: Any, text: str, *, as_json: bool) -> None:
    if as_json:
        text = json.dumps(content, ensure_ascii=False, indent=2, default=str)
    if text:
        print(text, flush=True)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="kapea", description=__doc__.splitlines()[0] if __doc__ else None)
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for add in (operations.add, packs.add, figures.add, law.add, analysis.add, imports.add, sealed.add):
        add(commands)
    return parser


def run() -> None:
    """Run the command and leave with its exit code."""
    sys.exit(main())


Run = Callable[[argparse.Namespace], Answer]
DEFAULT_PACK = Path("packs/khm")

if __name__ == "__main__":
    run()
