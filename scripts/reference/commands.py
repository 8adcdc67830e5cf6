"""The subcommands of `kapea` with their arguments, read off the parser itself."""

import argparse
from collections.abc import Iterator

from kapea.cli import _parser
from reference.tables import heading, table

EXIT_CODES = """## Exit codes

| code | meaning |
| --- | --- |
| 0 | answered |
| 1 | answered, and something is wrong (a pack with faults, a chain that was changed, a key that does not open) |
| 2 | bad input: one message on stderr, no traceback |
"""


def page() -> str:
    """Return the page of commands."""
    about = (
        "`kapea COMMAND --help` says the same. `--json` stands on every subcommand that answers a question."
    )
    parts = [heading("Commands", about), EXIT_CODES]
    for name, words, parser in subcommands():
        rows = [[_names(action), action.help or "", _choice(action)] for action in _arguments(parser)]
        parts.append(f"## `kapea {name}`\n\n{words[:1].upper()}{words[1:]}.\n")
        if rows:
            parts.append(table(["argument", "what it says", "values"], rows))
    return "\n".join(parts)


def subcommands() -> Iterator[tuple[str, str, argparse.ArgumentParser]]:
    """Return each subcommand's name, its line of help and its parser, in the order of the command."""
    yield from _walk(_parser(), "")


def _walk(parser: argparse.ArgumentParser, before: str) -> Iterator[tuple[str, str, argparse.ArgumentParser]]:
    for action in parser._actions:
        if not isinstance(action, argparse._SubParsersAction):
            continue
        words = {choice.dest: choice.help or "" for choice in action._choices_actions}
        for name, inner in action.choices.items():
            if any(isinstance(each, argparse._SubParsersAction) for each in inner._actions):
                yield from _walk(inner, f"{before}{name} ")
            else:
                yield f"{before}{name}", words.get(name, ""), inner


def _arguments(parser: argparse.ArgumentParser) -> list[argparse.Action]:
    return [action for action in parser._actions if not isinstance(action, argparse._HelpAction)]


def _names(action: argparse.Action) -> str:
    name = ", ".join(action.option_strings) or str(action.metavar or action.dest).upper()
    return f"`{name}`" + (" (needed)" if action.required and action.option_strings else "")


def _choice(action: argparse.Action) -> str:
    if action.choices:
        return ", ".join(f"`{each}`" for each in action.choices)
    if action.default in (None, "", [], False, argparse.SUPPRESS) or action.nargs == 0:
        return ""
    return f"default `{action.default}`"
