"""What somebody at a terminal reads of an answer: words first, then numbers to three figures, then doubts.

Everything else stands in `--json`. This module only lays out what `command.run` found; it decides nothing.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from kapea.engines.estimation.wording import figures

NO_NUMBER = "no number"
INDENT = "  "


def as_text(answer: Mapping[str, Any]) -> str:
    """Return the answer as lines of text, English first and the Khmer sentences last."""
    parts = [
        [f"Lists: {', '.join(answer['lists'])}"],
        [answer["statement"]["en"], answer["to_write"]["en"]],
        list(_numbers(answer)),
        list(_groups(answer)),
        list(_checks(answer)),
        ["Taken for granted:", *(INDENT + sentence for sentence in answer["assumptions"]["en"])],
        [answer["statement"]["km"], answer["to_write"]["km"]],
        [f"Seed {answer['seed']}; {answer['seconds']:.1f} seconds. Everything else: --json"],
    ]
    return "\n\n".join("\n".join(filter(None, lines)) for lines in parts if any(lines))


def _numbers(answer: Mapping[str, Any]) -> Iterator[str]:
    """Yield each method with its range and model; a range of the panel that moves with lists left out."""
    methods: Sequence[Mapping[str, Any]] = answer.get("panel") or [answer]
    width = max(len(each["method"]) for each in methods)
    yield "All, found and not found:"
    for each in methods:
        text = f"{INDENT}{each['method']:<{width}}  {_range(each, has_number=answer['estimate'] is not None)}"
        yield text + (f"  {each['model']}" if each["model"] else "")
    moved = (answer.get("sensitivity") or {}).get("range")
    if moved and answer["estimate"] is not None:
        yield (
            f"{INDENT}With lists left out or taken together the stepwise estimate lies between "
            f"{figures(moved[0])} and {figures(moved[1])}."
        )


def _range(answer: Mapping[str, Any], *, has_number: bool) -> str:
    """Return the number and its interval; where the methods together give no number, the interval alone."""
    limits = [figures(limit, least=answer["observed"]) for limit in answer["interval_to_read"] or ()]
    if answer["estimate"] is None or not (limits or has_number):
        return NO_NUMBER
    span = f"{limits[0]} to {limits[1]}, {answer['level']:.0%}" if limits else ""
    if not has_number:
        return f"anything from {span}"
    text = figures(answer["estimate"], least=answer["observed"])
    return f"{text} ({span})" if span else text


def _groups(answer: Mapping[str, Any]) -> Iterator[str]:
    for covariate, values in (answer.get("margins") or {}).items():
        yield f"By {covariate}:"
        for value, margin in values.items():
            if margin["estimate"] is None:
                yield f"{INDENT}{value}: too few to be shown"
                continue
            limits = [figures(limit, least=margin["observed"]) for limit in margin["interval"] or ()]
            span = f" ({limits[0]} to {limits[1]})" if limits else ""
            yield f"{INDENT}{value}: {figures(margin['estimate'], least=margin['observed'])}{span}"


def _checks(answer: Mapping[str, Any]) -> Iterator[str]:
    yield "Looked at:"
    for check in sorted(answer["checks"], key=lambda check: ORDER.index(check["state"])):
        yield f"{INDENT}{check['state']}: {check['message']}"


ORDER = ("failed", "doubted", "passed")
