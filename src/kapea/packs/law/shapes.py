"""The shapes in which answers about the law leave the program: plain values, ready for JSON.

The keys named in the reference manual stay; more may come.
"""

from collections.abc import Iterable
from typing import Any

from kapea.engines.law.body import BodyOfLaw
from kapea.engines.law.charges import Charge, Charges, Question
from kapea.engines.law.citation import Citation
from kapea.engines.law.consequences import Consequences, consequences
from kapea.engines.law.criteria import CriterionResult
from kapea.engines.law.effects import Direction, Effects
from kapea.engines.law.facts import FactValue
from kapea.engines.law.jurisdiction import Jurisdiction
from kapea.engines.law.matching import Element
from kapea.engines.law.penalties import additional_penalties
from kapea.engines.law.provision import Offence
from kapea.engines.law.questions import QUESTIONS
from kapea.engines.law.rules import Rules
from kapea.engines.law.truth import Truth

Shape = dict[str, Any]
ANSWER = {True: "yes", False: "no", None: "unknown"}
NOTICE = "This informs and does not decide."


def cited(citations: Iterable[Citation]) -> list[Shape]:
    return [{"source": one.source, "locator": one.locator} for one in citations]


def fact_shape(value: FactValue) -> Shape:
    """One line of a trace."""
    return {
        "fact": value.fact,
        "value": value.value,
        "provisions": list(value.provisions),
        "sources": cited(value.sources),
        "basis": value.basis.value,
        "why": value.why,
    }


def criterion_shape(result: CriterionResult) -> Shape:
    """A criterion with its status, what the assessors say, and the trace."""
    criterion = result.criterion
    return {
        "id": criterion.id,
        "status": result.status.value,
        "instrument": criterion.instrument,
        "article": criterion.article,
        "binding": criterion.binding,
        "criterion": criterion.criterion,
        "consensus": result.consensus,
        "contested": result.is_contested,
        "needs_review": result.needs_review,
        "reported": [
            {
                "status": one.status,
                "verdict": one.verdict,
                "source": one.citation.source,
                "locator": one.citation.locator,
            }
            for one in criterion.reported
        ],
        "trace": [fact_shape(value) for value in result.trace],
    }


def effects_shape(found: Effects) -> Shape:
    """What a scenario changes."""
    return {
        "changes": [
            {
                "criterion": one.criterion,
                "before": one.before.value,
                "after": one.after.value,
                "direction": one.direction.value,
            }
            for one in found.criteria
        ],
        "offence_changes": [
            {
                "offence": one.offence,
                "property": one.property,
                "before": one.before,
                "after": one.after,
                "by": one.by or None,
                "media": list(one.media),
                "stated": one.is_stated,
            }
            for one in found.offences
        ],
        "fact_changes": [{"fact": one.fact, "before": one.before, "after": one.after} for one in found.facts],
        "net": {
            "better": found.count(Direction.BETTER),
            "worse": found.count(Direction.WORSE),
        },
        "not_coded": list(found.not_coded),
        "recommendations_met": [
            {"id": one.id, "topic": one.topic, "source": one.source.source, "locator": one.source.locator}
            for one in found.recommendations_met
        ],
    }


def consequence_shape(body: BodyOfLaw, offence: Offence, is_in_force: Truth) -> Shape:
    """What follows from one offence."""
    follows: Consequences = consequences(offence, body.rules)
    return {
        "id": offence.id,
        **dict(follows.as_pairs()),
        "in_force": is_in_force,
        "kind": offence.kind.value,
        "title": offence.title,
        "work": offence.work,
        "article": offence.article,
        "article_basis": offence.article_basis,
        "imprisonment": str(offence.imprisonment) if offence.imprisonment else None,
        "fine": str(offence.fine) if offence.fine else None,
        "attempt": offence.attempt,
        "aggravates": offence.aggravates or None,
        "additional_penalties": sorted({one.penalty for one in additional_penalties(body, offence)}),
        "why": follows.why,
        "provisions": list(follows.provisions),
        "sources": cited(follows.sources),
    }


def charges_shape(found: Charges, **names: int) -> Shape:
    """What may be charged. names: which victim and suspect it is about, when there are several."""
    return {
        "charges": [{**_charge(one), **names} for one in found.charges],
        "withheld": [
            {"offence": one.offence, "reason": one.reason.value, "why": one.why, **names}
            for one in found.withheld
        ],
        "to_find_out": [question_shape(one) for one in found.to_find_out],
        "texts_to_read": list(found.texts_to_read),
    }


def interruption_shape(rules: Rules) -> list[str] | str:
    """The acts after which the limitation runs anew; open where no source says whether there are any."""
    named = rules.limitation_interrupted_by
    return "open" if named is None else sorted(named)


def question_shape(question: Question) -> Shape:
    return {"fact": question.fact, "question": QUESTIONS[question.fact], "offences": list(question.offences)}


def _charge(charge: Charge) -> Shape:
    offence, end = charge.offence, charge.limitation
    return {
        "offence": offence.id,
        "title": offence.title,
        "work": offence.work,
        "article": offence.article,
        "article_basis": offence.article_basis,
        "fits": charge.fits.value,
        "elements": [element_shape(element) for element in charge.elements],
        "jurisdiction": jurisdiction_shape(charge.jurisdiction),
        "class": charge.follows.offence_class,
        "investigation": charge.follows.investigation,
        "imprisonment": str(offence.imprisonment) if offence.imprisonment else None,
        "fine": str(offence.fine) if offence.fine else None,
        "limitation_ends_on": end.earliest.isoformat() if end else None,
        "limitation_ends_between": [end.earliest.isoformat(), end.latest.isoformat()] if end else None,
        "additional_penalties": [
            {"penalty": one.penalty, "provision": one.provision} for one in charge.additional
        ],
        "aggravates": offence.aggravates or None,
        "competes_with": list(charge.competes_with),
        "sources": cited(charge.sources),
    }


def element_shape(element: Element) -> Shape:
    return {
        "element": element.name,
        "state": element.state.value,
        "asked": element.asked,
        "inferred": element.is_inferred,
        "find_out": element.fact if element.answer is None else "",
    }


def jurisdiction_shape(found: Jurisdiction) -> Shape:
    abroad = found.abroad
    return {
        "state": ANSWER[found.answer],
        "bases": [ground.basis.value for ground in found.held],
        "grounds": [
            {"basis": one.basis.value, "state": ANSWER[one.answer], "provision": one.provision}
            for one in found.grounds
        ],
        "abroad": None
        if abroad is None
        else {
            "double_criminality": abroad.double_criminality,
            "why": abroad.why,
            "readings": abroad.readings,
        },
        "note": found.note,
        "sources": cited(found.sources),
    }
