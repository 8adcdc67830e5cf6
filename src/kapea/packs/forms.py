"""The tools by which a worker assesses: questions, answers, and what the scores mean.

A case keeps the code and the version of the tool that was used. What a level leads to is a rule
of the pack, not of the tool.
"""

from dataclasses import dataclass
from typing import Final

from kapea.packs.labels import Label, unconfirmed_in
from kapea.packs.marked import Entry, FaultBook, read_yaml
from kapea.packs.sources import STATES, SourceRef, entry_sources
from kapea.packs.vocabulary import SECTIONS

FOLDER: Final = "forms"
QUESTION_KINDS: Final = ("choice", "choices", "text", "number", "date")
FORM_KINDS: Final = (
    "screening",
    "risk",
    "initial",
    "comprehensive",
    "family",
    "psychosocial",
    "follow_up",
    "best_interests",
    "final",
    "inspection",
)


@dataclass(frozen=True, kw_only=True)
class AnswerRecord:
    """One answer of a question. score: None where the answer does not count."""

    code: str
    label: Label
    score: int | None


@dataclass(frozen=True, kw_only=True)
class QuestionRecord:
    """One question.

    section: the section of the record in which the answer is kept and guarded.
    code_list: the list the answers come from, or "" when `choices` gives them.
    decides: answer and level: this answer alone sets the level.
    """

    code: str
    label: Label
    kind: str
    is_required: bool
    section: str
    code_list: str
    choices: tuple[AnswerRecord, ...]
    decides: tuple[str, str] | None
    line: int


@dataclass(frozen=True, kw_only=True)
class FormRecord:
    """One tool. levels: level and the least sum of scores that gives it, the highest first."""

    code: str
    version: int
    kind: str
    title: Label
    unconfirmed_labels: frozenset[str]
    questions: tuple[QuestionRecord, ...]
    levels: tuple[tuple[str, int], ...]
    state: str
    sources: tuple[SourceRef, ...]
    note: str
    file: str

    def question(self, code: str) -> QuestionRecord | None:
        return next((question for question in self.questions if question.code == code), None)


def read_forms(book: FaultBook, languages: tuple[str, ...]) -> dict[str, FormRecord]:
    """The pack's tools by code."""
    forms: dict[str, FormRecord] = {}
    for path in sorted((book.root / FOLDER).glob("*.yaml")):
        form = _read_form(read_yaml(book, f"{FOLDER}/{path.name}"), languages)
        if form.code and form.code != path.stem:
            book.add(form.file, 1, f"code {form.code!r} is not the file's name")
        forms[form.code] = form
    return forms


def _read_form(root: Entry, languages: tuple[str, ...]) -> FormRecord:
    root.only(
        "code",
        "version",
        "kind",
        "title",
        "unconfirmed_labels",
        "state",
        "source",
        "note",
        "questions",
        "levels",
    )
    state = root.choice("state", STATES)
    return FormRecord(
        code=root.text("code"),
        version=root.whole("version", least=1),
        kind=root.choice("kind", FORM_KINDS),
        title=root.label("title", languages),
        unconfirmed_labels=unconfirmed_in(root),
        questions=tuple(_read_question(entry, languages) for entry in root.at("questions").items()),
        levels=_read_levels(root) if root.has("levels") else (),
        state=state,
        sources=entry_sources(root, state=state),
        note=root.text("note", default=""),
        file=root.file,
    )


def _read_levels(root: Entry) -> tuple[tuple[str, int], ...]:
    levels = []
    for entry in root.at("levels").items():
        entry.only("level", "at_least")
        levels.append((entry.text("level"), entry.whole("at_least", least=0)))
    if [least for _, least in levels] != sorted({least for _, least in levels}, reverse=True):
        root.at("levels").fault("levels must go down from the highest, none twice")
    return tuple(levels)


def _read_question(entry: Entry, languages: tuple[str, ...]) -> QuestionRecord:
    entry.only("code", "label", "kind", "required", "section", "code_list", "choices", "decides")
    kind = entry.choice("kind", QUESTION_KINDS)
    section = entry.text("section", default="assessment")
    if section not in SECTIONS:
        entry.at("section").fault(f"section {section!r} is not a section of the vocabulary")
    if kind in ("choice", "choices") and entry.has("choices") == entry.has("code_list"):
        entry.fault("a question with answers to choose from needs either choices or code_list")
    return QuestionRecord(
        code=entry.text("code"),
        label=entry.label("label", languages),
        kind=kind,
        is_required=entry.flag("required", default=False),
        section=section,
        code_list=entry.text("code_list", default=""),
        choices=_read_answers(entry, languages) if entry.has("choices") else (),
        decides=_read_decides(entry),
        line=entry.line,
    )


def _read_answers(entry: Entry, languages: tuple[str, ...]) -> tuple[AnswerRecord, ...]:
    answers = []
    for answer in entry.at("choices").items():
        answer.only("code", "label", "score")
        answers.append(
            AnswerRecord(
                code=answer.text("code"),
                label=answer.label("label", languages),
                score=answer.whole("score") if answer.has("score") else None,
            )
        )
    codes = [answer.code for answer in answers]
    for code in {code for code in codes if codes.count(code) > 1}:
        entry.at("choices").fault(f"answer {code!r} stands twice")
    return tuple(answers)


def _read_decides(entry: Entry) -> tuple[str, str] | None:
    if not entry.has("decides"):
        return None
    rule = entry.at("decides")
    rule.only("answer", "level")
    return rule.text("answer"), rule.text("level")
