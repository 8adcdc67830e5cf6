"""Whether provisions, criteria, commitments and recommendations point at each other rightly.

What the law says is for the law engine; here only the shape and the references are looked at.
"""

import re
from typing import Final

from kapea.packs.checking.codes import find_repeats
from kapea.packs.marked import Entry, FaultBook, read_rows, read_yaml
from kapea.packs.offences import CROSSWALK_FILE, FILE, OffenceRecord
from kapea.packs.pack import Pack

CRITERIA_FILE: Final = "law/criteria.yaml"
COMMITMENTS_FILE: Final = "commitments/commitments.yaml"
RECOMMENDATIONS_FILE: Final = "recommendations/recommendations.yaml"
_DATE: Final = r"\d{4}(-\d{2}(-\d{2})?)?"
_WHEN: Final = re.compile(rf"({_DATE}(/{_DATE})?)?")


def check_law(pack: Pack, book: FaultBook) -> dict[str, int]:
    """Check the four files; return how many of each there are."""
    find_repeats(((one.code, one.line) for one in pack.offences), file=FILE, what="offence", book=book)
    for offence in pack.offences:
        _check_penalty(offence, book)
    _check_crosswalk(pack, book)
    counts = _check_criteria(pack, book)
    counts["commitments"] = _check_commitments(pack, book)
    counts["recommendations"] = _check_recommendations(pack, book)
    return counts


def _check_penalty(offence: OffenceRecord, book: FaultBook) -> None:
    penalty = offence.attributes.get("imprisonment")
    if not isinstance(penalty, dict):
        return
    if penalty.get("unit") not in ("days", "months", "years", "life"):
        book.add(
            FILE, offence.line, f"offence {offence.code}: imprisonment needs a unit (days, months, years)"
        )
    least, most = penalty.get("min"), penalty.get("max")
    if isinstance(least, int | float) and isinstance(most, int | float) and least > most:
        book.add(FILE, offence.line, f"offence {offence.code}: the least imprisonment is over the most")


def _check_crosswalk(pack: Pack, book: FaultBook) -> None:
    offences = [offence.code for offence in pack.offences]
    classes = pack.code_list("iccs") if "iccs" in pack.code_list_headings else ()
    rows = read_rows(book, CROSSWALK_FILE, ("key", "iccs_code"))
    find_repeats(((row.maybe("key"), row.line) for row in rows), file=CROSSWALK_FILE, what="key", book=book)
    for row in rows:
        key = row.text("key")
        if not row.maybe("no_offence") and not any(
            code == key or code.startswith(f"{key}-") for code in offences
        ):
            row.fault(f"key {key!r} is no offence and no beginning of one")
        if row.text("iccs_code") not in classes:
            row.fault(f"iccs_code {row.maybe('iccs_code')!r} is not a code of iccs")
    keys = {row.maybe("key") for row in rows}
    for table in pack.publications:
        for cell in table.rows:
            used = cell.attributes.get("crosswalk_key", "")
            if used and used not in keys:
                book.add(table.file, cell.line, f"crosswalk_key {used!r} is not in {CROSSWALK_FILE}")


def _check_criteria(pack: Pack, book: FaultBook) -> dict[str, int]:
    root = read_yaml(book, CRITERIA_FILE)
    facts = dict(root.at("facts").pairs())
    for name, fact in facts.items():
        fact.text("question")
        if fact.has("value") and fact.at("value").value not in (True, False, None):
            fact.at("value").fault(f"fact {name} must be true, false or null")
    criteria = root.at("criteria").items()
    find_repeats(
        ((one.text("id"), one.line) for one in criteria), file=CRITERIA_FILE, what="criterion", book=book
    )
    for criterion in criteria:
        for fact_name in criterion.texts("requires"):
            if fact_name not in facts:
                criterion.at("requires").fault(f"fact {fact_name!r} is not in facts")
        for reported in criterion.at("reported").items():
            _check_alias(pack, reported)
    scenarios = root.at("scenarios").items()
    for scenario in scenarios:
        _check_scenario(scenario, facts, {one.text("id") for one in criteria})
    return {"facts": len(facts), "criteria": len(criteria), "scenarios": len(scenarios)}


def _check_scenario(scenario: Entry, facts: dict[str, Entry], criteria: set[str]) -> None:
    scenario.text("id")
    if scenario.has("overrides"):
        for name, override in scenario.at("overrides").pairs():
            if name not in facts:
                override.fault(f"fact {name!r} is not in facts")
    if scenario.has("expected_changes"):
        for change in scenario.at("expected_changes").items():
            if change.text("criterion") not in criteria:
                change.fault(f"criterion {change.text('criterion')!r} is not in criteria")


def _check_commitments(pack: Pack, book: FaultBook) -> int:
    commitments = read_yaml(book, COMMITMENTS_FILE).at("commitments").items()
    find_repeats(
        ((one.text("id"), one.line) for one in commitments),
        file=COMMITMENTS_FILE,
        what="commitment",
        book=book,
    )
    for commitment in commitments:
        commitment.text("type")
        commitment.text("title")
        for event in commitment.at("events").items():
            when = event.text("date", default="") if event.at("date").value != "" else ""
            if not _WHEN.fullmatch(when):
                event.fault(f"date {when!r} is not YYYY, YYYY-MM, YYYY-MM-DD or two of them with a slash")
        for source in commitment.at("sources").items():
            _check_alias(pack, source)
    return len(commitments)


def _check_recommendations(pack: Pack, book: FaultBook) -> int:
    root = read_yaml(book, RECOMMENDATIONS_FILE)
    clusters = root.at("clusters").field_names()
    criteria = {one.text("id") for one in read_yaml(book, CRITERIA_FILE).at("criteria").items()}
    recommendations = root.at("recommendations").items()
    find_repeats(
        ((one.text("id"), one.line) for one in recommendations),
        file=RECOMMENDATIONS_FILE,
        what="recommendation",
        book=book,
    )
    for one in recommendations:
        _check_alias(pack, one)
        if one.text("cluster") not in clusters:
            one.at("cluster").fault(f"cluster {one.text('cluster')!r} is not in clusters")
        for criterion in one.texts("criteria"):
            if criterion not in criteria:
                one.at("criteria").fault(f"criterion {criterion!r} is not in {CRITERIA_FILE}")
    return len(recommendations)


def _check_alias(pack: Pack, entry: Entry) -> None:
    alias = entry.text("source")
    if alias and alias not in pack.sources:
        entry.at("source").fault(f"source {alias!r} is not in the list of sources")
