"""Which works, provisions, criteria and questions hold the words that somebody looks for. Pure.

Every word must be there, in any order and anywhere in the record's own words or its name;
letters are compared without case.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping

from kapea.engines.law.body import BodyOfLaw
from kapea.monitoring.law.links import Citing
from kapea.packs.law import Wording


def found(words: str, body: BodyOfLaw, wordings: Iterable[Wording] = ()) -> tuple[Citing, ...]:
    """Return what holds every word: works first, then provisions, criteria, questions, recommendations.

    wordings: the same records in further languages.
    """
    wanted = _plain(words).split()
    if not wanted:
        return ()
    in_others = _in_other_words(wordings)
    return tuple(
        dict.fromkeys(
            who
            for who, held in _held(body)
            if all(word in _plain(f"{held} {in_others[who.name]}") for word in wanted)
        )
    )


def _in_other_words(wordings: Iterable[Wording]) -> Mapping[str, str]:
    """All words of each record in further languages, by its name."""
    told: defaultdict[str, str] = defaultdict(str)
    for wording in wordings:
        for texts in wording.texts.values():
            for name, text in texts.items():
                told[name] += f" {text}"
    return told


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
    for one in body.recommendations:
        words = f"{one.id} {one.topic} {one.words} {one.by} {one.source}"
        yield Citing(kind="recommendation", name=one.id, title=one.topic), words


def _plain(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold()
