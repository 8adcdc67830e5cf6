"""What can be said against a table before any model is fitted.

Some tables can give no estimate (a handful of people, a list that holds everyone, two lists that are one); most only give
reasons for doubt (pairs without overlap, few people on two lists).
"""

from dataclasses import dataclass

import numpy as np

from kapea.engines.estimation.answers import Check, doubted, failed, passed
from kapea.engines.estimation.lattice import subsets_of_size
from kapea.engines.estimation.numerals import grouped
from kapea.engines.estimation.table import CaptureTable

FEWEST_SHARED = 10
FEWEST_OBSERVED = 10
MOST_ON_ONE_LIST_SHARE = 0.98


@dataclass(frozen=True, kw_only=True)
class Support:
    """How well the overlaps support a model.

    closed_triples: triples of lists whose three pairs all overlap; with none, the model of all pairs
        cannot be identified.
    """

    pairs: int
    empty_pairs: tuple[tuple[str, str], ...]
    closed_triples: int
    on_one_list_share: float
    shared_people: int

    @staticmethod
    def of(table: CaptureTable) -> "Support":
        """Return the support that the overlaps of a table give."""
        contained, overlaps = table.contained, table.overlaps()
        triples = subsets_of_size(table.size, 3)
        closed = sum(
            all(contained[pair] for pair in subsets_of_size(table.size, 2) if pair & triple == pair)
            for triple in triples
        )
        alone = table.seen_by_exactly(1)
        return Support(
            pairs=len(overlaps),
            empty_pairs=tuple(pair for pair, shared in overlaps.items() if not shared),
            closed_triples=closed,
            on_one_list_share=alone / table.observed,
            shared_people=table.observed - alone,
        )


def screen(table: CaptureTable) -> list[Check]:
    """Return what stands against the table; a failed check means that no method may answer."""
    return [*_degenerate_lists(table), *_thin_overlaps(Support.of(table))]


def _degenerate_lists(table: CaptureTable) -> list[Check]:
    checks = []
    contained, observed = table.contained, table.observed
    if observed < FEWEST_OBSERVED:
        message = f"Only {observed} people were observed; no number may rest on fewer than {FEWEST_OBSERVED}."
        checks.append(failed("few_observed", message))
    for index, name in enumerate(table.lists):
        if contained[1 << index] == observed:
            checks.append(failed("list_holds_everyone", f"List {name} holds everyone who was observed."))
        elif not contained[1 << index]:
            checks.append(failed("list_is_empty", f"Nobody is on list {name}."))
    for pair in subsets_of_size(table.size, 2):
        low, high = (index for index in range(table.size) if pair >> index & 1)
        if contained[1 << low] == contained[1 << high] == contained[pair] > 0:
            one, other = table.lists[low], table.lists[high]
            checks.append(failed("lists_are_equal", f"Lists {one} and {other} hold the same people."))
    if not np.any([contained[pair] for pair in subsets_of_size(table.size, 2)]):
        checks.append(failed("no_overlap", "No two lists share a person."))
    return checks


def _thin_overlaps(support: Support) -> list[Check]:
    checks = []
    if support.shared_people < FEWEST_SHARED:
        message = f"Only {support.shared_people} people are on two lists or more."
        checks.append(doubted("few_shared_people", message))
    else:
        message = f"{grouped(support.shared_people)} people are on two lists or more."
        checks.append(passed("shared_people", message))
    if support.empty_pairs:
        named = ", ".join(f"{one} and {other}" for one, other in support.empty_pairs[:10])
        message = f"{len(support.empty_pairs)} of {support.pairs} pairs of lists share nobody: {named}."
        checks.append(doubted("empty_overlaps", message))
    if support.on_one_list_share > MOST_ON_ONE_LIST_SHARE:
        share = f"{support.on_one_list_share:.0%}"
        checks.append(doubted("mostly_on_one_list", f"{share} of people are on one list only."))
    return checks
