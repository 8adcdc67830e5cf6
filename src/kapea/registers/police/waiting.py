"""Provincial forms that wait until an officer has said who their persons are.

What is kept is what was typed, sealed. A form is shown only to who may act on victims and on
suspects of its station. It is stored whole once every person in it is chosen, or put aside.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.db.models import Q, QuerySet

from kapea.engines.errors import KapeaError
from kapea.guard.access.queries import visible
from kapea.guard.access.viewer import Viewer
from kapea.guard.audit.chain import record_event
from kapea.guard.errors import NotFound
from kapea.guard.vault.sealing import new_data_key, open_sealed, seal
from kapea.registers.agencies.queries import Label, agency_name, unit_name
from kapea.registers.codes import new_code
from kapea.registers.people.drafts import PersonDraft
from kapea.registers.people.intake import Choice, choose
from kapea.registers.police import access, sealed
from kapea.registers.police.form_rows import COLUMNS, Cells, FormTold, Refusal, read_form
from kapea.registers.police.models import WaitingForm
from kapea.registers.police.storing import FormRefused, station_of, store_form
from kapea.registers.worklist.queues import counted

PAGE: Final = 10
NEEDED: Final = ("summary", "identity", "victim", "suspect")
"""The sections of which a form tells; who may not act on all of them does not see it."""


@dataclass(frozen=True, kw_only=True)
class PersonAsked:
    """A person whom a form names, beside those who may be the same."""

    role: str
    told: PersonDraft = field(repr=False)
    choice: Choice = field(repr=False)

    @property
    def is_suspect(self) -> bool:
        """Whether the form names the person as a suspect, not as a victim."""
        return self.role.startswith("suspect")

    @property
    def name(self) -> str:
        """The name as the form has it."""
        told = self.told
        return " ".join(filter(None, (told.family_km, told.given_km, told.family_latin, told.given_latin)))


@dataclass(frozen=True, kw_only=True)
class FormAsked:
    """A waiting form for its page. form: None when the country's lists have changed since; refused says how."""

    code: str
    station: Label
    brought_at: datetime
    form: FormTold | None = field(repr=False)
    persons: tuple[PersonAsked, ...] = field(default=(), repr=False)
    refused: tuple[Refusal, ...] = field(default=(), repr=False)

    @property
    def is_decided(self) -> bool:
        """Whether every person in it is chosen."""
        return self.form is not None and all(person.choice.is_made for person in self.persons)


def keep(form: FormTold, rows: Sequence[tuple[int, Cells]], *, digest: str, by: Viewer, now: datetime) -> str:
    """Let a form wait, as it was typed; return its code."""
    agency, unit = station_of(form, by=by)
    key = new_data_key()
    told = [[number, {name: cells[name] for name in COLUMNS if cells.get(name)}] for number, cells in rows]
    row = WaitingForm.objects.create(
        code=new_code("F"),
        agency_code=agency,
        unit_code=unit,
        form_code_blind=sealed.form_code_token(form.secret_code),
        form_digest=digest,
        data_key=key,
        rows_sealed=seal(key, json.dumps(told, ensure_ascii=False), field=sealed.WAITING_ROWS),
        brought_at=now,
        brought_by=by.username,
        brought_by_user=by.user_id,
    )
    record_event("incident.form_kept_waiting", by=by, on=("waiting_form", row.code), at=now)
    return row.code


def digest_under(token: str) -> str:
    """Return the digest of the form that waits under a secret code, "" when none does."""
    rows = WaitingForm.objects.filter(form_code_blind=token, settled_at__isnull=True)
    return rows.values_list("form_digest", flat=True).first() or ""


def count_waiting(*, by: Viewer) -> int:
    """Return how many forms wait for the viewer's choice."""
    return counted(listed_waiting(by=by))


@transaction.atomic
def waiting_forms(
    *, by: Viewer, now: datetime, skip: int = 0, codes: Sequence[str] = (), data: Any = None
) -> list[FormAsked]:
    """Return forms that wait, the longest first, with who may be their persons; the reading is audited.

    codes: these forms only. data: the choices sent, as a form's values.
    """
    rows = listed_waiting(by=by).select_related("data_key").order_by("brought_at", "pk")
    found = rows.filter(code__in=codes) if codes else rows[skip : skip + PAGE]
    asked = [_asked(row, data=data, by=by, now=now) for row in found]
    if asked:
        read = [each.code for each in asked]
        record_event("incident.waiting_forms_read", by=by, details={"forms": read}, at=now)
    return asked


@transaction.atomic
def store_waiting(asked: FormAsked, *, by: Viewer, now: datetime) -> str:
    """Store a form whose persons are all chosen; return the incident's code.

    Raises NotFound when it waits no more, FormRefused, and what registering an incident raises.
    """
    row = _locked(asked.code, by=by)
    if asked.form is None or not asked.is_decided:
        raise NotFound
    same = {person.role: person.choice.same for person in asked.persons}
    incident = store_form(asked.form, digest=row.form_digest, same=same, by=by, now=now)
    _settle(row, incident_code=incident.code, by=by, now=now)
    record_event(
        "incident.form_stored",
        by=by,
        on=("incident", incident.code),
        details={"form": row.code, "same": {role: dict(choice) for role, choice in same.items()}},
        at=now,
    )
    return incident.code


@transaction.atomic
def put_aside(code: str, *, by: Viewer, now: datetime) -> None:
    """Take back a form that was brought by mistake: what it told is destroyed. Raises NotFound."""
    row = _locked(code, by=by)
    _settle(row, incident_code="", by=by, now=now)
    record_event("incident.form_put_aside", by=by, on=("waiting_form", code), at=now)


def try_to_store(asked: FormAsked, *, by: Viewer, now: datetime) -> FormRefused | KapeaError | None:
    """Store a decided form; return why it cannot be, None when it is stored."""
    try:
        store_waiting(asked, by=by, now=now)
    except (FormRefused, KapeaError) as why:
        return why
    return None


def listed_waiting(*, by: Viewer) -> "QuerySet[WaitingForm]":
    """Return the forms that wait for the viewer's choice."""
    rows = WaitingForm.objects.filter(settled_at__isnull=True)
    scopes: Mapping[str, Q] = {
        "own": Q(brought_by_user=by.user_id),
        "unit": Q(agency_code=by.agency, unit_code=by.unit) & ~Q(unit_code=""),
        "agency": Q(agency_code=by.agency),
    }
    for section in NEEDED:
        rows = visible(rows, by=by, permission=access.WRITE, section=section, scopes=scopes)
    return rows


def _locked(code: str, *, by: Viewer) -> WaitingForm:
    row = listed_waiting(by=by).select_for_update(of=("self",)).filter(code=code).first()
    if row is None:
        raise NotFound
    return row


def _settle(row: WaitingForm, *, incident_code: str, by: Viewer, now: datetime) -> None:
    row.rows_sealed = b""
    row.settled_at, row.settled_by, row.incident_code = now, by.username, incident_code
    row.save(update_fields=["rows_sealed", "settled_at", "settled_by", "incident_code"])


def _asked(row: WaitingForm, *, data: Any, by: Viewer, now: datetime) -> FormAsked:
    told = json.loads(open_sealed(row.data_key, row.rows_sealed, field=sealed.WAITING_ROWS))
    rows = [(int(number), cells) for number, cells in told]
    form, faults = read_form(rows[0][1]["secret_code"], rows)
    persons = tuple(
        PersonAsked(
            role=role,
            told=person,
            choice=choose(person, data, prefix=f"{row.code}-{role}", by=by, now=now),
        )
        for role, person in (form.named.items() if form else ())
    )
    return FormAsked(
        code=row.code,
        brought_at=row.brought_at,
        station=unit_name(row.unit_code) if row.unit_code else agency_name(row.agency_code),
        form=form,
        persons=persons,
        refused=tuple(faults),
    )
