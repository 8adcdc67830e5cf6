"""`kapea figures`: tables by specification, and disclosure control on any table."""

import argparse
import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

from kapea.engines.errors import KapeaError


def add(commands: Any) -> None:
    """Add `figures` to the command."""
    figures = commands.add_parser("figures", help="tables of figures").add_subparsers(
        dest="act", required=True
    )
    listed = figures.add_parser("list", help="list the tables of the pack")
    listed.add_argument("--json", action="store_true", help="the answer for machines")
    listed.set_defaults(run=_list)
    table = figures.add_parser(
        "table", help="one table from the registers, with the published figures beside"
    )
    table.add_argument("name", help="a table of the pack, as `kapea figures list` names it")
    table.add_argument("--from", dest="first_on", type=_day, help="first day, as 2026-01-31")
    table.add_argument("--to", dest="last_on", type=_day, help="last day, counted in")
    table.add_argument(
        "--by", default="year", help="year, quarter, month, whole, and further dimensions, with commas"
    )
    table.add_argument("--safe", action="store_true", help="hide small counts and what would reveal them")
    table.add_argument(
        "--format", default="csv", choices=["csv", "json", "xlsx", "sdmx", "sdmx-json", "sdmx-ml"]
    )
    table.add_argument("--language", default="en", help="of titles and labels: en or km")
    table.add_argument("--out", type=Path, help="the file to write; the terminal when left out")
    table.set_defaults(run=_table)
    protect = figures.add_parser("protect", help="disclosure control on a tidy CSV with totals")
    protect.add_argument("file", type=Path, help="a tidy CSV with totals")
    protect.add_argument("--threshold", type=int, required=True, help="the smallest count that is shown")
    protect.add_argument("--json", action="store_true", help="the answer for machines")
    protect.set_defaults(run=_protect)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} is not a day; write it as 2026-11-22") from error


def _list(_options: argparse.Namespace) -> tuple[int, Any, str]:
    from kapea.commands.django import start

    start()
    from kapea.guard.pack import current_pack
    from kapea.packs.figures import list_tables

    tables = list_tables(current_pack().path)
    content = {
        "tables": [
            {"name": t.id, "version": t.version, "title": dict(t.title), "source": t.source} for t in tables
        ]
    }
    return 0, content, "\n".join(f"{t.id}\t{t.source}\t{t.title['en']}" for t in tables)


def _table(options: argparse.Namespace) -> tuple[int, Any, str]:
    from kapea.commands.django import database, start

    start()
    from django.utils import timezone

    from kapea.engines.figures.periods import By, Period
    from kapea.engines.figures.writers import render
    from kapea.guard.pack import local_day
    from kapea.monitoring.statistics.reading import read_table

    wanted = [each.strip() for each in options.by.split(",") if each.strip()]
    steps = [each for each in wanted if each in {by.value for by in By}]
    if len(steps) > 1:
        raise KapeaError(f"--by: give one of {', '.join(by.value for by in By)}, not {' and '.join(steps)}.")
    today = local_day(timezone.now())
    period = Period(
        first_on=options.first_on or date(today.year - 2, 1, 1),
        last_on=options.last_on or date(today.year, 12, 31),
        by=By(steps[0]) if steps else By.YEAR,
    )
    with database():
        found = read_table(
            options.name,
            period,
            also_by=tuple(each for each in wanted if each not in steps),
            is_safe=options.safe,
        )
    body = render(found.table, options.format, published=found.published, language=options.language)
    if options.out:
        options.out.write_bytes(body)
        return 0, None, f"Wrote {options.out}."
    sys.stdout.buffer.write(body)
    sys.stdout.flush()
    return 0, None, ""


def _protect(options: argparse.Namespace) -> tuple[int, Any, str]:
    from kapea.engines.figures.disclosure.files import protect_file

    found = protect_file(options.file, options.threshold)
    return 0, found, json.dumps(found, ensure_ascii=False, indent=2)
