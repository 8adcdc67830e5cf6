"""A yes-or-no question about the law, and who answers it for which time.

Some answers follow from the coded elements of offences (`rule`); the rest are asserted, each with
a citation. An unknown stays unknown.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from kapea.engines.law.citation import Citation, without_doubles
from kapea.engines.law.truth import Truth
from kapea.engines.law.validity import ALWAYS, Validity, current

if TYPE_CHECKING:
    from kapea.engines.law.body import LawOnDay


class Basis(StrEnum):
    """How the answer to a question came about."""

    DERIVED = "derived"
    ASSERTED = "asserted"
    SCENARIO = "scenario"


@dataclass(frozen=True, kw_only=True)
class Finding:
    """What a rule finds in the law. is_decided: False leaves the answer to who asserts one."""

    value: Truth
    is_decided: bool
    provisions: tuple[str, ...]
    why: str


class DerivationRule(Protocol):
    """Works an answer out from the law that is in force on a day."""

    def find(self, law: "LawOnDay") -> Finding: ...


@dataclass(frozen=True, kw_only=True)
class Assertion:
    """An answer somebody gives, for the days it holds. rests_on: it falls with all of these works."""

    value: Truth
    validity: Validity = ALWAYS
    sources: tuple[Citation, ...] = ()
    rests_on: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class LegalFact:
    """A question about the law. provisions: those that the sources read for the answer."""

    id: str
    question: str
    assertions: tuple[Assertion, ...] = ()
    rule: DerivationRule | None = None
    override: Assertion | None = None
    provisions: tuple[str, ...] = ()
    sources: tuple[Citation, ...] = ()


@dataclass(frozen=True, kw_only=True)
class FactValue:
    """The answer to a question on a day, and what it rests on."""

    fact: str
    value: Truth
    basis: Basis
    provisions: tuple[str, ...]
    sources: tuple[Citation, ...]
    why: str = ""


def answer(fact: LegalFact, law: "LawOnDay") -> FactValue:
    """The answer on a day: a scenario's, else a derived one, else an asserted one."""
    if fact.override is not None:
        return _given(
            fact, fact.override.value, Basis.SCENARIO, fact.override.sources, "The scenario sets it."
        )
    finding = fact.rule.find(law) if fact.rule is not None else None
    if finding is not None and finding.is_decided:
        return _derived(fact, finding, law)
    return _asserted(fact, finding, law)


def answers(facts: Mapping[str, LegalFact], law: "LawOnDay") -> dict[str, FactValue]:
    """The answer to every question on a day."""
    return {name: answer(fact, law) for name, fact in facts.items()}


def _derived(fact: LegalFact, finding: Finding, law: "LawOnDay") -> FactValue:
    value, why = finding.value, finding.why
    if value is False and not law.is_described:
        value, why = None, f"{why} The older law is not recorded for this day."
    sources = without_doubles((*law.sources_of(finding.provisions), *fact.sources))
    return FactValue(
        fact=fact.id,
        value=value,
        basis=Basis.DERIVED,
        provisions=finding.provisions or fact.provisions,
        sources=sources,
        why=why,
    )


def _asserted(fact: LegalFact, finding: Finding | None, law: "LawOnDay") -> FactValue:
    place = current(fact.assertions, law.on)
    if place is None:
        return _given(fact, None, Basis.ASSERTED, (), "No source answers for this day.")
    held = fact.assertions[place]
    why = finding.why if finding is not None else ""
    if held.value is True and held.rests_on and law.works_in_force(held.rests_on) is not True:
        return _given(fact, None, Basis.ASSERTED, held.sources, "The law it rests on may not yet hold.")
    if law.on is not None and held.validity.on(law.on) is None:
        return _given(fact, None, Basis.ASSERTED, held.sources, "Its first day is known too roughly.")
    return _given(fact, held.value, Basis.ASSERTED, held.sources, why)


def _given(fact: LegalFact, value: Truth, basis: Basis, sources: Iterable[Citation], why: str) -> FactValue:
    return FactValue(
        fact=fact.id,
        value=value,
        basis=basis,
        provisions=fact.provisions,
        sources=without_doubles((*sources, *fact.sources)),
        why=why,
    )
