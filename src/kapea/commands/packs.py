"""`kapea pack check`."""

import argparse
from pathlib import Path
from typing import Any


def add(commands: Any) -> None:
    """Add `pack` to the command."""
    pack = commands.add_parser("pack", help="a country's pack").add_subparsers(dest="act", required=True)
    check = pack.add_parser("check", help="find every fault of a pack, with file, line and reason")
    check.add_argument("path", type=Path, help="the folder of a pack")
    check.add_argument("--json", action="store_true", help="the answer for machines")
    check.set_defaults(run=_check)


def _check(options: argparse.Namespace) -> tuple[int, Any, str]:
    from kapea.packs import check_pack

    report = check_pack(options.path)
    faults = [{"file": f.file, "line": f.line, "reason": f.reason} for f in report.faults]
    content = {"pack": report.pack, "counts": dict(report.counts), "faults": faults}
    lines = [f"{f.file}:{f.line}: {f.reason}" for f in report.faults]
    counted = ", ".join(f"{number:,} {name}" for name, number in report.counts.items())
    lines.append(f"{report.pack}: {counted}. Faults: {len(faults)}.")
    return (1 if faults else 0), content, "\n".join(lines)
