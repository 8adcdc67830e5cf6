"""Whether commitments, recommendations and the crosswalk point at what is there.

What the law says is read, and refused, by `packs.law`; this adds only what lies between files.
"""

import re
from collections.abc import Sequence
from typing import Final

from kapea.packs.checking.codes import find_repeats
from kapea.packs.marked import Entry, FaultBook, read_yaml
from kapea.packs.offences import CROSSWALK_FILE
from kapea.packs.pack import Pack
from kapea.packs.rows import read_rows

CRITERIA_FILE: Final = "law/criteria.yaml"
COMMITMENTS_FILE: Final = "commitments/commitments.yaml"
RECOMMENDATIONS_FILE: Final = "recommendations/recommendations.yaml"
_DATE: Final = r"\d{4}(-\d{2}(-\d{2})?)?"
_WHEN: Final = re.compile(rf"({_DATE}(/{_DATE})?)?")


def check_law(pack: Pack, book: FaultBook) -> dict[str, int]:
    """Check the law and what refers to it; return how many of each there are."""
    from kapea.packs.law.body import check_law_text, read_scenarios  # who only loads a pack needs no law

    check_law_text(book)
    root = read_yaml(book, CRITERIA_FILE)
    criteria = root.at("criteria").items()
    for criterion in criteria:
        for reported in criterion.at("reported").items() if criterion.has("reported") else ():
            _check_alias(pack, reported)
    _check_crosswalk(pack, book)
    known = {one.text("id") for one in criteria}
    return {
        "facts": len(root.at("facts").field_names()),
        "criteria": len(criteria),
        "scenarios": len(read_scenarios(book)),
        "commitments": _check_commitments(pack, book),
        "recommendations": _check_recommendations(pack, book, known),
    }


def _check_crosswalk(pack: Pack, book: FaultBook) -> None:
    offences = [offence.code for offence in pack.offences]
    classes = pack.code_list("iccs").codes if "iccs" in pack.code_list_headings else ()
    rows = read_rows(book, CROSSWALK_FILE, ("key", "iccs_code"))
    find_repeats(((row.maybe("key"), row.line) for row in rows), file=CROSSWALK_FILE, what="key", book=book)
    for row in rows:
        key = row.text("key")
        found = any(code == key or code.startswith(f"{key}-") for code in offences)
        if not found and not row.maybe("no_offence"):
            row.fault(f"key {key!r} is no offence and no beginning of one")
        for column in ("iccs_code", "iccs_child"):
            given = row.text(column) if column == "iccs_code" else row.maybe(column)
            if given and given not in classes:
                row.fault(f"{column} {row.maybe(column)!r} is not a code of iccs")
    keys = {row.maybe("key") for row in rows}
    for table in pack.publications:
        for cell in table.rows:
            used = cell.attributes.get("crosswalk_key", "")
            if used and used not in keys:
                book.add(table.file, cell.line, f"crosswalk_key {used!r} is not in {CROSSWALK_FILE}")


def _check_commitments(pack: Pack, book: FaultBook) -> int:
    commitments = read_yaml(book, COMMITMENTS_FILE).at("commitments").items()
    _find_repeated_ids(commitments, "commitment", book)
    for commitment in commitments:
        commitment.text("type")
        commitment.text("title")
        for event in commitment.at("events").items():
            when = str(event.at("date").value if event.at("date").value is not None else "")
            if not _WHEN.fullmatch(when):
                event.fault(f"date {when!r} is not YYYY, YYYY-MM, YYYY-MM-DD or two of them with a slash")
        for source in commitment.at("sources").items():
            _check_alias(pack, source)
    return len(commitments)


def _check_recommendations(pack: Pack, book: FaultBook, criteria: set[str]) -> int:
    root = read_yaml(book, RECOMMENDATIONS_FILE)
    clusters = root.at("clusters").field_names()
    recommendations = root.at("recommendations").items()
    _find_repeated_ids(recommendations, "recommendation", book)
    for one in recommendations:
        _check_alias(pack, one)
        if one.text("cluster") not in clusters:
            one.at("cluster").fault(f"cluster {one.text('cluster')!r} is not in clusters")
        for criterion in one.texts("criteria"):
            if criterion not in criteria:
                one.at("criteria").fault(f"criterion {criterion!r} is not in {CRITERIA_FILE}")
    return len(recommendations)


def _find_repeated_ids(entries: Sequence[Entry], what: str, book: FaultBook) -> None:
    if entries:
        codes = ((one.text("id"), one.line) for one in entries)
        find_repeats(codes, file=entries[0].file, what=what, book=book)


def _check_alias(pack: Pack, entry: Entry) -> None:
    alias = entry.text("source")
    if alias and alias not in pack.sources:
        entry.at("source").fault(f"source {alias!r} is not in the list of sources")
