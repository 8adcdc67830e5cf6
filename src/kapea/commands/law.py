"""`kapea law`: the law of a pack, computed; each answer in words for who did not ask for JSON."""

import argparse
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from kapea.commands.answers import lines_of

FITS = {"yes": "applies", "maybe": "may apply", "no": "does not apply"}
Answer = tuple[int, Any, str]


def add(commands: Any) -> None:
    """Add `law` and its acts to the command."""
    law = commands.add_parser("law", help="the law of the pack, computed").add_subparsers(
        dest="act", required=True
    )
    assess = law.add_parser("assess", help="criteria with status and trace")
    assess.add_argument("--on", help="the day whose law is assessed")
    assess.add_argument("--scenario", help="a file of changes, or the id of one of the pack")
    assess.set_defaults(run=_assess)
    consequences = law.add_parser("consequences", help="what follows from each offence")
    consequences.add_argument("--on", help="the day whose version of each offence is meant")
    consequences.set_defaults(run=_consequences)
    charges = law.add_parser("charges", help="provisions that may apply to given facts, and why")
    charges.add_argument("facts", type=Path, help="a YAML file of what is known of an incident")
    charges.set_defaults(run=_charges)
    for each in (assess, consequences, charges):
        each.add_argument(
            "--pack", type=Path, default=Path("packs/khm"), help="the folder of the country's pack"
        )
        each.add_argument("--json", action="store_true", help="the whole answer, with traces and sources")


def _assess(options: argparse.Namespace) -> Answer:
    from kapea.packs.law import assess

    found = assess(options.pack, on=options.on, scenario=options.scenario)
    criteria = lines_of(found["criteria"], "id", "status", "criterion")
    return 0, found, paragraphs([criteria, *_effects(found), found["notice"]])


def _effects(found: Mapping[str, Any]) -> list[str]:
    """Return what a scenario changes, in words; nothing without one."""
    if not found.get("scenario"):
        return []
    changes = [
        f"{each['criterion']}: {each['before']} -> {each['after']} ({each['direction']})"
        for each in found["changes"]
    ]
    changes += [
        f"{each['id']}: recommendation met ({each['topic']})" for each in found["recommendations_met"]
    ]
    net = f"{found['net']['better']} better, {found['net']['worse']} worse"
    return ["\n".join([f"{found['scenario']['title']}: {net}", *changes])]


def _consequences(options: argparse.Namespace) -> Answer:
    from kapea.packs.law import consequences

    found = consequences(options.pack, on=options.on)
    rows = lines_of(
        found["offences"], "id", "class", "imprisonment", "limitation_years", "double_criminality", "title"
    )
    return 0, found, paragraphs([rows, found["notice"]])


def _charges(options: argparse.Namespace) -> Answer:
    from kapea.packs.law import charges

    found = charges(options.pack, options.facts)
    return 0, found, words_of_charges(found)


def words_of_charges(found: Mapping[str, Any]) -> str:
    """Return in words which provisions may apply, why, and what to find out."""
    told = [charge_in_words(each) for each in found["charges"]]
    told += [f"{each['offence']}: not proposed. {each['why']}" for each in found["withheld"]]
    told = told or ["No provision of the pack applies."]
    questions = [f"- {each['question']} ({', '.join(each['offences'])})" for each in found["to_find_out"]]
    if questions:
        told.append("\n".join(["To find out:", *questions]))
    if found["texts_to_read"]:
        told.append(f"The sources do not give all of: {_listed(found['texts_to_read'])}. Read the text.")
    return paragraphs([*told, found["notice"]])


def charge_in_words(charge: Mapping[str, Any]) -> str:
    """Return one provision with its elements by state, jurisdiction, limitation, penalties and sources."""
    bases = _listed(charge["jurisdiction"]["bases"])
    return "\n".join(
        [
            f"{charge['offence']}  {charge['title']}: {FITS[charge['fits']]}",
            *_elements_by_state(charge),
            f"  jurisdiction: {charge['jurisdiction']['state']}" + (f" ({bases})" if bases else ""),
            *_abroad(charge["jurisdiction"]),
            f"  {charge['class'] or 'class not known'}, {charge['imprisonment'] or 'penalty not given'}",
            *_additional(charge),
            f"  limitation ends: {_limitation(charge)}",
            f"  sources: {_listed(' '.join(each.values()) for each in charge['sources'])}",
        ]
    )


NEEDED_ABROAD = {
    True: "it must be punishable there too",
    False: "it need not be punishable there",
    "open": "whether it must be punishable there too is not settled",
    None: "whether it must be punishable there too is not known",
}


def _abroad(jurisdiction: Mapping[str, Any]) -> Iterable[str]:
    """Return what an act done abroad needs; nothing when it was done at home."""
    if (needed := jurisdiction["abroad"]) is not None:
        yield f"  done abroad: {NEEDED_ABROAD[needed['double_criminality']]} ({needed['why'].rstrip('.')})"
    if jurisdiction["note"]:
        yield f"  {jurisdiction['note']}"


def _additional(charge: Mapping[str, Any]) -> Iterable[str]:
    """Return the penalties that a court may add, with the provisions that give them."""
    found = [f"{each['penalty']} ({each['provision']})" for each in charge["additional_penalties"]]
    if found:
        yield f"  also possible: {_listed(found)}"


def _elements_by_state(charge: Mapping[str, Any]) -> Iterator[str]:
    for state in ("met", "unmet", "unknown"):
        asked = [each["asked"] for each in charge["elements"] if each["state"] == state]
        if asked:
            yield f"  {state}: {_listed(asked)}"


def _limitation(charge: Mapping[str, Any]) -> str:
    """Return the last day, or between which days it lies when the day of the act is not known exactly."""
    if not charge["limitation_ends_between"]:
        return "not known"
    first, last = charge["limitation_ends_between"]
    return str(first) if first == last else f"between {first} and {last}"


def _listed(words: Iterable[object]) -> str:
    return "; ".join(str(word).replace("_", " ") for word in words)


def paragraphs(parts: Iterable[str]) -> str:
    """Return the parts that say something, a blank line between them."""
    return "\n\n".join(part for part in parts if part)
