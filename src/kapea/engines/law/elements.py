"""What a provision asks of each element, what is stated of it, and whether the two meet.

An element of a provision is free (the provision asks nothing), limited to some words, or not
coded: the sources do not say what the text asks, so nothing can be concluded. A statement lists
what is known to be so; it is complete when nothing else was so.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from kapea.engines.law.errors import InvalidLaw
from kapea.engines.law.truth import Truth
from kapea.engines.law.vocabulary import MAY_BE, WORDS, with_wider


@dataclass(frozen=True, kw_only=True)
class Stated:
    """What is known of one element of an incident.

    words: what is known to be so. is_complete: nothing else was so.
    """

    words: frozenset[str] = frozenset()
    is_complete: bool = False

    @cached_property
    def reach(self) -> frozenset[str]:
        """The words stated and all wider ones."""
        return frozenset().union(*(with_wider(word) for word in self.words))

    @cached_property
    def open_reach(self) -> frozenset[str]:
        """The words that what is stated may also be."""
        return frozenset(wide for word in self.words if word in MAY_BE for wide in with_wider(MAY_BE[word]))


NOT_KNOWN: Final = Stated()
NONE: Final = Stated(is_complete=True)


def stated(*words: str) -> Stated:
    """Exactly these words and no other."""
    return Stated(words=frozenset(words), is_complete=True)


@dataclass(frozen=True, kw_only=True)
class Limit:
    """What a provision asks of one element.

    words: one of them is needed, or with `needs_all` each of them; empty when free.
    is_coded: False when the sources do not give what the text asks.
    """

    words: frozenset[str] = frozenset()
    is_coded: bool = True
    needs_all: bool = False

    @property
    def is_free(self) -> bool:
        return self.is_coded and not self.words

    def met_by(self, statement: Stated) -> Truth:
        """Whether a statement meets the limit; unknown where text or facts leave it open.

        >>> Limit(words=frozenset({"exploitation"})).met_by(stated("prostitution"))
        True
        >>> print(Limit(words=frozenset({"prostitution"})).met_by(stated("exploitation")))
        None
        """
        if self.is_free:
            return True
        if not self.is_coded:
            return None
        answers = {self._word_met(word, statement) for word in self.words}
        if self.needs_all:
            return False if False in answers else None if None in answers else True
        return True if True in answers else None if None in answers else False

    def _word_met(self, word: str, statement: Stated) -> Truth:
        if word in statement.reach:
            return True
        if not statement.is_complete or word in statement.open_reach:
            return None
        # "exploitation" is stated and "prostitution" asked: it may have been that
        return None if with_wider(word) & statement.words else False

    def __str__(self) -> str:
        if not self.is_coded:
            return "not coded"
        return (" and " if self.needs_all else ", ").join(sorted(self.words)) or "any"


FREE: Final = Limit()
NOT_CODED: Final = Limit(is_coded=False)

LIMITED: Final = (
    "conduct", "object", "means", "purpose", "setting", "medium", "consideration", "capacity",
    "circumstances",
)  # fmt: skip
"""The elements that are limited by words, in the order in which they are shown."""


def limit(element: str, words: Iterable[str]) -> Limit:
    """The limit that asks for one of the words (every one, for circumstances). Raises InvalidLaw."""
    asked = frozenset(words)
    for word in sorted(asked - set(WORDS[element])):
        raise InvalidLaw(f"{element} {word!r} is not in the vocabulary.", about=element)
    return Limit(words=asked, needs_all=element == "circumstances")


@dataclass(frozen=True, kw_only=True)
class Elements:
    """What a provision asks, element by element. Nothing is coded until somebody has read the text."""

    conduct: Limit = NOT_CODED
    object: Limit = NOT_CODED
    means: Limit = NOT_CODED
    purpose: Limit = NOT_CODED
    setting: Limit = NOT_CODED
    medium: Limit = NOT_CODED
    consideration: Limit = NOT_CODED
    capacity: Limit = NOT_CODED
    circumstances: Limit = NOT_CODED
    inferred: frozenset[str] = field(default_factory=frozenset)

    def limits(self) -> Iterable[tuple[str, Limit]]:
        for name in LIMITED:
            yield name, getattr(self, name)


__all__ = [
    "FREE",
    "LIMITED",
    "NONE",
    "NOT_CODED",
    "NOT_KNOWN",
    "Elements",
    "Limit",
    "Stated",
    "limit",
    "stated",
]
