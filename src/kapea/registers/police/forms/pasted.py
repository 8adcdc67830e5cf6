"""Rows of provincial forms, pasted from a spreadsheet: the headings in the first row.

A file cannot be sent to the site; text can. What could not be taken in is given back as text.
"""

import csv
import io
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kapea.guard.bodies.signatures import carries_file
from kapea.registers.police.imports import COLUMNS, REQUIRED

MOST_ROWS: Final = 200
GIVEN_BACK: Final = ("row", "reason")
"""Columns of rows that the command gave back; mended rows may still carry them."""


@dataclass(frozen=True, kw_only=True)
class Pasted:
    """The rows of a pasted text, each with its number; the headings are row 1."""

    headings: tuple[str, ...]
    lines: dict[int, list[str]] = field(repr=False)

    @property
    def rows(self) -> list[tuple[int, dict[str, str]]]:
        """The rows as cells by heading."""
        return [
            (number, {name: text for name, text in zip(self.headings, line, strict=False) if name})
            for number, line in self.lines.items()
        ]

    def only(self, numbers: Collection[int]) -> str:
        """Return the text of these rows under their headings, to mend and send again."""
        out = io.StringIO()
        writer = csv.writer(out, dialect="excel-tab", lineterminator="\n")
        writer.writerow(self.headings)
        writer.writerows(line for number, line in self.lines.items() if number in numbers)
        return out.getvalue()


class PastedField(forms.CharField):
    """A text that is read as rows."""

    widget = forms.Textarea(attrs={"rows": 8, "spellcheck": "false", "autocomplete": "off"})

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(strip=False, **kwargs)

    def clean(self, value: Any) -> Any:
        text = str(super().clean(value)).lstrip("\ufeff\r\n")
        if carries_file(text):
            raise ValidationError(_("This text carries a file. Write in words only."))
        lines = _lines(text)
        if len(lines) < 2:
            raise ValidationError(_("There is no row under the headings. Copy the headings and the rows."))
        headings = tuple(lines[0])
        _check_headings(headings)
        rows = {number: line for number, line in enumerate(lines[1:], start=2) if any(line)}
        if len(rows) > MOST_ROWS:
            raise ValidationError(
                _("These are %(rows)s rows. Send at most %(most)s at a time.")
                % {"rows": len(rows), "most": MOST_ROWS}
            )
        long = [number for number, line in rows.items() if any(line[len(headings) :])]
        if long:
            raise ValidationError(_("Row %(row)s has more cells than there are headings.") % {"row": long[0]})
        return Pasted(headings=headings, lines=rows)


class PasteForm(forms.Form):
    """Rows of provincial forms."""

    rows = PastedField(
        label=_("Rows, copied from the spreadsheet with their headings"),
        help_text=_("Mark the cells in the spreadsheet, copy them, and paste them here."),
        error_messages={"required": _("Paste the headings and at least one row.")},
    )


def _lines(text: str) -> list[list[str]]:
    dialect = "excel-tab" if "\t" in text.partition("\n")[0] else "excel"
    try:
        return [
            [cell.strip() for cell in line] for line in csv.reader(io.StringIO(text), dialect, strict=True)
        ]
    except csv.Error as error:
        raise ValidationError(
            _("This cannot be read as rows. Copy the cells out of the spreadsheet again.")
        ) from error


def _check_headings(headings: tuple[str, ...]) -> None:
    known = ", ".join(COLUMNS)
    missing = next((name for name in REQUIRED if name not in headings), "")
    if missing:
        raise ValidationError(
            _("The heading %(name)s is missing. Headings are: %(known)s.") % {"name": missing, "known": known}
        )
    for name in headings:
        if name and name not in (*COLUMNS, *GIVEN_BACK):
            raise ValidationError(
                _("No heading is called %(name)s. Headings are: %(known)s.") % {"name": name, "known": known}
            )
        if name and headings.count(name) > 1:
            raise ValidationError(_("The heading %(name)s stands twice.") % {"name": name})
