"""What the pages of the law call things: statuses, signs, kinds, properties. Codes are the engine's."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kapea.monitoring.law.element_words import ELEMENT_WORDS

NOTICE = _("This informs and does not decide.")

STATUS: Mapping[str, Any] = {
    "compliant": _("compliant"),
    "partial": _("partly met"),
    "gap": _("gap"),
    "unclear": _("unclear"),
    "contested": _("contested"),
    "not_assessed": _("not assessed"),
}
STATUS_TONE = {
    "compliant": "ok",
    "partial": "warn",
    "gap": "danger",
    "unclear": "neutral",
    "contested": "warn",
}
DIRECTION: Mapping[str, Any] = {
    "better": _("better"),
    "worse": _("worse"),
    "mixed": _("better and worse"),
    "same": _("no change"),
}
DIRECTION_TONE = {"better": "ok", "worse": "danger", "mixed": "warn"}
SIGN = {"better": "+", "worse": "−", "mixed": "±", "same": "="}
BINDING: Mapping[str, Any] = {
    "treaty": _("treaty in force for the country"),
    "treaty_not_ratified": _("treaty that the country has not ratified"),
    "guideline": _("guideline"),
    "political": _("political commitment"),
    "benchmark": _("benchmark"),
    "benchmark_not_in_seeds": _("benchmark that no source of the pack names"),
}
BASIS: Mapping[str, Any] = {
    "derived": _("derived from the coded provisions"),
    "asserted": _("asserted, with its source"),
    "scenario": _("set by the scenario"),
}
VERDICT: Mapping[str, Any] = {
    "explicit": _("stated by the assessor"),
    "coded": _("our reading of the source"),
}
ANSWER: Mapping[Any, Any] = {True: _("yes"), False: _("no"), None: _("unknown"), "open": _("open")}
KIND: Mapping[str, Any] = {
    "offence": _("offence"),
    "attempt": _("attempt"),
    "summary_claim": _("what a source says in sum, no offence"),
    "exemption": _("exemption"),
    "prohibition": _("prohibition"),
    "general_rule": _("general rule"),
    "accessory_penalty": _("additional penalty"),
    "civil_remedy": _("civil remedy"),
    "administrative": _("administrative measure"),
    "provision": _("provision"),
}
WORK_KIND: Mapping[str, Any] = {
    "law": _("law"),
    "code": _("code"),
    "constitution": _("constitution"),
    "sub_decree": _("sub-decree"),
    "prakas": _("ministerial order"),
    "circular": _("circular"),
    "decision": _("decision"),
    "treaty": _("treaty"),
    "bill": _("bill"),
}
LAW_STATUS: Mapping[str, Any] = {
    "in_force": _("in force"),
    "draft": _("draft, not in force"),
    "repealed": _("repealed"),
    "not_in_force": _("not in force on this day"),
    "unknown": _("not known whether in force"),
}
LAW_TONE = {
    "in_force": "ok",
    "draft": "warn",
    "repealed": "neutral",
    "not_in_force": "neutral",
    "unknown": "warn",
}
ELEMENT: Mapping[str, Any] = {
    "conduct": _("Conduct"),
    "object": _("What it is done to"),
    "means": _("Means"),
    "purpose": _("Purpose"),
    "setting": _("Setting"),
    "medium": _("Medium"),
    "consideration": _("Consideration"),
    "capacity": _("What the suspect is to the child"),
    "circumstances": _("Special circumstances, each needed"),
}
PROPERTY: Mapping[str, Any] = {
    **ELEMENT,
    "class": _("Class"),
    "limitation_years": _("Limitation, years"),
    "investigation": _("Judicial investigation"),
    "double_criminality": _("Double criminality needed"),
    "extraditable_treaty": _("Extraditable by treaty"),
    "extraditable_code": _("Extraditable by the code"),
    "imprisonment": _("Imprisonment"),
    "fine": _("Fine"),
    "in_force": _("In force"),
    "victim_age": _("Age of the victim"),
    "suspect_age": _("Age of the suspect"),
    "title": _("Legal title"),
    "article": _("Article"),
    "attempt": _("Attempt punished"),
    "aggravates": _("Aggravated form of"),
    "conduct_text": _("Conduct, in words"),
}
CLASS: Mapping[str, Any] = {
    "felony": _("felony"),
    "misdemeanour": _("misdemeanour"),
    "petty": _("petty offence"),
}
INVESTIGATION: Mapping[str, Any] = {"mandatory": _("mandatory"), "optional": _("optional")}
UNIT: Mapping[str, Any] = {"days": _("days"), "months": _("months"), "years": _("years")}
FEATURE: Mapping[str, Any] = {
    "visual": _("photographs, video and electronic images"),
    "sexual_parts": _("images of sexual parts for primarily sexual purposes"),
    "audio": _("audio"),
    "written": _("written material"),
    "simulated": _("simulated or virtual images"),
    "appears_minor": _("persons who appear to be children"),
    "objective": _("an objective test"),
    "modern_term": _("the term child sexual abuse material"),
}
PENALTY_LIST = "additional_penalty"
CHANGE: Mapping[str, Any] = {
    "add": _("New offence"),
    "change": _("Changed offence"),
    "repeal": _("Repeal"),
    "define": _("Changed definition"),
    "fact": _("Answer to a question"),
    "commence": _("Commencement"),
    "displace": _("Displacement (an assumption)"),
    "stated": _("Penalty stated by the author"),
}


def said(property_name: str, value: object) -> str:
    """Return the value of a property of an offence in words; None is what no source gives."""
    if value is None:
        return gettext("unknown")
    if isinstance(value, bool) or value == "open":
        return str(ANSWER[value])
    text = str(value)
    if property_name in ELEMENT_WORDS:
        return limit_words(property_name, text)
    known = {"class": CLASS, "investigation": INVESTIGATION}.get(property_name, {})
    if text in known:
        return str(known[text])
    if property_name == "imprisonment":
        return term_words(text)
    if property_name in ("victim_age", "suspect_age"):
        return age_words(text)
    return text


def limit_words(element: str, text: str) -> str:
    """Return what a provision asks of an element: free, not known, or its words."""
    if text in ("any", "not coded"):
        return gettext("nothing is asked") if text == "any" else gettext("not known: no source gives it")
    joint, apart = (" and ", gettext(" and ")) if element == "circumstances" else (", ", gettext(", or "))
    return apart.join(str(ELEMENT_WORDS[element].get(word, word)) for word in text.split(joint))


def term_words(text: str) -> str:
    """Return a range of imprisonment: `5-10 years`, `6 days to 1 years`, `up to 5 years`, `life`."""
    words = [_TERM.get(word, word) for word in text.split()]
    return " ".join(str(word) for word in words)


_TERM: Mapping[str, Any] = {**UNIT, "life": _("life"), "to": _("to"), "up": _("up")}


def age_words(text: str) -> str:
    """Return the ages that a provision protects: `0-17`, `15-120`, `0-120`.

    >>> age_words("14")
    '14'
    """
    low, _dash, high = text.partition("-")
    if not high:
        return text
    if (low, high) == ("0", "120"):
        return gettext("any age")
    if low == "0":
        return gettext("under %(years)s") % {"years": int(high) + 1}
    if high == "120":
        return gettext("%(years)s and over") % {"years": low}
    return f"{low}–{high}"


RECORD: Mapping[str, Any] = {
    "work": _("work"),
    "provision": _("provision"),
    "criterion": _("criterion"),
    "fact": _("question"),
    "recommendation": _("recommendation"),
}
PROPERTY_OF_CHANGE: Mapping[str, Any] = {
    **PROPERTY,
    "answer": _("Answer"),
    "value": _("Answer"),
    "by": _("Displaced by"),
    "work": _("Work"),
    "stated_penalty": _("Imprisonment, as the author states it"),
    "stated_effects": _("What follows, as the author states it"),
    **FEATURE,
}
SCENARIO_STATUS: Mapping[str, Any] = {"draft": _("draft"), "shared": _("shared")}
