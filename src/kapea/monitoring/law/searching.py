"""Which works, provisions, criteria and questions hold the words that somebody looks for. Pure.

Every word must be there, in any order and anywhere in the record's own words or its name;
letters are compared without case.
"""

import unicodedata
from collections.abc import Iterable

from kapea.engines.law.body import BodyOfLaw
from kapea.monitoring.law.links import Citing


def found(words: str, body: BodyOfLaw) -> tuple[Citing, ...]:
    """Return what holds every word: works first, then provisions, criteria and questions."""
    wanted = _plain(words).split()
    if not wanted:
        return ()
    return tuple(
        dict.fromkeys(who for who, held in _held(body) if all(word in _plain(held) for word in wanted))
    )


def _held(body: BodyOfLaw) -> Iterable[tuple[Citing, str]]:
    """Yield each record with all its words."""
    for work in body.works.values():
        words = " ".join([work.id, work.title, *work.titles.values(), work.kind])
        yield Citing(kind="work", name=work.id, title=work.title), words
    for versions in body.versions.values():
        one = versions[-1]
        words = f"{one.id} {one.work} {one.article} {one.title} {one.conduct} {one.notes}"
        yield Citing(kind="provision", name=one.id, title=one.title), words
    for provision in body.provisions.values():
        words = f"{provision.id} {provision.work} {provision.article} {provision.subject}"
        yield Citing(kind="provision", name=provision.id, title=provision.subject), words
    for criterion in body.criteria:
        named = " ".join(criterion.national_provisions)
        words = f"{criterion.id} {criterion.instrument} {criterion.article} {criterion.criterion} {named}"
        yield Citing(kind="criterion", name=criterion.id, title=criterion.criterion), words
    for fact in body.facts.values():
        yield Citing(kind="fact", name=fact.id, title=fact.question), f"{fact.id} {fact.question}"


def _plain(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold()
