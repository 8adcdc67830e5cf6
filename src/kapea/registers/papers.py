"""How a register prints a form of the country: its own facts in the pack's layout, as PDF.

The register gives words in the language of the paper, and the sections open to who prints; a part
whose section is closed says so and shows nothing. What is printed for writing on by hand is blank.
"""

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import date, datetime

from babel.dates import format_date
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _

from kapea.engines.documents import Block, Line, Paper, Table, render_pdf
from kapea.engines.errors import KapeaError
from kapea.guard.pack import current_pack, local_day
from kapea.packs.labels import Label, in_language
from kapea.packs.papers import BlockRecord, PaperRecord, TableRecord

Row = Mapping[str, str]


class UnknownPaper(KapeaError):
    """The country has no such form for this kind of record."""

    code = "registers.unknown_paper"


@dataclass(frozen=True, kw_only=True)
class Filling:
    """What a register fills into a paper: values and rows by the pack's words, in its language.

    sections: those open to who prints; None opens all, for an empty form.
    """

    code: str
    values: Mapping[str, str] = field(repr=False)
    rows: Mapping[str, Sequence[Row]] = field(default_factory=dict, repr=False)
    sections: frozenset[str] | None = None


def papers_of(record: str) -> list[tuple[str, Label]]:
    """Return code and title of the country's papers about a kind of record, in the order of the work."""
    found = [paper for paper in current_pack().papers.values() if paper.record == record]
    return [(paper.code, paper.title) for paper in sorted(found, key=lambda paper: paper.order)]


def paper_of(record: str, code: str) -> PaperRecord:
    """Return a paper about a kind of record. Raises UnknownPaper."""
    paper = current_pack().papers.get(code)
    if paper is None or paper.record != record:
        raise UnknownPaper(code)
    return paper


def language_of(asked: str, reader: str) -> str:
    """Return the language asked for if papers are printed in it, else the reader's, else the first."""
    known = current_pack().languages
    return next((each for each in (asked, reader) if each in known), known[0])


def language_asked(request: HttpRequest) -> str:
    """Return the language in which a request wants its paper."""
    return language_of(request.GET.get("language", ""), translation.get_language() or "")


def paper_or_404(record: str, code: str) -> None:
    """Answer as for an address that is not there when the country has no such paper. Raises Http404."""
    if code not in dict(papers_of(record)):
        raise Http404


def named_languages() -> list[tuple[str, str]]:
    """Return the languages in which a paper can be printed, each named in itself."""
    names = dict(settings.LANGUAGES)
    return [(code, str(names.get(code, code))) for code in current_pack().languages]


def in_words(language: str) -> AbstractContextManager[None]:
    """Let the words of code lists and pages be those of the paper while it is filled."""
    return translation.override(language)


def written_day(value: date | None, language: str) -> str:
    """Return a day as it is written on a paper, "" for none."""
    return format_date(value, "d MMMM y", locale=language) if value else ""


def file_of(content: bytes, *, name: str) -> HttpResponse:
    """Return the answer that lets a browser save a printed paper; no cache keeps it."""
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
    answer["Cache-Control"] = "no-store"
    return answer


def print_paper(paper: PaperRecord, filling: Filling, *, language: str, by: str, now: datetime) -> bytes:
    """Return the PDF of a filled paper. by: who prints it, said in the footer."""
    with translation.override(language):
        return render_pdf(_composed(paper, filling, language=language, by=by, now=now))


def _composed(paper: PaperRecord, filling: Filling, *, language: str, by: str, now: datetime) -> Paper:
    printed = _("Printed on %(day)s by %(who)s") % {
        "day": written_day(local_day(now), language),
        "who": by,
    }
    is_invented = settings.KAPEA_FICTITIOUS
    return Paper(
        title=in_language(paper.title, language),
        language=language,
        heads=tuple(in_language(head, language) for head in paper.heads),
        marks=(
            Line(label=_("Code"), value=filling.code),
            Line(label=_("Version of the form"), value=str(paper.version)),
        ),
        notice=_("Fictitious data. Every person on this page is invented.") if is_invented else "",
        blocks=tuple(_block(block, filling, language=language) for block in paper.blocks),
        signatures=tuple(in_language(who, language) for who in paper.signatures),
        footer=f"{printed} · {_('Confidential')}" if by else _("Confidential"),
        page_words=_("Page"),
    )


def _block(block: BlockRecord, filling: Filling, *, language: str) -> Block:
    title = in_language(block.title, language)
    if filling.sections is not None and block.section not in filling.sections:
        return Block(title=title, closed=_("This part is not open to who printed this."))
    return Block(
        title=title,
        lines=tuple(
            Line(
                label=in_language(line.label, language),
                value=filling.values.get(line.value, ""),
                lines=line.lines,
                is_wide=line.lines > 1,
            )
            for line in block.lines
        ),
        tables=tuple(_table(table, filling, language=language) for table in block.tables),
    )


def _table(table: TableRecord, filling: Filling, *, language: str) -> Table:
    rows = filling.rows.get(table.rows, ())
    return Table(
        headings=tuple(in_language(label, language) for label, _name in table.columns),
        rows=tuple(tuple(row.get(name, "") for _label, name in table.columns) for row in rows),
        free=table.free if not rows else 0,
    )
