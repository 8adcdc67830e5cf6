"""The glossary: words of the field with their Khmer and source, and which words to leave to the law.

Joined from the pack's terminology and from `docs/glossary.yaml`. Khmer that no source gives is
marked proposed.
"""

from pathlib import Path
from typing import Any

import yaml

from reference.tables import heading, table

ROOT = Path(__file__).resolve().parents[2]
TERMINOLOGY = ROOT / "packs" / "khm" / "terminology.yaml"
OWN = ROOT / "docs" / "glossary.yaml"
SOURCES = ROOT / "packs" / "khm" / "publications" / "sources.yaml"
RULES = {
    "use": "use",
    "caution": "say more",
    "legal_only": "in the law's own words only",
    "avoid": "avoid",
}


def page() -> str:
    """Return the glossary."""
    pack, own = _read(TERMINOLOGY), _read(OWN)
    sourced = {word["concept"]: word for word in pack["words"]}
    about = (
        "Words of the field, never coined. Exploitation is named in the words of the Luxembourg Guidelines (LUX).\n"
        "Khmer marked *proposed* is ours and waits for a speaker (docs/khmer-review.md)."
    )
    words = [
        [f"**{each['term']}**", each["means"], _khmer(each, sourced), each["source"]]
        for each in sorted(own["terms"], key=lambda each: str(each["term"]))
    ]
    khmer = [
        [
            word["concept"],
            word["word"]["km"],
            word.get("alternative", ""),
            word.get("note", ""),
            word["source"],
        ]
        for word in sorted(pack["words"], key=lambda each: str(each["concept"]).lower())
    ]
    rules = [
        [
            f"“{term['term']}”",
            RULES[term["rule"]],
            ", ".join(term.get("preferred", [])),
            term.get("reason", ""),
            term.get("source", "*proposed*"),
        ]
        for term in sorted(pack["terms"], key=lambda each: (list(RULES).index(each["rule"]), each["term"]))
    ]
    return "\n".join(
        [
            heading("Glossary", about),
            "## Words of this system\n",
            table(["word", "what it means here", "Khmer", "source"], words),
            "## Khmer words of the field\n",
            table(["English", "Khmer", "also", "note", "source"], khmer),
            "## Words about exploitation\n",
            table(["word", "how", "instead", "why", "source"], rules),
            "## Sources\n",
            table(["alias", "title"], _cited(pack, own)),
        ]
    )


def _read(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def _khmer(each: dict[str, str], sourced: dict[str, Any]) -> str:
    known = sourced.get(each["term"])
    if known:
        return str(known["word"]["km"])
    return f"{each['km']} (*proposed*)"


def _cited(pack: Any, own: Any) -> list[list[str]]:
    known = {source["alias"]: source["title"] for source in _read(SOURCES)["sources"]}
    cited = {each.get("source", "") for part in (pack["terms"], pack["words"], own["terms"]) for each in part}
    return [[alias, known[alias]] for alias in sorted(cited) if alias in known]
