"""`kapea law`, `evidence`, `link`, `estimate`: the engines, asked from the command line."""

import argparse
from pathlib import Path
from typing import Any

from kapea.commands.answers import lines_of

METHODS = ("panel", "stepwise", "bic", "bayes-threshold", "latent-class", "graphs", "chao")


def add(commands: Any) -> None:
    """Add the subcommands of the engines to the command."""
    law = commands.add_parser("law", help="the law of the pack, computed").add_subparsers(
        dest="act", required=True
    )
    assess = law.add_parser("assess", help="criteria with status and trace")
    assess.add_argument("--on", help="the day whose law is assessed")
    assess.add_argument("--scenario", help="a file of changes, or the id of one of the pack")
    assess.set_defaults(run=_assess)
    consequences = law.add_parser("consequences", help="what follows from each offence")
    consequences.set_defaults(run=_consequences)
    charges = law.add_parser("charges", help="provisions that may apply to given facts, and why")
    charges.add_argument("facts", type=Path)
    charges.set_defaults(run=_charges)
    for each in (assess, consequences, charges):
        each.add_argument("--pack", type=Path, default=Path("packs/khm"))
        each.add_argument("--json", action="store_true")
    estimate = commands.add_parser("estimate", help="how many were on no list")
    estimate.add_argument("file", type=Path)
    estimate.add_argument("--method", choices=METHODS, default="panel")
    estimate.add_argument("--bootstrap", type=int, default=None, help="resamples; 0 for no interval")
    estimate.add_argument("--seed", type=int, default=None)
    estimate.add_argument("--by", default="", help="covariate columns, with commas")
    estimate.add_argument("--json", action="store_true")
    estimate.set_defaults(run=_estimate)
    evidence = commands.add_parser("evidence", help="claims and published tables").add_subparsers(
        dest="act", required=True
    )
    check = evidence.add_parser("check", help="contradictions found in claims and published tables")
    check.add_argument("--pack", type=Path, default=Path("packs/khm"))
    check.add_argument("--json", action="store_true")
    check.set_defaults(run=_evidence)
    link = commands.add_parser("link", help="records of one person across agencies")
    link.add_argument("folder", type=Path, help="one CSV per agency")
    link.add_argument("--out", type=Path, help="where to write record_id,cluster_id")
    link.add_argument("--truth", type=Path, help="a CSV of record_id,person_id to judge the result by")
    link.add_argument("--engine", default="duckdb")
    link.add_argument("--json", action="store_true")
    link.set_defaults(run=_link)


def _assess(options: argparse.Namespace) -> tuple[int, Any, str]:
    from kapea.packs.law import assess

    found = assess(options.pack, on=options.on, scenario=options.scenario)
    return 0, found, lines_of(found["criteria"], "id", "status") + _changes(found)


def _changes(found: dict[str, Any]) -> str:
    changes = found.get("changes", [])
    return "".join(
        f"\n{each['criterion']}: {each['before']} -> {each['after']} ({each['direction']})"
        for each in changes
    )


def _consequences(options: argparse.Namespace) -> tuple[int, Any, str]:
    from kapea.packs.law import consequences

    found = consequences(options.pack)
    return 0, found, lines_of(found["offences"], "id", "class", "limitation_years", "double_criminality")


def _charges(options: argparse.Namespace) -> tuple[int, Any, str]:
    from kapea.packs.law import charges

    found = charges(options.pack, options.facts)
    text = lines_of(found["charges"], "offence", "fits", "limitation_ends_on")
    return 0, found, "\n".join([text, *(f"to find out: {each}" for each in found["to_find_out"])])


def _estimate(options: argparse.Namespace) -> tuple[int, Any, str]:
    from kapea.engines.estimation.command import exit_status, run

    found = run(options)
    return exit_status(found), found, "\n".join(f"{name}: {value}" for name, value in found.items())


def _evidence(options: argparse.Namespace) -> tuple[int, Any, str]:
    from kapea.packs.evidence import check

    found = check(options.pack)
    return (1 if found["findings"] else 0), found, "\n".join(each["message"] for each in found["findings"])


def _link(options: argparse.Namespace) -> tuple[int, Any, str]:
    from kapea.engines.linkage.command import run

    found = run(options.folder, out=options.out, truth=options.truth, engine=options.engine)
    return 0, found, "\n".join(f"{name}: {value}" for name, value in found.items())
