"""A name in the languages of a pack, and which of them a person has still to confirm."""

from collections.abc import Mapping

from kapea.packs.marked import Entry
from kapea.packs.rows import Row

Label = Mapping[str, str]


def in_language(label: Label, language: str) -> str:
    """The name in `language`, else in English, else in any language the pack gives.

    >>> in_language({"en": "District", "km": "ស្រុក"}, "km")
    'ស្រុក'
    >>> in_language({"en": "District"}, "km")
    'District'
    """
    return label.get(language) or label.get("en") or next(iter(label.values()), "")


def row_label(row: Row, languages: tuple[str, ...], *, prefix: str = "label_") -> Label:
    """The name that a row's columns `label_en`, `label_km`… give; each language is required."""
    words = {
        column.removeprefix(prefix): cell.strip()
        for column, cell in row.cells.items()
        if column.startswith(prefix) and cell.strip()
    }
    for language in languages:
        if language not in words:
            row.fault(f"{prefix}{language} is empty")
    return words


def unconfirmed_in(entry: Entry) -> frozenset[str]:
    """The languages in which an entry's names are ours and wait for a speaker of the language."""
    return frozenset(entry.texts("unconfirmed_labels"))
