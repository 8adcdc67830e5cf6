"""How provincial forms come in from a file: each form whole or not at all, none lost, none twice.

A form is known by its secret code. The same form sent again changes nothing; another form under the
same code is refused. Nobody is recorded before those who may already be recorded were looked up: a
form whose persons resemble others waits until an officer has chosen. Source: S2 §12.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kapea.engines.errors import KapeaError
from kapea.guard.access.viewer import Viewer
from kapea.guard.audit.chain import record_event
from kapea.guard.vault.sealing import blind
from kapea.registers.people.lookup import possible_duplicates
from kapea.registers.police import sealed, waiting
from kapea.registers.police.form_rows import COLUMNS, REQUIRED, Cells, FormTold, Refusal, read_form
from kapea.registers.police.models import Incident
from kapea.registers.police.storing import FormRefused, store_form

__all__ = ["COLUMNS", "REQUIRED", "Imported", "Refusal", "import_forms", "refusal_of"]

Row = tuple[int, Cells]
SAID: Final[Mapping[str, tuple[str, object]]] = {
    "police.book_number_taken": (
        "book_number",
        gettext_lazy("another incident stands under this number in that book"),
    ),
    "police.station_not_possible": ("station", gettext_lazy("no station of the police is called so")),
    "police.day_not_possible": (
        "",
        gettext_lazy("a day lies in the future, or before the step it follows"),
    ),
    "police.step_not_open": (
        "",
        gettext_lazy("a step is missing: first investigated, then sent to court"),
    ),
    "police.content_refused": ("narrative", gettext_lazy("the text carries a file; write in words only")),
    "police.form_code_taken": (
        "secret_code",
        gettext_lazy("a form with this secret code is stored with other content"),
    ),
}


@dataclass(frozen=True, kw_only=True)
class Imported:
    """What an import did. accepted: codes of the incidents stored (or that would be); waiting: of the forms kept."""

    accepted: tuple[str, ...] = ()
    waiting: tuple[str, ...] = ()
    unchanged: int = 0
    refused: tuple[Refusal, ...] = field(default=(), repr=False)


@transaction.atomic
def import_forms(
    rows: Sequence[Row], *, by: Viewer, now: datetime, is_dry_run: bool = False, all_wait: bool = False
) -> Imported:
    """Store the forms of a file, or let them wait; each is kept or refused by itself. A dry run stores nothing.

    by: a background viewer may bring forms of every station, an account those of its own body.
    all_wait: each form waits to be looked at, also when its persons resemble nobody.
    """
    accepted: list[str] = []
    kept: list[str] = []
    unchanged, refused = 0, []
    forms, nameless = _forms(rows)
    refused += nameless
    for of_form in forms:
        form, faults = read_form(of_form[0][1]["secret_code"], of_form)
        if form is None:
            refused += _for_all_rows(of_form, faults)
            continue
        try:
            stored, waits = _take(form, of_form, by=by, now=now, all_wait=all_wait)
        except (FormRefused, KapeaError) as why:
            refused += _for_all_rows(of_form, [refusal_of(why, row=of_form[0][0])])
        else:
            unchanged += not (stored or waits)
            accepted += [stored] if stored else []
            kept += [waits] if waits else []
    counts = {"accepted": len(accepted), "waiting": len(kept), "unchanged": unchanged}
    details = {**counts, "refused": len(refused)}
    record_event("incident.forms_imported", by=by, details=details, at=now)
    if is_dry_run:
        transaction.set_rollback(True)
    refused.sort(key=lambda each: (each.row, each.column))
    return Imported(
        accepted=tuple(accepted), waiting=tuple(kept), unchanged=unchanged, refused=tuple(refused)
    )


def refusal_of(why: FormRefused | KapeaError, *, row: int) -> Refusal:
    """Return why a form was refused, in words for who typed it."""
    if isinstance(why, FormRefused):
        return Refusal(row=row, column=why.column, reason=why.reason)
    column, reason = SAID.get(why.code, ("", str(why)))
    return Refusal(row=row, column=column, reason=str(reason))


def _take(
    form: FormTold, rows: Sequence[Row], *, by: Viewer, now: datetime, all_wait: bool
) -> tuple[str, str]:
    """Store a form or let it wait; return the incident's code or the waiting form's, none when it is there already."""
    digest = digest_of(rows)
    if _is_known(form, digest=digest):
        return "", ""
    must_wait = all_wait or any(possible_duplicates(person, by=by, now=now) for person in form.named.values())
    with transaction.atomic():
        incident = store_form(form, digest=digest, same={}, by=by, now=now)
        if must_wait:
            transaction.set_rollback(True)
    if not must_wait:
        return incident.code, ""
    return "", waiting.keep(form, rows, digest=digest, by=by, now=now)


def _is_known(form: FormTold, *, digest: str) -> bool:
    """Whether this very form is stored or waits. Raises FormRefused when another one has its secret code."""
    token = sealed.form_code_token(form.secret_code)
    earlier = Incident.objects.filter(form_code_blind=token).first()
    if earlier is not None:
        if earlier.form_digest == digest:
            return True
        raise FormRefused("secret_code", _("a form with this secret code is stored with other content"))
    waits = waiting.digest_under(token)
    if waits and waits != digest:
        raise FormRefused("secret_code", _("a form with this secret code waits with other content"))
    return bool(waits)


def _forms(rows: Sequence[Row]) -> tuple[list[list[Row]], list[Refusal]]:
    """Return the rows of each form together, and those that carry no secret code."""
    forms: dict[str, list[Row]] = {}
    nameless = []
    for number, cells in rows:
        key = sealed.form_code_key(cells.get("secret_code", ""))
        if key:
            forms.setdefault(key, []).append((number, cells))
        else:
            nameless.append(Refusal(row=number, column="secret_code", reason=_("the secret code is missing")))
    return list(forms.values()), nameless


def _for_all_rows(rows: Sequence[Row], faults: list[Refusal]) -> list[Refusal]:
    """Return the faults, and for the form's other rows that they are held back with it."""
    wrong = sorted({fault.row for fault in faults})
    held = _("held back with row %(row)s of the same form") % {"row": wrong[0]}
    return [
        *faults,
        *(Refusal(row=number, column="", reason=held) for number, _cells in rows if number not in wrong),
    ]


def digest_of(rows: Sequence[Row]) -> str:
    """Return the keyed digest by which the same form is known again, in whatever order of columns."""
    told = [
        {name: text for name, text in sorted(cells.items()) if text and name in COLUMNS} for _n, cells in rows
    ]
    return blind("provincial_form_content", json.dumps(told, ensure_ascii=False, sort_keys=True))
