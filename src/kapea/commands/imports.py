"""`kapea import`: rows in; what is refused comes back with row, column and reason, and nothing is lost."""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from kapea.commands.sheets import Sheet, read_sheet, write_refused
from kapea.engines.errors import InputFault, KapeaError

KINDS = ("provincial-incidents",)
GIVEN_BACK = ("row", "reason")
"""Columns that refused rows come back with; a mended file may still carry them."""


def add(commands: Any) -> None:
    """Add `import` to the command."""
    imported = commands.add_parser("import", help="take in rows of a CSV file or a workbook")
    imported.add_argument("file", type=Path, help="a CSV file or a workbook")
    imported.add_argument("--as", dest="kind", required=True, choices=KINDS, help="what the rows are")
    imported.add_argument("--dry-run", action="store_true", help="say what would be done, store nothing")
    imported.add_argument("--by", default="", metavar="USER", help="act as this account, within its rights")
    imported.add_argument(
        "--refused", type=Path, help="where refused rows go; beside FILE, ending .refused.csv, when left out"
    )
    imported.add_argument("--json", action="store_true", help="the answer for machines")
    imported.set_defaults(run=_import)


def _import(options: argparse.Namespace) -> tuple[int, Any, str]:
    sheet = read_sheet(options.file)
    from kapea.commands.django import database, start

    start()
    from django.utils import timezone, translation

    from kapea.registers.police.imports import COLUMNS, REQUIRED, import_forms

    _check_headings(options.file, sheet, known=COLUMNS, required=REQUIRED)
    rows = [(row.number, row.cells) for row in sheet.rows]
    with database(), translation.override("en"):
        done = import_forms(rows, by=_viewer(options.by), now=timezone.now(), is_dry_run=options.dry_run)
    content: dict[str, Any] = {
        "kind": options.kind,
        "dry_run": options.dry_run,
        "rows": len(rows),
        "accepted": list(done.accepted),
        "waiting": list(done.waiting),
        "unchanged": done.unchanged,
        "refused": [{"row": each.row, "column": each.column, "reason": each.reason} for each in done.refused],
        "refused_file": "",
    }
    if done.refused and not options.dry_run:
        content["refused_file"] = str(_give_back(options, sheet, done.refused))
    return (1 if done.refused else 0), content, _said(content)


def _check_headings(file: Path, sheet: Sheet, *, known: Sequence[str], required: Sequence[str]) -> None:
    for name in required:
        if name not in sheet.headings:
            raise InputFault(file, 1, f"the heading {name!r} is missing; headings are: {', '.join(known)}")
    for name in sheet.headings:
        if name not in (*known, *GIVEN_BACK):
            raise InputFault(file, 1, f"no heading is called {name!r}; headings are: {', '.join(known)}")


def _viewer(username: str) -> Any:
    from kapea.guard.access.viewer import background

    if not username:
        return background("import")
    from kapea.guard.accounts.queries import viewer_named

    found = viewer_named(username)
    if found is None:
        raise KapeaError(f"--by: there is no active account {username!r}.")
    return found


def _give_back(options: argparse.Namespace, sheet: Sheet, refused: Sequence[Any]) -> Path:
    """Write the refused rows whole, each with its reasons, to a file that can be mended and sent again."""
    path: Path = options.refused or options.file.with_suffix(".refused.csv")
    reasons: dict[int, list[str]] = {}
    for each in refused:
        reasons.setdefault(each.row, []).append(
            f"{each.column}: {each.reason}" if each.column else each.reason
        )
    headings = [name for name in sheet.headings if name not in GIVEN_BACK]
    cells = {row.number: row.cells for row in sheet.rows}
    lines = [
        [*(cells[number].get(name, "") for name in headings), str(number), " | ".join(said)]
        for number, said in sorted(reasons.items())
    ]
    write_refused(path, [*headings, *GIVEN_BACK], lines)
    return path


def _said(content: dict[str, Any]) -> str:
    lines = [
        f"row {each['row']}, {each['column'] or 'whole row'}: {each['reason']}" for each in content["refused"]
    ]
    refused = len({each["row"] for each in content["refused"]})
    would = "would be " if content["dry_run"] else ""
    lines.append(
        f"{content['rows']:,} rows: {len(content['accepted']):,} forms {would}stored, "
        f"{len(content['waiting']):,} {would}kept until an officer says who their persons are, "
        f"{content['unchanged']:,} were there already, {refused:,} rows refused."
    )
    if content["refused_file"]:
        lines.append(f"Refused rows, whole and with their reasons: {content['refused_file']}")
    return "\n".join(lines)
