"""What is linked with what in the law: criteria with provisions, and passages with whoever cites them. Pure.

A criterion is linked with a provision when a fact that it requires was answered from it, or when
the pack names the provision beside the criterion ("TIPSE 41(3)-(4)", "CC 284-289").
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kapea.engines.law.assessment import Assessment
from kapea.engines.law.body import BodyOfLaw
from kapea.engines.law.citation import Citation
from kapea.engines.law.criteria import CriterionResult

_LEADING = re.compile(r"\d+")
_SPAN = re.compile(r"(?P<first>\d+)(?:\((?P<sub>\w+)\))?(?:-\(?(?P<last>\w+)\)?)?")


@dataclass(frozen=True, kw_only=True, order=True)
class Citing:
    """A record that cites a passage. kind: work, provision, criterion, fact or recommendation."""

    kind: str
    name: str
    title: str


def named_provisions(text: str, body: BodyOfLaw) -> tuple[str, ...]:
    """Return the records that words such as `CC 284-289, 671` name; none for prose.

    A named article stands for all its paragraphs, a named paragraph for itself.
    """
    work = max((name for name in body.works if text.startswith(f"{name} ")), key=len, default="")
    if not work:
        return ()
    held = _by_article(body, work)
    found: list[str] = []
    for part in text.removeprefix(work).replace("(draft)", "").split(","):
        found.extend(_of_part(part.strip(), held))
    return tuple(dict.fromkeys(found))


def _of_part(part: str, held: Mapping[str, tuple[int, str]]) -> Iterable[str]:
    span = _SPAN.match(part)
    if span is None:
        return ()
    first, sub, last = int(span["first"]), span["sub"], span["last"] or ""
    if sub:
        wanted = {f"{first}({one})" for one in _between(sub, last)}
        return [name for name, (_, article) in held.items() if article in wanted]
    end = int(last) if last.isdigit() else first
    return [name for name, (number, _) in held.items() if first <= number <= end]


def _between(first: str, last: str) -> list[str]:
    if first.isdigit() and last.isdigit():
        return [str(one) for one in range(int(first), int(last) + 1)]
    return [first]


def _by_article(body: BodyOfLaw, work: str) -> dict[str, tuple[int, str]]:
    """Each record of a work with the number and the words of its article."""
    records = [*(one for one in body.provisions.values()), *(one[-1] for one in body.versions.values())]
    found = {}
    for record in records:
        number = _LEADING.match(record.article)
        if record.work == work and number:
            found[record.id] = (int(number[0]), record.article)
    return found


def same_article(name: str, body: BodyOfLaw) -> tuple[str, ...]:
    """Return the other records of a record's article."""
    record = body.versions[name][-1] if name in body.versions else body.provisions[name]
    held = _by_article(body, record.work)
    if name not in held:
        return ()
    return tuple(one for one, (number, _) in held.items() if number == held[name][0] and one != name)


def provisions_of(result: CriterionResult, body: BodyOfLaw) -> tuple[str, ...]:
    """Return the recorded provisions that a criterion rests on, those of its facts first."""
    traced = [name for value in result.trace for name in value.provisions if body.knows(name)]
    named = [name for text in result.criterion.national_provisions for name in named_provisions(text, body)]
    return tuple(dict.fromkeys([*traced, *named]))


def unrecorded_names(result: CriterionResult, body: BodyOfLaw) -> tuple[str, ...]:
    """Return what the pack names beside a criterion and does not record: prose, other texts."""
    return tuple(text for text in result.criterion.national_provisions if not named_provisions(text, body))


def served_by(name: str, found: Assessment, body: BodyOfLaw) -> tuple[CriterionResult, ...]:
    """Return the criteria that a provision serves."""
    return tuple(result for result in found.results if name in provisions_of(result, body))


def citing(source: str, locator: str, body: BodyOfLaw) -> tuple[Citing, ...]:
    """Return who cites a passage ("" for any passage of the source), in the order of the pack."""
    return tuple(
        dict.fromkeys(
            who
            for who, cited in all_citations(body)
            if cited.source == source and locator in ("", cited.locator)
        )
    )


def passages(source: str, body: BodyOfLaw) -> tuple[str, ...]:
    """Return the places of a source that something cites, sorted."""
    return tuple(sorted({cited.locator for _, cited in all_citations(body) if cited.source == source}))


def all_citations(body: BodyOfLaw) -> Iterable[tuple[Citing, Citation]]:
    """Yield each record with each passage that it cites."""
    for work in body.works.values():
        yield from _each(Citing(kind="work", name=work.id, title=work.title), work.sources)
    for offence in body.offences:
        yield from _each(Citing(kind="provision", name=offence.id, title=offence.title), offence.sources)
    for provision in body.provisions.values():
        who = Citing(kind="provision", name=provision.id, title=provision.subject)
        yield from _each(who, provision.sources)
    for definition in body.definitions:
        work = body.works.get(definition.work)
        who = Citing(kind="work", name=definition.work, title=work.title if work else definition.work)
        yield from _each(who, definition.sources)
    for criterion in body.criteria:
        who = Citing(kind="criterion", name=criterion.id, title=criterion.criterion)
        yield from _each(who, (one.citation for one in criterion.reported))
    for fact in body.facts.values():
        who = Citing(kind="fact", name=fact.id, title=fact.question)
        yield from _each(who, (*fact.sources, *(c for one in fact.assertions for c in one.sources)))
    for one in body.recommendations:
        yield Citing(kind="recommendation", name=one.id, title=one.topic), one.source


def _each(who: Citing, cited: Iterable[Citation]) -> Iterable[tuple[Citing, Citation]]:
    return ((who, citation) for citation in cited)
