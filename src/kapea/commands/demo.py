"""`kapea demo`: the whole system on this machine, with fictitious people, in one command."""

import argparse
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from kapea.commands.django import database, start
from kapea.commands.serving import check_port, prepare, serve
from kapea.engines.errors import KapeaError

DEFAULT_CASES = 600
MOST_CASES = 20_000


def add(commands: Any) -> None:
    """Add `demo` to the command."""
    demo = commands.add_parser("demo", help="serve the site with fictitious cases on this machine")
    demo.add_argument("--port", type=int, default=8000, help="where the site is served")
    demo.add_argument("--cases", type=int, default=DEFAULT_CASES, help="how many fictitious cases")
    demo.add_argument("--seed", type=int, default=1, help="same seed, same country")
    demo.add_argument(
        "--reset", action="store_true", help="throw the fictitious cases away and make new ones"
    )
    demo.add_argument("--prepare-only", action="store_true", help="make the cases and stop")
    demo.set_defaults(run=_demo)
    code = commands.add_parser("demo-code", help="print the demo accounts' code of the second factor")
    code.set_defaults(run=_code)


def _code(_options: argparse.Namespace) -> tuple[int, Any, str]:
    _use_demo_home()
    start()
    from kapea.site.demo.accounts import current_totp

    return 0, None, current_totp()


def _use_demo_home() -> Path:
    home = Path(os.environ.get("KAPEA_HOME") or "var/demo").absolute()
    try:
        home.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise KapeaError(f"KAPEA_HOME: {home} cannot be made ({error.strerror}).") from error
    os.environ.update(KAPEA_HOME=str(home), KAPEA_FICTITIOUS="1", KAPEA_HTTPS="0")
    return home


def _demo(options: argparse.Namespace) -> tuple[int, Any, str]:
    if not 0 < options.cases <= MOST_CASES:
        raise KapeaError(f"--cases: give a number from 1 to {MOST_CASES:,}, not {options.cases}.")
    check_port("127.0.0.1", options.port)
    home = _use_demo_home()
    if options.reset and (home / "FICTITIOUS").exists():
        shutil.rmtree(home)
        home.mkdir()
    (home / "FICTITIOUS").touch()
    start()
    with database():
        _fill(options)
    if options.prepare_only:
        return 0, None, "The fictitious cases are ready."
    print(_greeting(options.port), flush=True)
    background = subprocess.Popen([sys.executable, "-m", "kapea.cli", "worker"])
    try:
        serve(host="127.0.0.1", port=options.port, workers=1, threads=8)
    finally:
        background.terminate()
    return 0, None, ""


def _fill(options: argparse.Namespace) -> None:
    from kapea.site.demo.country import is_filled, make_country

    is_new = not is_filled()
    prepare(load_pack=is_new)
    if is_new:
        made = make_country(cases=options.cases, seed=options.seed)
        print(f"Made {made.cases:,} fictitious cases in {made.seconds:.0f} s.", flush=True)


def _greeting(port: int) -> str:
    from kapea.site.demo.accounts import PASSWORD, accounts, current_totp

    lines = [f"  {account.username:<28} {account.role}" for account in accounts()]
    return "\n".join(
        [
            "",
            f"Kapea with fictitious data: http://127.0.0.1:{port}/ (public) and http://127.0.0.1:{port}/home/ (staff)",
            "",
            f"Password of every account: {PASSWORD}",
            f"Code of the second factor now: {current_totp()} (changes every 30 seconds; `kapea demo-code` prints it)",
            *lines,
            "",
            "Stop with Ctrl+C.",
        ]
    )
