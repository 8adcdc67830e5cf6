"""`{% load people %}`: the words of the people register."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.utils.translation import gettext as _

from kapea.registers.people import words as w
from kapea.registers.people.index.rules import Fall

register = template.Library()


@register.filter
def document_kind(kind: str) -> str:
    """Return what a kind of document is called."""
    return str(w.IDENTIFIER_WORDS.get(kind, kind))


KINDS = {
    "answer": w.ANSWER_WORDS,
    "verdict": w.VERDICT_WORDS,
    "ground": w.GROUND_WORDS,
    "field": w.FIELD_WORDS,
    "degree": w.DEGREE_WORDS,
    "speaks": w.SPEAKS_WORDS,
    "likelihood": w.LIKELIHOOD_WORDS,
    "stage": w.STAGE_WORDS,
    "run_state": w.RUN_STATE_WORDS,
    "run_kind": w.RUN_KIND_WORDS,
    "act": w.ACT_WORDS,
    "band": w.BAND_WORDS,
    "link": w.LINK_WORDS,
    "inverse": w.INVERSE_WORDS,
}
TONES = {
    "strongly_for": "ok",
    "somewhat_for": "ok",
    "hardly": "neutral",
    "somewhat_against": "warn",
    "strongly_against": "danger",
}


@register.filter
def in_words(code: str, kind: str) -> str:
    """Return what a code of the index is called: `{{ pair.likelihood|in_words:"likelihood" }}`."""
    return str(KINDS[kind].get(code, code))


@register.filter
def tone_of(speaks: str) -> str:
    """Return the tone in which a step's weight is shown."""
    return TONES.get(speaks, "neutral")


@register.filter
def percent(share: float) -> str:
    """Return a share of 0 to 1 in percent."""
    return f"{100 * share:.1f} %"


@register.filter
def as_waterfall(falls: Iterable[Fall]) -> list[dict[str, Any]]:
    """Return the steps of a pair's weight as the rows of a waterfall chart, each with its factor in words."""
    return [
        {
            "label": w.STEP_WORDS.get(one.step, one.step),
            "start": one.start,
            "end": one.end,
            "said": _factor(one),
        }
        for one in falls
    ]


def _factor(fall: Fall) -> str:
    bits = fall.end - fall.start
    if not bits:
        return _("says little")
    times = f"{2 ** abs(bits):,.0f}".replace(",", "\u00a0")
    if bits > 0:
        return _("about %(times)s times likelier") % {"times": times}
    return _("about %(times)s times less likely") % {"times": times}
