"""What a provision asks of each element, and what a trial of an act done abroad needs, in the reader's words.

The engine answers in codes and in English; a person of the court reads it here in their own language. What is
in no table of words (an age, say) is shown as the engine says it.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kapea.engines.law.ages import ANY_AGE
from kapea.engines.law.jurisdiction import Jurisdiction
from kapea.engines.law.matching import Element
from kapea.engines.law.provision import Offence
from kapea.engines.law.rules import Responsibility
from kapea.engines.law.vocabulary import WORDS
from kapea.registers.justice import words, words_of_facts

WIDE = {
    "exploitation": gettext_lazy("exploitation of any kind"),
    "solicit_self": gettext_lazy("soliciting, by the person exploited"),
}
"""What a provision may ask for and no form of ours offers."""
TABLES: Mapping[str, Mapping[str, Any]] = {
    "conduct": words_of_facts.ACT,
    "object": words_of_facts.OBJECT,
    "capacity": words.CAPACITY,
    **words_of_facts.ELEMENTS,
}
NEEDED_ABROAD = {
    True: gettext_lazy("It must be punishable in the other country too."),
    False: gettext_lazy("It need not be punishable in the other country."),
    "open": gettext_lazy(
        "Not settled whether it must be punishable in the other country too: a lawyer says which text governs."
    ),
    None: gettext_lazy("Not known whether it must be punishable in the other country too."),
}
NOTES = {
    "Part of it was done abroad: whether the part done here is enough is for a lawyer.": gettext_lazy(
        "Part of it was done abroad: whether the part done here is enough is for a lawyer."
    ),
    "The suspect lives here but is no national: no source says whether that is enough.": gettext_lazy(
        "The accused lives here but is no national: no source says whether that is enough."
    ),
}


def asked_in_words(element: Element, offence: Offence, ages: Responsibility) -> str:
    """Return what the provision asks of an element; "" when the name of the element says it already."""
    if element.name in TABLES:
        return _coded(element, offence)
    if element.name in ("victim_age", "suspect_age"):
        return _age(element.name, offence)
    if element.name == "responsibility":
        told = {"never": ages.never_under, "surely": ages.surely_from}
        return _("not under %(never)d; the sources agree from %(surely)d") % told
    return element.asked.rpartition(" ")[2] if element.name == "not_exempt" else ""


def _coded(element: Element, offence: Offence) -> str:
    limit = getattr(offence.elements, element.name)
    if not limit.is_coded:
        return _("the sources do not say what the text asks")
    joint = _(" and ") if limit.needs_all else _(" or ")
    said = joint.join(_word(element.name, code) for code in sorted(limit.words))
    if element.name == "medium" and offence.lost_media:
        lost = ", ".join(_word("medium", code) for code in sorted(offence.lost_media))
        said += "; " + _("not %(media)s, where a later provision applies") % {"media": lost}
    return said


def _word(element: str, code: str) -> str:
    return str(TABLES[element].get(code) or WIDE.get(code) or WORDS[element].get(code, code))


def _age(name: str, offence: Offence) -> str:
    if name == "victim_age" and offence.is_by_exploited:
        return _("the person exploited is the one it punishes")
    limits = offence.victim_age if name == "victim_age" else offence.suspect_age
    return _("any age") if limits == ANY_AGE else _("%(ages)s years of age") % {"ages": limits}


def needed_abroad(found: Jurisdiction) -> tuple[str, ...]:
    """Return what a trial here of an act done abroad needs, and what a lawyer must settle; nothing at home."""
    return tuple(_needed(found))


def _needed(found: Jurisdiction) -> Iterable[str]:
    if found.abroad is not None:
        yield str(NEEDED_ABROAD[found.abroad.double_criminality])
        for text, says in found.abroad.readings.items():
            yield f"{text}: {NEEDED_ABROAD[says]}"
    if found.note:
        yield str(NOTES.get(found.note, found.note))
