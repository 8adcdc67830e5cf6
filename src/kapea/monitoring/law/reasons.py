"""The engine's reasons in the reader's words: stable English sentences, with what they name kept.

A sentence that is not known stays as the engine says it.
"""

import re
from collections.abc import Mapping
from re import Pattern
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kapea.monitoring.law.words import ELEMENT, age_words, term_words

FIXED: Mapping[str, Any] = {
    "It is covered.": _("It is covered."),
    "No provision in force has this conduct.": _("No provision in force has this conduct."),
    "No provision punishes it.": _("No provision punishes it."),
    "A provision punishes it.": _("A provision punishes it."),
    "A maximum is not known.": _("A maximum is not known."),
    "Two works punish one act unequally.": _("Two works punish one act unequally."),
    "No two works punish one act unequally.": _("No two works punish one act unequally."),
    "It is not in force.": _("It is not in force."),
    "The scenario sets it.": _("The scenario sets it."),
    "No source answers for this day.": _("No source answers for this day."),
    "The law it rests on may not yet hold.": _("The law it rests on may not yet hold."),
    "Its first day is known too roughly.": _("Its first day is known too roughly."),
    "No source gives the penalty.": _("No source gives the penalty."),
    "The older law is not recorded for this day.": _("The older law is not recorded for this day."),
}
STUCK = re.compile(
    r"(?P<name>\S+): (?P<element>\w+(?:\.\w+)?) is not (?P<how>met|settled) \(asked: (?P<asked>.*)\)\."
)
PATTERNS: tuple[tuple[Pattern[str], Any], ...] = (
    (
        re.compile(r"(?P<name>\S+) covers it, but its class or its commencement does not settle it\."),
        _("%(name)s covers it, but its class or its commencement does not settle it."),
    ),
    (re.compile(r"(?P<names>.+): in force\."), _("%(names)s: in force.")),
    (re.compile(r"(?P<names>.*): not in force\."), _("%(names)s: not in force.")),
    (re.compile(r"Read in (?P<names>.*)\."), _("Read in %(names)s.")),
    (re.compile(r"(?P<some>\d+) of (?P<all>\d+) reach it\."), _("%(some)s of %(all)s reach it.")),
    (re.compile(r"At most (?P<term>.+) against (?P<other>.+)\."), _("At most %(term)s against %(other)s.")),
    (
        re.compile(r"The maximum is (?P<term>.+); (?P<other>.+) was judged\."),
        _("The maximum is %(term)s; %(other)s was judged."),
    ),
    (
        re.compile(r"The maximum of (?P<term>.+) is in no class that the sources give\."),
        _("The maximum of %(term)s is in no class that the sources give."),
    ),
    (
        re.compile(r"The maximum of (?P<term>.+) is over (?P<other>.+) and not over (?P<third>.+)\."),
        _("The maximum of %(term)s is over %(other)s and not over %(third)s."),
    ),
    (
        re.compile(r"The maximum of (?P<term>.+) is over (?P<other>.+)\."),
        _("The maximum of %(term)s is over %(other)s."),
    ),
)
TERMS = ("term", "other", "third")
OLDER = " The older law is not recorded for this day."


def reason_words(why: str) -> str:
    """Return a reason of the engine in the reader's language."""
    if why in FIXED:
        return str(FIXED[why])
    if why.endswith(OLDER):
        return f"{reason_words(why.removesuffix(OLDER))} {FIXED[OLDER.strip()]}"
    stuck = STUCK.fullmatch(why)
    if stuck:
        return _stuck(**stuck.groupdict())
    for pattern, words in PATTERNS:
        found = pattern.fullmatch(why)
        if found:
            parts = found.groupdict()
            return str(words) % {key: term_words(one) if key in TERMS else one for key, one in parts.items()}
    return why


def _stuck(name: str, element: str, how: str, asked: str) -> str:
    """Return which element of which provision is not met, or not settled by the text."""
    words = str(ELEMENT.get(element, OTHER_ELEMENT.get(element, element)))
    wanted = asked_words(asked)
    told = _("%(name)s: “%(element)s” is not met (asked: %(asked)s).")
    if how == "settled":
        told = _("%(name)s: “%(element)s” is not settled (asked: %(asked)s).")
    return str(told) % {"name": name, "element": words, "asked": wanted}


def asked_words(asked: str) -> str:
    """Return what a provision asks of an element, said by the engine in glosses, in words."""
    if asked in ASKED:
        return str(ASKED[asked])
    if asked.endswith(" years"):
        return age_words(asked.removesuffix(" years"))
    for joint, words in (("; or ", gettext(", or ")), (" and ", gettext(" and "))):
        if joint in asked:
            return words.join(gettext(part) for part in asked.split(joint))
    return gettext(asked)


ASKED: Mapping[str, Any] = {
    "any": _("nothing is asked"),
    "any age": _("any age"),
    "the sources do not say what the text asks": _("the sources do not say what the text asks"),
    "the person exploited is the one it punishes": _("the person exploited is the one it punishes"),
}
OTHER_ELEMENT: Mapping[str, Any] = {
    "victim_age": _("Age of the victim"),
    "suspect_age": _("Age of the suspect"),
    "victim.age": _("Age of the victim"),
    "suspect.age": _("Age of the suspect"),
    "attempt": _("Attempt punished"),
}


def scenario_words() -> str:
    """Return what stands over each scenario: it is no law."""
    return gettext("A scenario is never the law. It shows what would follow from these changes.")
