"""Reads how each question about the law is answered: by which rule, or by whom."""

from collections.abc import Mapping
from typing import Final

from kapea.engines.law.citation import Citation, without_doubles
from kapea.engines.law.criteria import Criterion
from kapea.engines.law.derivation import (
    Covered,
    Defined,
    Heavier,
    InForce,
    JudgedAt,
    NotCovered,
    Reaching,
    SingleRegime,
)
from kapea.engines.law.facts import Assertion, DerivationRule, LegalFact
from kapea.engines.law.incident import Incident
from kapea.engines.law.truth import Truth
from kapea.engines.law.validity import refuse_overlap
from kapea.packs.law.countries import Countries
from kapea.packs.law.entries import citations, given, known, names, term, told_at, truth, validity
from kapea.packs.law.incidents import read_case
from kapea.packs.marked import Entry

FACTS_FILE = "law/facts.yaml"
RULE_FIELDS: Final = (
    "covered", "not_covered", "in_force", "defined", "object", "reaching", "consequence", "equals", "share",
    "heavier",
    "than", "single_regime", "judged_at", "maximum", "works", "offence_class", "absence_decides",
)  # fmt: skip
FIELDS: Final = (*RULE_FIELDS, "sources", "rests_on", "valid_from", "valid_to", "note", "inferred")


def read_facts(
    root: Entry, questions: Entry, criteria: tuple[Criterion, ...], countries: Countries
) -> dict[str, LegalFact]:
    """Every question with its answers. questions: the `facts` of the criteria file."""
    answered = dict(root.at("facts").pairs())
    asked = set(questions.field_names())
    for name, entry in answered.items():
        if name not in asked:
            entry.fault(f"{name} is no fact of the criteria file")
    return {
        name: _fact(name, question, answered.get(name), criteria, countries)
        for name, question in questions.pairs()
    }


def _fact(
    name: str, question: Entry, how: Entry | None, criteria: tuple[Criterion, ...], countries: Countries
) -> LegalFact:
    if how is not None:
        known(how, FIELDS)
    assertions = _assertions(name, question, how)
    return LegalFact(
        id=name,
        question=question.text("question"),
        assertions=assertions,
        rule=read_rule(how, countries) if how is not None else None,
        provisions=_cited_provisions(name, criteria),
        sources=_sources(name, assertions[-1].value if assertions else None, how, criteria),
    )


def _assertions(name: str, question: Entry, how: Entry | None) -> tuple[Assertion, ...]:
    """The answers given, each for its days: one `value`, or dated `values`."""
    rests_on = names(how, "rests_on") if how is not None else ()
    dated = given(question, "values")
    if dated is None:
        span = validity(how if how is not None and how.has("valid_from") else question)
        return (Assertion(value=truth(question.at("value")), validity=span, rests_on=rests_on),)
    found = tuple(
        Assertion(
            value=truth(one.at("value")), validity=validity(one), sources=citations(one), rests_on=rests_on
        )
        for one in dated.items()
    )
    told_at(dated, lambda: refuse_overlap(name, found), otherwise=None)
    return found


def read_rule(entry: Entry, countries: Countries) -> DerivationRule | None:
    """The rule that works the answer out, or None for an asserted fact."""
    works = frozenset(names(entry, "works"))
    if entry.has("covered"):
        return Covered(
            cases=_cases(entry.at("covered"), countries),
            offence_class=entry.text("offence_class", default=""),
            works=works,
            absence_decides=entry.flag("absence_decides", default=True),
        )
    if entry.has("not_covered"):
        return NotCovered(cases=_cases(entry.at("not_covered"), countries), works=works)
    if entry.has("in_force"):
        return InForce(names=names(entry, "in_force"))
    if entry.has("defined"):
        return Defined(object=entry.text("object"), feature=entry.text("defined"))
    if entry.has("heavier"):
        return Heavier(
            case=read_case(entry.at("heavier"), countries), than=read_case(entry.at("than"), countries)
        )
    if entry.has("single_regime"):
        return SingleRegime(cases=_cases(entry.at("single_regime"), countries))
    if entry.has("judged_at"):
        return JudgedAt(offence=entry.text("judged_at"), judged_maximum=term(entry.at("maximum")))
    return _reaching(entry) if entry.has("reaching") else None


def _cases(entry: Entry, countries: Countries) -> tuple[Incident, ...]:
    return tuple(read_case(one, countries) for one in entry.items())


def _reaching(entry: Entry) -> Reaching:
    wanted = entry.at("equals").value
    return Reaching(
        of=names(entry, "reaching"),
        consequence=entry.text("consequence"),
        equals=wanted if isinstance(wanted, bool) else str(wanted),
        share=entry.choice("share", ("all", "most"), default="all"),
    )


def _cited_provisions(name: str, criteria: tuple[Criterion, ...]) -> tuple[str, ...]:
    found = (
        text for criterion in criteria if name in criterion.requires for text in criterion.national_provisions
    )
    return tuple(dict.fromkeys(found))


_AGREEING: Final[Mapping[Truth, tuple[str, ...]]] = {
    # an assessor who finds the opposite of the answer is no source for it
    True: ("compliant", "partial", "unclear"),
    False: ("gap", "partial", "unclear"),
    None: ("compliant", "partial", "unclear", "gap"),
}


def _sources(
    name: str, value: Truth, how: Entry | None, criteria: tuple[Criterion, ...]
) -> tuple[Citation, ...]:
    """Where the answer was read; without a citation of its own, the assessors who agree with it."""
    own = citations(how) if how is not None else ()
    if own:
        return own
    reported = [one for criterion in criteria if name in criterion.requires for one in criterion.reported]
    agreeing = [one.citation for one in reported if one.status in _AGREEING[value]]
    return without_doubles(agreeing or [one.citation for one in reported])
