"""Reads the criteria of the instruments, and the recommendations that ask for changes of the law."""

from typing import Final

from kapea.engines.law.citation import Citation
from kapea.engines.law.criteria import Criterion, Reported, Status
from kapea.engines.law.recommendation import LawRecommendation
from kapea.packs.law.entries import given, names
from kapea.packs.marked import Entry, FaultBook, read_yaml

CRITERIA_FILE = "law/criteria.yaml"
RECOMMENDATIONS_FILE = "recommendations/recommendations.yaml"
CHANGES_LAW: Final = ("legislate", "ratify")


def read_criteria(root: Entry) -> tuple[Criterion, ...]:
    """Every criterion, in the order of the file; a fact that no question asks is a fault."""
    facts = set(root.at("facts").field_names())
    found: dict[str, Criterion] = {}
    for entry in root.at("criteria").items():
        criterion = _criterion(entry)
        if criterion.id in found:
            entry.fault(f"{criterion.id} stands twice")
        for fact in entry.at("requires").items():
            if fact.value not in facts:
                fact.fault(f"{criterion.id} requires {fact.value}, which is no fact")
        found[criterion.id] = criterion
    return tuple(found.values())


def _criterion(entry: Entry) -> Criterion:
    reported = given(entry, "reported")
    return Criterion(
        id=entry.text("id"),
        instrument=entry.text("instrument"),
        article=str(entry.at("article").value),
        binding=entry.text("binding"),
        criterion=entry.text("criterion"),
        requires=names(entry, "requires"),
        forms=names(entry, "forms"),
        national_provisions=names(entry, "national_provisions"),
        reported=tuple(_reported(one) for one in reported.items()) if reported else (),
    )


def _reported(entry: Entry) -> Reported:
    return Reported(
        status=entry.choice("status", tuple(Status)),
        verdict=entry.choice("verdict", ("explicit", "coded"), default="coded"),
        citation=Citation(source=entry.text("source"), locator=str(entry.at("locator").value)),
    )


def read_law_recommendations(book: FaultBook) -> tuple[LawRecommendation, ...]:
    """The recommendations that ask for a change of law and name the criteria it would meet."""
    if not (book.root / RECOMMENDATIONS_FILE).is_file():
        return ()
    entries = read_yaml(book, RECOMMENDATIONS_FILE).at("recommendations").items()
    return tuple(
        LawRecommendation(
            id=entry.text("id"),
            topic=entry.text("topic", default=""),
            criteria=names(entry, "criteria"),
            source=Citation(source=entry.text("source"), locator=str(entry.at("locator").value)),
            words=entry.text("paraphrase", default=""),
            by=entry.text("origin", default=""),
            later=entry.text("followup_in_seeds", default=""),
        )
        for entry in entries
        if entry.text("action_type", default="") in CHANGES_LAW and given(entry, "criteria") is not None
    )
