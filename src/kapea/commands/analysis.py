"""`kapea evidence`, `link`, `encode`, `estimate`: the engines, asked from the command line."""

import argparse
from pathlib import Path
from typing import Any

METHODS = ("panel", "stepwise", "bic", "bayes-threshold", "latent-class", "graphs", "chao")


def add(commands: Any) -> None:
    """Add the subcommands of the engines to the command."""
    estimate = commands.add_parser("estimate", help="how many were on no list")
    estimate.add_argument("file", type=Path, help="a CSV of capture histories with counts")
    estimate.add_argument(
        "--method", choices=METHODS, default="panel", help="one method, or the panel of all"
    )
    estimate.add_argument("--bootstrap", type=int, default=None, help="resamples; 0 for no interval")
    estimate.add_argument(
        "--seed", type=int, default=None, help="of the chance used, so that an answer can be repeated"
    )
    estimate.add_argument("--by", default="", help="covariate columns, with commas")
    estimate.add_argument("--json", action="store_true", help="the whole answer, for machines")
    estimate.set_defaults(run=_estimate)
    evidence = commands.add_parser("evidence", help="claims and published tables").add_subparsers(
        dest="act", required=True
    )
    check = evidence.add_parser("check", help="contradictions found in claims and published tables")
    check.add_argument(
        "--pack", type=Path, default=Path("packs/khm"), help="the folder of the country's pack"
    )
    check.add_argument("--json", action="store_true", help="the whole answer, for machines")
    check.set_defaults(run=_evidence)
    link = commands.add_parser("link", help="records of one person across agencies")
    link.add_argument("folder", type=Path, help="one CSV per agency, or one encoded file per agency")
    link.add_argument("--out", type=Path, help="where to write record_id,cluster_id")
    link.add_argument("--truth", type=Path, help="a CSV of record_id,person_id to judge the result by")
    link.add_argument("--engine", default="duckdb", help="duckdb or spark")
    link.add_argument(
        "--hide-names", type=Path, metavar="SECRET", help="link without names, and say what that loses"
    )
    link.add_argument("--json", action="store_true", help="the whole answer, for machines")
    link.set_defaults(run=_link)
    encode = commands.add_parser("encode", help="what an agency may hand over without names, to be linked")
    encode.add_argument("file", type=Path, help="the agency's CSV")
    encode.add_argument(
        "--secret-file", type=Path, required=True, help="the secret that the agencies share, 16 bytes or more"
    )
    encode.add_argument(
        "--out", type=Path, required=True, help="where to write the encoded records (.parquet)"
    )
    encode.add_argument("--json", action="store_true", help="the whole answer, for machines")
    encode.set_defaults(run=_encode)


def _estimate(options: argparse.Namespace) -> tuple[int, Any, str]:
    from kapea.engines.estimation.command import exit_status, run
    from kapea.engines.estimation.report import as_text

    found = run(options)
    return exit_status(found), found, as_text(found)


def _evidence(options: argparse.Namespace) -> tuple[int, Any, str]:
    from kapea.packs.evidence import check

    found = check(options.pack)
    return (1 if found["findings"] else 0), found, "\n".join(each["message"] for each in found["findings"])


def _link(options: argparse.Namespace) -> tuple[int, Any, str]:
    from kapea.engines.linkage.command import run

    found = run(
        options.folder,
        out=options.out,
        truth=options.truth,
        engine=options.engine,
        hide_names=options.hide_names,
    )
    return 0, found, "\n".join(f"{name}: {value}" for name, value in found.items())


def _encode(options: argparse.Namespace) -> tuple[int, Any, str]:
    from kapea.engines.linkage.handing_over import hand_over, read_secret

    count = hand_over(options.file, secret=read_secret(options.secret_file), out=options.out)
    return 0, {"records": count, "written": str(options.out)}, f"{count} records without names: {options.out}"
