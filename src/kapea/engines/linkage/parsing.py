"""Which words of a full name are the family name and which the given name.

Learnt from the table at hand: words that mostly stand first act as family names where family comes
first, so a swapped name is seen, and a Khmer name written without a space is split where a known
family name ends. It knows no list of names.
"""

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from kapea.engines.linkage.names import skeleton, words
from kapea.engines.linkage.script import is_khmer

SWAP_EVIDENCE = 1.5  # log odds that the last word is the family name, before a name counts as swapped
FEWEST_SEEN = 3  # times a Khmer word must stand first before an unspaced name is split after it
GIVEN_ALONE_PENALTY = 3.0  # log odds against a record that holds a given name only


@dataclass(frozen=True, slots=True)
class FullName:
    """The words of a name by their role; either may be empty."""

    family: tuple[str, ...]
    given: tuple[str, ...]


NOBODY = FullName((), ())


@dataclass(kw_only=True)
class NameParser:
    """Parses names by the habits of the table it was learnt from.

    seen: how often each skeleton stood anywhere in a name.
    """

    family_odds: dict[str, float]
    khmer_families: Counter[str]
    khmer_givens: Counter[str]
    families_seen: int
    givens_seen: int
    seen: Counter[str]
    _known: dict[str, FullName] = field(default_factory=dict)

    def parse(self, name: str | None) -> FullName:
        """Return the name's parts; a single word is a given name unless it can be split."""
        if not name:
            return NOBODY
        parsed = self._known.get(name)
        if parsed is None:
            parsed = self._known[name] = self._parse(words(name))
        return parsed

    def _parse(self, parts: tuple[str, ...]) -> FullName:
        if not parts:
            return NOBODY
        if len(parts) == 1:
            return self._split(parts[0])
        first = self.family_odds.get(skeleton(parts[0]), 0.0)
        last = self.family_odds.get(skeleton(parts[-1]), 0.0)
        if last - first > SWAP_EVIDENCE:
            return FullName(parts[-1:], parts[:-1])
        return FullName(parts[:1], parts[1:])

    def _split(self, word: str) -> FullName:
        alone = self._given_odds(word) - GIVEN_ALONE_PENALTY
        best, where = alone, 0
        if is_khmer(word):
            for end in range(2, len(word) - 1):
                if word[:end] in self.khmer_families and "\u1780" <= word[end] <= "\u17b3":
                    family_odds = math.log(self.khmer_families[word[:end]] / self.families_seen)
                    score = family_odds + self._given_odds(word[end:])
                    if word[end - 1] != "\u17d2" and score > best:
                        best, where = score, end
        return FullName((word[:where],), (word[where:],)) if where else FullName((), (word,))

    def _given_odds(self, word: str) -> float:
        return math.log((self.khmer_givens.get(word, 0) + 0.05) / max(self.givens_seen, 1))


def learn_names(names: Iterable[str | None]) -> NameParser:
    """Return a parser that has the habits of the given full names."""
    first: Counter[str] = Counter()
    later: Counter[str] = Counter()
    khmer_first: Counter[str] = Counter()
    khmer_later: Counter[str] = Counter()
    for name in names:
        parts = words(name) if name else ()
        if len(parts) < 2:
            continue
        first[skeleton(parts[0])] += 1
        later.update(skeleton(part) for part in parts[1:])
        if is_khmer(parts[0]):
            khmer_first[parts[0]] += 1
            khmer_later["".join(parts[1:])] += 1
    odds = {key: math.log((first[key] + 0.5) / (later[key] + 0.5)) for key in first | later}
    fewest = max(FEWEST_SEEN, khmer_first.total() / 20_000)
    families = Counter({word: count for word, count in khmer_first.items() if count >= fewest})
    return NameParser(
        family_odds=odds,
        khmer_families=families,
        khmer_givens=khmer_later,
        families_seen=families.total(),
        givens_seen=khmer_later.total(),
        seen=first + later,
    )


def nobody_known() -> NameParser:
    """Return a parser without habits: the first of several words is the family name."""
    return learn_names(())
