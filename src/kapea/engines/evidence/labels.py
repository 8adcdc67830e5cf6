"""Rule `label_twice`: one printed label on two rows of a table.

The words of a row name one of its dimensions: the one whose code alone decides the words. Two
codes with the same words are two rows that a reader cannot tell apart.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from kapea.engines.evidence.claims import Figure, Finding, State

RULE = "label_twice"


def repeated_labels(figures: Iterable[Figure]) -> list[Finding]:
    """Return each label that a table prints on more than one row."""
    tables: dict[str, list[Figure]] = defaultdict(list)
    for figure in figures:
        if figure.label:
            tables[figure.table].append(figure)
    return [finding for members in tables.values() for finding in _in_table(members)]


def _in_table(figures: Sequence[Figure]) -> list[Finding]:
    found = []
    for dimension in figures[0].dims:
        labels_of: dict[str, set[str]] = defaultdict(set)
        codes_of: dict[str, set[str]] = defaultdict(set)
        for figure in figures:
            labels_of[figure.dims[dimension]].add(figure.label)
            codes_of[figure.label].add(figure.dims[dimension])
        if all(len(labels) == 1 for labels in labels_of.values()):
            found += [
                _finding([each for each in figures if each.label == label], dimension)
                for label, codes in codes_of.items()
                if len(codes) > 1
            ]
    return found


def _finding(rows: Sequence[Figure], dimension: str) -> Finding:
    codes = list(dict.fromkeys(row.dims[dimension] for row in rows))
    by_measure = {
        measure: {row.claim.value.text for row in rows if row.measure == measure}
        for measure in dict.fromkeys(row.measure for row in rows)
    }
    differ = any(len(values) > 1 for values in by_measure.values())
    return Finding(
        rule=RULE,
        subject=rows[0].label,
        property=", ".join(by_measure),
        claims=tuple(row.claim for row in rows),
        message=f"One label stands on {len(codes)} rows ({dimension} {', '.join(codes)})"
        + (" with different figures." if differ else "."),
        state=State.CONTRADICTION if differ else State.TO_CHECK,
        tables=(rows[0].table,),
    )
