"""Whether every source that is named stands in the list of sources."""

from collections.abc import Iterator

from kapea.packs.agencies import FILE as AGENCIES_FILE
from kapea.packs.hotlines import FILE as HOTLINES_FILE
from kapea.packs.marked import FaultBook
from kapea.packs.offences import FILE as OFFENCES_FILE
from kapea.packs.pack import Pack
from kapea.packs.places import HISTORY_FILE, read_history
from kapea.packs.sources import SourceRef, source_ref
from kapea.packs.terms import FILE as TERMS_FILE

Citation = tuple[str, int, SourceRef]


def check_citations(pack: Pack, book: FaultBook) -> None:
    """Every reference of every part."""
    known = pack.sources
    for file, line, reference in _citations(pack, book):
        if reference.alias and reference.alias not in known:
            book.add(file, line, f"source {reference.alias!r} is not in the list of sources")


def _citations(pack: Pack, book: FaultBook) -> Iterator[Citation]:
    for agency in pack.agencies:
        yield from ((AGENCIES_FILE, agency.line, reference) for reference in agency.sources)
    for rule in pack.rules:
        yield from ((rule.file, rule.line, reference) for reference in rule.sources)
    for hotline in pack.lines:
        yield from ((HOTLINES_FILE, hotline.line, reference) for reference in hotline.sources)
    for event in read_history(book):
        yield from ((HISTORY_FILE, event.line, reference) for reference in event.sources)
    for form in pack.forms.values():
        yield from ((form.file, 1, reference) for reference in form.sources)
    for record in pack.population:
        yield from ((record.file, record.line, reference) for reference in record.sources)
    for offence in pack.offences:
        yield from ((OFFENCES_FILE, offence.line, reference) for reference in offence.sources)
    yield from _of_lists(pack)
    yield from _of_publications(pack)
    yield from _of_terms(pack)


def _of_lists(pack: Pack) -> Iterator[Citation]:
    for name in pack.code_list_headings:
        codes = pack.code_list(name)
        for item in codes.items:
            yield from ((codes.file, item.line, reference) for reference in item.sources)


def _of_publications(pack: Pack) -> Iterator[Citation]:
    for table in pack.publications:
        yield from ((table.file, cell.line, cell.source) for cell in table.rows)


def _of_terms(pack: Pack) -> Iterator[Citation]:
    for term in pack.terms.terms:
        yield from ((TERMS_FILE, term.line, reference) for reference in term.sources)
        yield from ((TERMS_FILE, term.line, source_ref(alias)) for alias in term.appears_in)
    for word in pack.terms.words:
        yield from ((TERMS_FILE, word.line, reference) for reference in word.sources)
