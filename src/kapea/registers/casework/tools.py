"""How a tool of the pack becomes a form to fill in, and its answers words again."""

from collections.abc import Container, Mapping
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kapea.guard.pack import current_pack
from kapea.packs.forms import FormRecord, QuestionRecord
from kapea.packs.labels import in_language
from kapea.registers.choices import DayField, coded

INITIAL = "initial_assessment"
ANSWER = "q_"
REQUIRED = {"required": _("Answer this question.")}


FURTHER_KINDS = frozenset({"comprehensive", "risk", "family", "psychosocial", "best_interests", "final"})
"""Kinds of tools that a worker takes up once the initial assessment is there."""


def tool_in_force(code: str = INITIAL) -> FormRecord:
    """Return one of the country's tools, by default that of the initial assessment."""
    return current_pack().forms[code]


def further_tools() -> list[FormRecord]:
    """Return the country's tools for after the initial assessment."""
    return [tool for tool in current_pack().forms.values() if tool.kind in FURTHER_KINDS]


def title_of(code: str) -> str:
    """Return what a tool is called in the reader's language, its code when it is no longer there."""
    tool = current_pack().forms.get(code)
    return in_language(tool.title, get_language() or "en") if tool else code


def readable_questions(tool_code: str, *, sections: Container[str]) -> frozenset[str] | None:
    """Return the questions of a tool whose answers these sections open, None when they open none.

    A question of another section (health) is closed to whoever reads the assessment without it.
    """
    tool = current_pack().forms.get(tool_code)
    if tool is None:
        return frozenset()
    opened = {
        question.code
        for question in tool.questions
        if question.section == "assessment" or question.section in sections
    }
    return frozenset(opened) if opened else None


def question_fields(tool: FormRecord) -> dict[str, forms.Field]:
    """Return a form field for each question of the tool, by name."""
    return {f"{ANSWER}{question.code}": _field(question) for question in tool.questions}


def _field(question: QuestionRecord) -> forms.Field:
    common: dict[str, Any] = {
        "label": in_language(question.label, get_language() or "en"),
        "required": question.is_required,
        "error_messages": REQUIRED,
    }
    if question.kind == "choices":
        return forms.MultipleChoiceField(
            choices=_choices(question), widget=forms.CheckboxSelectMultiple, **common
        )
    if question.kind == "choice":
        empty = [("", _("Choose"))]
        return forms.ChoiceField(choices=[*empty, *_choices(question)], **common)
    if question.kind == "date":
        return DayField(label=common["label"], required=common["required"])
    if question.kind == "number":
        return forms.IntegerField(**common)
    return forms.CharField(max_length=4_000, widget=forms.Textarea(attrs={"rows": 3}), **common)


def _choices(question: QuestionRecord) -> list[tuple[str, str]]:
    if question.code_list:
        return coded(question.code_list, empty=False)
    language = get_language() or "en"
    return [(answer.code, in_language(answer.label, language)) for answer in question.choices]


def parted_answers(tool: FormRecord, told: Mapping[str, Any]) -> tuple[dict[str, object], dict[str, str]]:
    """Return the chosen codes and the written words of a filled form, each by question."""
    chosen: dict[str, object] = {}
    written: dict[str, str] = {}
    for question in tool.questions:
        value = told.get(f"{ANSWER}{question.code}")
        if value in (None, "", []):
            continue
        if question.kind == "text":
            written[question.code] = str(value)
        else:
            chosen[question.code] = value if isinstance(value, list | int) else str(value)
    return chosen, written


def said(
    tool_code: str, answers: Mapping[str, tuple[str, ...]], texts: Mapping[str, str]
) -> list[tuple[str, str]]:
    """Return question and answer in the reader's words, in the order of the tool."""
    tool = current_pack().forms.get(tool_code)
    if tool is None:
        return [(question, ", ".join(given)) for question, given in answers.items()]
    language = get_language() or "en"
    found = []
    for question in tool.questions:
        label = in_language(question.label, language)
        if question.code in texts:
            found.append((label, texts[question.code]))
        elif question.code in answers:
            words = dict(_choices(question)) if question.kind in ("choice", "choices") else {}
            found.append((label, ", ".join(words.get(code, code) for code in answers[question.code])))
    return found
