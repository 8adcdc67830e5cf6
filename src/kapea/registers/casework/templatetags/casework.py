"""`{% load casework %}`: the words of casework, and what stands against a closing."""

from datetime import date
from typing import Any

from django import template
from django.urls import reverse
from django.utils.translation import get_language

from kapea.guard.pack import current_pack
from kapea.packs.labels import in_language
from kapea.registers.casework import words
from kapea.registers.casework.services.closing import CHECKLIST

register = template.Library()
_TABLES = {
    "status": words.STATUS,
    "decision": words.DECISION,
    "age": words.AGE_STANDING,
    "action": words.ACTION_STATE,
    "responsible": words.RESPONSIBLE,
    "referral": words.REFERRAL_STATUS,
    "visit": words.VISIT_STATE,
    "assent": words.ASSENT,
    "carer": words.CARERS_CONSENT,
    "purpose": words.PURPOSE,
    "ground": words.GROUND_STATE,
    "withdrawer": words.WITHDRAWER,
    "kind": words.KIND,
    "approval": words.APPROVAL,
    "approval_kind": words.APPROVAL_KIND,
    "note": words.NOTE_VISIBILITY,
    "list": words.LIST,
    "box": words.BOX,
    "section": words.SECTION,
    "missing": words.MISSING,
    "act": words.ACT,
}


@register.filter
def called(code: str, table: str) -> str:
    """Return what a word of casework is called."""
    found = _TABLES[table].get(code, code)
    return str(found[0] if isinstance(found, tuple) else found)


@register.filter
def tone_of(code: str, table: str) -> str:
    """Return the tone of a word of casework."""
    if table == "risk":
        return words.RISK_TONES.get(code, "neutral")
    found = _TABLES[table].get(code)
    return found[1] if isinstance(found, tuple) else "neutral"


@register.simple_tag
def act_url(act: str, code: str) -> str:
    """Return the address of an act's page."""
    return reverse(words.ACT_URL[act], args=[code])


@register.filter
def checklist_words(code: str) -> str:
    """Return what an item of the country's closing checklist is called."""
    items: Any = current_pack().rule(CHECKLIST).values["items"]
    label = next((item["label"] for item in items if item["code"] == code), {"en": code})
    return in_language(label, get_language() or "en")


@register.filter
def question_words(code: str, tool: str) -> str:
    """Return what a question of a tool asks."""
    form = current_pack().forms.get(tool)
    question = form.question(code) if form else None
    return in_language(question.label, get_language() or "en") if question else code


@register.filter
def past(day: date | None, today: date) -> bool:
    """Whether a day has passed."""
    return day is not None and day < today
