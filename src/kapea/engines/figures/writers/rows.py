"""A table as rows: one per computed cell and one per printed cell beside it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kapea.engines.figures.beside import PublishedCell, beside
from kapea.engines.figures.cells import Table

COMPUTED = "computed"
PUBLISHED = "published"


@dataclass(frozen=True, kw_only=True)
class Row:
    """One figure and whose it is.

    origin: `computed` or `published`. source: for a printed figure, alias and locator.
    """

    key: tuple[str, ...]
    value: int | None
    state: str
    origin: str
    source: str
    note: str


def rows(table: Table, published: Sequence[PublishedCell]) -> Iterator[Row]:
    """Yield every computed cell, each followed by the printed ones for it; then all other printed ones.

    A printed figure of a year outside the period is shown too: it is what the count stands beside.
    """
    for pair in beside(table, published):
        cell = pair.computed
        yield Row(key=cell.key, value=cell.value, state=cell.state.value, origin=COMPUTED, source="", note="")
        for claim in pair.published:
            yield _printed(claim)
    for claim in published:
        if claim.key not in table.by_key:
            yield _printed(claim)


def _printed(claim: PublishedCell) -> Row:
    return Row(
        key=claim.key,
        value=claim.value,
        state=claim.state.value,
        origin=PUBLISHED,
        source=f"{claim.source} {claim.locator}".strip(),
        note=claim.note,
    )
