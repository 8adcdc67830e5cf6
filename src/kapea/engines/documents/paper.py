"""What a form on paper is made of: blocks of labelled values, tables, and lines to sign on.

All words come from the caller, in the language of the paper. A value "" is a line to write on by
hand; a block that is closed says so and shows nothing.
"""

from dataclasses import dataclass

from kapea.engines.errors import KapeaError


class PaperNotPossible(KapeaError):
    """The document cannot be made of what was given."""

    code = "documents.not_possible"


@dataclass(frozen=True, kw_only=True)
class Line:
    """A labelled value. lines: how many lines stand free for handwriting when it is empty."""

    label: str
    value: str = ""
    lines: int = 1
    is_wide: bool = False


@dataclass(frozen=True, kw_only=True)
class Table:
    """Rows under headings; each row has one value a heading. free: empty rows below, to write in."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...] = ()
    free: int = 0

    def __post_init__(self) -> None:
        if any(len(row) != len(self.headings) for row in self.rows):
            raise PaperNotPossible("A row has another number of values than the table has headings.")


@dataclass(frozen=True, kw_only=True)
class Block:
    """One part of a form. closed: said instead of its content, "" when it is open."""

    title: str
    lines: tuple[Line, ...] = ()
    tables: tuple[Table, ...] = ()
    closed: str = ""


@dataclass(frozen=True, kw_only=True)
class Paper:
    """A whole form. language: of its words ("km", "en"), for line breaking and for readers of the file.

    heads: lines above the title; marks: short facts beneath it (a code, a date). notice: shown in a
    frame, such as that every person is fictitious. signatures: who signs beneath.
    """

    title: str
    language: str
    heads: tuple[str, ...] = ()
    marks: tuple[Line, ...] = ()
    notice: str = ""
    blocks: tuple[Block, ...] = ()
    signatures: tuple[str, ...] = ()
    footer: str = ""
    page_words: str = ""
