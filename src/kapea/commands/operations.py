"""`kapea demo`, `serve`, `worker`, `migrate`, `user`, `keys`, `audit`: running an installation."""

import argparse
from pathlib import Path
from typing import Any

from kapea.commands.django import database, start
from kapea.commands.serving import prepare, serve, work


def add(commands: Any) -> None:
    """Add the subcommands of an installation."""
    from kapea.commands import demo

    demo.add(commands)
    served = commands.add_parser("serve", help="serve the site (production)")
    served.add_argument("--host", default="127.0.0.1", help="the address to listen on")
    served.add_argument("--port", type=int, default=8000, help="the port to listen on")
    served.add_argument("--workers", type=int, help="processes that answer; two for each core when left out")
    served.add_argument("--threads", type=int, default=2, help="requests each process answers at once")
    served.set_defaults(run=_serve)
    commands.add_parser("worker", help="do background work").set_defaults(run=_work)
    commands.add_parser("migrate", help="prepare or upgrade the database, load the pack").set_defaults(
        run=_migrate
    )
    _add_users(commands)
    keys = commands.add_parser("keys", help="the keys of the vault").add_subparsers(dest="act", required=True)
    rotate = keys.add_parser("rotate", help="wrap every data key with a new key")
    rotate.add_argument("--json", action="store_true", help="the answer for machines")
    rotate.set_defaults(run=_rotate)
    _add_audit(commands)


def _add_users(commands: Any) -> None:
    users = commands.add_parser("user", help="accounts").add_subparsers(dest="act", required=True)
    new = users.add_parser("add", help="add an account; prints its one-time password")
    new.add_argument("username", help="the name the person signs in with")
    new.add_argument("--role", required=True, help="a role of the country's pack")
    new.add_argument("--agency", default="", help="code of the body the person works for")
    new.add_argument("--unit", default="", help="code of the unit within the body")
    new.add_argument("--province", action="append", default=[], help="code of a province; may be given again")
    new.add_argument("--commune", default="", help="code of the commune that the person serves")
    new.add_argument("--name", default="", help="the name shown to colleagues")
    new.set_defaults(run=_add_user)
    listed = users.add_parser("list", help="list the accounts")
    listed.add_argument("--json", action="store_true", help="the answer for machines")
    listed.set_defaults(run=_list_users)
    for act, help_text in (
        ("deactivate", "close an account and end its sign-ins"),
        ("reactivate", "open a closed account; prints its one-time password"),
        ("reset-password", "print a new one-time password"),
        ("reset-second-factor", "remove the second factors of a person who lost theirs"),
    ):
        each = users.add_parser(act, help=help_text)
        each.add_argument("username", help="the account it is about")
        each.add_argument("--reason", required=True, help="why; written into the audit")
        each.set_defaults(run=_change_user)


def _add_audit(commands: Any) -> None:
    audit = commands.add_parser("audit", help="the chain of what was done").add_subparsers(
        dest="act", required=True
    )
    verified = audit.add_parser("verify", help="find and locate any change of the chain")
    verified.add_argument("--json", action="store_true", help="the answer for machines")
    verified.add_argument(
        "--anchors",
        type=Path,
        default=None,
        help="the file of anchors kept outside; that of this installation when left out",
    )
    verified.set_defaults(run=_verify)
    anchored = audit.add_parser("anchor", help="sign the end of the chain into the anchors' file")
    anchored.set_defaults(run=_anchor)


def _serve(options: argparse.Namespace) -> tuple[int, Any, str]:
    start()
    with database():
        prepare(load_pack=False)
    serve(host=options.host, port=options.port, workers=options.workers, threads=options.threads)
    return 0, None, ""


def _work(_options: argparse.Namespace) -> tuple[int, Any, str]:
    start()
    with database():
        work()
    return 0, None, ""


def _migrate(_options: argparse.Namespace) -> tuple[int, Any, str]:
    start()
    with database():
        counted = prepare(load_pack=True)
    return 0, counted, f"Ready: {counted['places']:,} places and {counted['agencies']:,} agencies."


def _add_user(options: argparse.Namespace) -> tuple[int, Any, str]:
    start()
    from kapea.guard.accounts.commands import add_user

    with database():
        password = add_user(
            options.username,
            role=options.role,
            agency=options.agency,
            unit=options.unit,
            provinces=options.province,
            commune=options.commune,
            name=options.name,
        )
    return 0, {"username": options.username}, f"{options.username}: one-time password {password}"


def _list_users(_options: argparse.Namespace) -> tuple[int, Any, str]:
    start()
    from kapea.guard.accounts.commands import list_users

    with database():
        users = list_users()
    return 0, {"users": users}, "\n".join(f"{u['username']}\t{u['role']}\t{u['agency']}" for u in users)


def _change_user(options: argparse.Namespace) -> tuple[int, Any, str]:
    start()
    from kapea.guard.accounts import commands

    acts = {
        "deactivate": commands.deactivate_user,
        "reactivate": commands.reactivate_user,
        "reset-password": commands.reset_user_password,
        "reset-second-factor": commands.reset_user_second_factor,
    }
    with database():
        password = acts[options.act](options.username, reason=options.reason)
    done = f"{options.username}: done."
    return 0, None, f"{done} One-time password: {password}" if password else done


def _rotate(_options: argparse.Namespace) -> tuple[int, Any, str]:
    start()
    from dataclasses import asdict

    from django.utils import timezone

    from kapea.guard.vault.rotation import rotate

    with database():
        done = rotate(now=timezone.now())
    text = f"Key {done.version} wraps {done.rewrapped:,} data keys; {done.broken:,} do not open."
    return (1 if done.broken else 0), asdict(done), text


def _verify(options: argparse.Namespace) -> tuple[int, Any, str]:
    start()
    from kapea.guard.audit.verify import verify

    with database():
        verdict = verify(anchors=options.anchors)
    lines = [f"{f.kind}: events {f.first} to {f.last}: {f.message}" for f in verdict.findings]
    lines.append(
        f"{verdict.events:,} events, {verdict.anchors:,} anchors: {'whole' if verdict.is_whole else 'CHANGED'}."
    )
    return (0 if verdict.is_whole else 1), verdict.as_json(), "\n".join(lines)


def _anchor(_options: argparse.Namespace) -> tuple[int, Any, str]:
    start()
    from django.utils import timezone

    from kapea.guard.audit.anchors import write_anchor

    with database():
        anchor = write_anchor(now=timezone.now())
    return 0, None, f"Anchored event {anchor.seq:,}." if anchor else "Nothing new to anchor."
