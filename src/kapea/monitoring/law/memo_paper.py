"""The amendment memo as a paper to print: the same content as its page, in the reader's language."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kapea.engines.documents.paper import Block, Line, Paper, Table
from kapea.engines.law.effects import OffenceChange
from kapea.monitoring.law import words
from kapea.monitoring.law.changed_text import ChangeText
from kapea.monitoring.law.drafts import Kind
from kapea.monitoring.law.memo import Memo, Moved, Touched

NOTHING = "–"
InWords = Callable[[str, str], str]
"""Returns the pack's own words for a record (kind, name) in the reader's language, "" for none."""


def paper_of(memo: Memo, in_words: InWords) -> Paper:
    """Return the memo as a paper."""
    seen = memo.seen
    return Paper(
        title=_("Amendment memo"),
        language=(get_language() or "en").split("-")[0],
        marks=(
            Line(label=_("Short name"), value=memo.id or NOTHING),
            Line(label=_("Author"), value=memo.author or NOTHING),
            Line(label=_("The law of this day"), value=str(memo.on or _("The law as it is recorded now."))),
        ),
        notice=" ".join(
            [
                _("A scenario is never the law. It shows what would follow from these changes."),
                _("This informs and does not decide."),
            ]
        ),
        blocks=(
            _proposal(memo, in_words),
            _texts(memo.texts, in_words),
            _criteria(seen, in_words),
            _offences(seen["touched"]),
            _met(seen["met"], in_words),
            _listed(_("Sources"), (str(one) for one in memo.sources)),
        ),
        page_words=_("Page"),
    )


def _proposal(memo: Memo, in_words: InWords) -> Block:
    told = (
        (_("Proposal"), in_words("scenarios", memo.id) or memo.title),
        (_("Where it comes from"), memo.origin),
        (_("Assumptions"), memo.assumptions),
    )
    lines = tuple(Line(label=label, value=value or NOTHING, is_wide=True) for label, value in told)
    return Block(title=_("Proposal"), lines=lines)


def _texts(texts: Iterable[ChangeText], in_words: InWords) -> Block:
    rows = [
        (_heading(text, in_words), str(named), before or NOTHING, after or NOTHING)
        for text in texts
        for named, before, after in (
            [(words.PROPERTY_OF_CHANGE.get(name, name), before, after) for name, before, after in text.rows]
            or [("", "", "")]
        )
    ]
    headings = (_("Changes"), _("What"), _("Recorded text"), _("Proposed text"))
    return Block(
        title=_("Text beside the recorded law"), tables=(Table(headings=headings, rows=tuple(rows)),)
    )


def _heading(text: ChangeText, in_words: InWords) -> str:
    """What is changed: a question in its words, everything else by its name."""
    named = text.target
    if text.kind == Kind.FACT:
        named = in_words("questions", text.target) or text.title or text.target
    return f"{words.CHANGE[text.kind]}: {named}"


def _criteria(seen: Mapping[str, Any], in_words: InWords) -> Block:
    headings = (
        _("Criterion"), _("Existing law"), _("Proposed law"), _("Sign"), _("Answers that moved it"),
    )  # fmt: skip
    counted = (
        Line(label=str(words.DIRECTION["better"]), value=str(seen["better_count"])),
        Line(label=str(words.DIRECTION["worse"]), value=str(seen["worse_count"])),
    )
    rows = tuple(_criterion(one, in_words) for one in seen["moved"])
    return Block(
        title=_("Criteria that change"), lines=counted, tables=(Table(headings=headings, rows=rows),)
    )


def _criterion(one: Moved, in_words: InWords) -> tuple[str, ...]:
    criterion, change = one.criterion, one.change
    said = in_words("criteria", criterion.id) or criterion.criterion
    moved = "; ".join(
        f"{in_words('questions', fact.id) or fact.question}: "
        f"{words.ANSWER[step.before]} → {words.ANSWER[step.after]}"
        for fact, step in one.facts
    )
    return (
        f"{criterion.id} {said}",
        str(words.STATUS[change.before]),
        str(words.STATUS[change.after]),
        str(words.DIRECTION[change.direction]),
        moved or NOTHING,
    )


def _offences(touched: Iterable[Touched]) -> Block:
    headings = (_("Provision"), _("What"), _("Existing law"), _("Proposed law"))
    rows = [
        (
            one.offence,
            str(words.PROPERTY.get(change.property, change.property)),
            words.said(change.property, change.before),
            f"{words.said(change.property, change.after)}{_why(change)}",
        )
        for one in touched
        for change in one.changes
    ]
    return Block(
        title=_("Offences with other elements or consequences"),
        tables=(Table(headings=headings, rows=tuple(rows)),),
    )


def _why(change: OffenceChange) -> str:
    found = [_("displaced by %(name)s") % {"name": change.by}] if change.by else []
    found += [_("stated by the author, not derived from a text")] if change.is_stated else []
    return f" ({'; '.join(found)})" if found else ""


def _met(met: Iterable[Any], in_words: InWords) -> Block:
    return _listed(
        _("Recommendations met in law"),
        (f"{one.id} {in_words('recommendations', one.id) or one.topic} ({one.source})" for one in met),
    )


def _listed(title: str, held: Iterable[str]) -> Block:
    return Block(title=title, tables=(Table(headings=(title,), rows=tuple((one,) for one in held)),))
