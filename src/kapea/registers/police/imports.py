"""How provincial forms come in from a file: each form whole or not at all, none lost, none twice.

A form is known by its secret code. The same form sent again changes nothing; another form under the
same code is refused. Source of the procedure: S2 §12.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction

from kapea.engines.errors import KapeaError
from kapea.guard.access.viewer import Viewer
from kapea.guard.audit.chain import record_event
from kapea.guard.pack import local_day
from kapea.guard.vault.sealing import blind
from kapea.registers.agencies.queries import agency_of_station, agency_receives
from kapea.registers.codes import new_code
from kapea.registers.places.queries import province_of
from kapea.registers.police import access, sealed, tasks
from kapea.registers.police.form_rows import COLUMNS, REQUIRED, Cells, FormTold, Refusal, read_form
from kapea.registers.police.models import Incident, IncidentVictim, OffenceAlleged
from kapea.registers.police.rules.steps import check_day, check_step, stages
from kapea.registers.police.services.parties import store_suspect
from kapea.registers.police.services.registering import (
    BookEntry,
    NewIncident,
    check_book,
    check_told_days,
    create_incident,
)

__all__ = ["COLUMNS", "REQUIRED", "Imported", "Refusal", "import_forms"]

SAID: Mapping[str, tuple[str, str]] = {
    "police.book_number_taken": ("book_number", "another incident stands under this number in that book"),
    "police.station_not_possible": ("station", "no station of the police is called so"),
    "police.day_not_possible": ("", "a day lies in the future, or before the step it follows"),
    "police.step_not_open": ("", "a step is missing: first investigated, then sent to court"),
    "police.content_refused": ("narrative", "the text carries a file; write in words only"),
}


@dataclass(frozen=True, kw_only=True)
class Imported:
    """What an import did. accepted: codes of the incidents stored (or that would be)."""

    accepted: tuple[str, ...] = ()
    unchanged: int = 0
    refused: tuple[Refusal, ...] = field(default=(), repr=False)


class _Refused(Exception):
    """A form that cannot be stored, with the column and the reason."""

    def __init__(self, column: str, reason: str) -> None:
        super().__init__(reason)
        self.column, self.reason = column, reason


@transaction.atomic
def import_forms(
    rows: Sequence[tuple[int, Cells]], *, by: Viewer, now: datetime, is_dry_run: bool = False
) -> Imported:
    """Store the forms of a file; each is kept or refused by itself. A dry run stores nothing.

    by: a background viewer may bring forms of every station, an account those of its own body.
    """
    accepted: list[str] = []
    unchanged, refused = 0, []
    forms, nameless = _forms(rows)
    refused += nameless
    for of_form in forms:
        form, faults = read_form(of_form[0][1]["secret_code"], of_form)
        if form is None:
            refused += _for_all_rows(of_form, faults)
            continue
        digest = _digest(of_form)
        try:
            with transaction.atomic():
                made = _store(form, digest=digest, by=by, now=now)
        except _Refused as why:
            refused += _for_all_rows(of_form, [_first(of_form, why.column, why.reason)])
        except KapeaError as error:
            column, reason = SAID.get(error.code, ("", str(error)))
            refused += _for_all_rows(of_form, [_first(of_form, column, reason)])
        else:
            unchanged += not made
            accepted += [made] if made else []
    record_event(
        "incident.forms_imported",
        by=by,
        details={"accepted": len(accepted), "unchanged": unchanged, "refused": len(refused)},
        at=now,
    )
    if is_dry_run:
        transaction.set_rollback(True)
    refused.sort(key=lambda each: (each.row, each.column))
    return Imported(accepted=tuple(accepted), unchanged=unchanged, refused=tuple(refused))


def _forms(rows: Sequence[tuple[int, Cells]]) -> tuple[list[list[tuple[int, Cells]]], list[Refusal]]:
    """Return the rows of each form together, and those that carry no secret code."""
    forms: dict[str, list[tuple[int, Cells]]] = {}
    nameless = []
    for number, cells in rows:
        key = sealed.form_code_key(cells.get("secret_code", ""))
        if key:
            forms.setdefault(key, []).append((number, cells))
        else:
            nameless.append(Refusal(row=number, column="secret_code", reason="the secret code is missing"))
    return list(forms.values()), nameless


def _first(rows: Sequence[tuple[int, Cells]], column: str, reason: str) -> Refusal:
    return Refusal(row=rows[0][0], column=column, reason=reason)


def _for_all_rows(rows: Sequence[tuple[int, Cells]], faults: list[Refusal]) -> list[Refusal]:
    """Return the faults, and for the form's other rows that they are held back with it."""
    wrong = sorted({fault.row for fault in faults})
    held = f"held back with row {wrong[0]} of the same form"
    return [
        *faults,
        *(Refusal(row=number, column="", reason=held) for number, _cells in rows if number not in wrong),
    ]


def _digest(rows: Sequence[tuple[int, Cells]]) -> str:
    """Return the keyed digest by which the same form is known again, in whatever order of columns."""
    told = [
        {name: text for name, text in sorted(cells.items()) if text and name in COLUMNS} for _n, cells in rows
    ]
    return blind("provincial_form_content", json.dumps(told, ensure_ascii=False, sort_keys=True))


def _store(form: FormTold, *, digest: str, by: Viewer, now: datetime) -> str:
    """Store a form and return its incident's code, "" when it is there already."""
    earlier = Incident.objects.filter(form_code_blind=sealed.form_code_token(form.secret_code)).first()
    if earlier is not None:
        if earlier.form_digest == digest:
            return ""
        raise _Refused("secret_code", "a form with this secret code is stored with other content")
    told = form.incident
    agency = _agency_of(told["station"], by=by)
    new = _incident(form)
    check_told_days(new, today=local_day(now))
    check_book(new.book, agency_code=agency)
    unit = told["station"] if told["station"] != agency else ""
    incident = create_incident(new, agency_code=agency, unit_code=unit, by=by, now=now)
    _advance(incident, form, digest=digest, by=by, now=now)
    _store_parties(incident, form, by=by, now=now)
    return incident.code


def _agency_of(station: str, *, by: Viewer) -> str:
    agency = agency_of_station(station)
    if not agency or not agency_receives(agency, "police"):
        raise _Refused("station", "no station of the police is called so; write the code of the unit or body")
    if by.user_id is not None and (by.agency != agency or not by.may(access.WRITE)):
        raise _Refused("station", "this station is not of the account's own body")
    return agency


def _incident(form: FormTold) -> NewIncident:
    told = form.incident
    book = None
    if told["book_number"]:
        year = told["book_year"] or told["reported_on"].year
        book = BookEntry(station_code=told["station"], number=told["book_number"], year=year)
    province = told["province"] or province_of(told["place"])
    if told["place"] and province != province_of(told["place"]):
        raise _Refused("place", "the place lies in another province than the form says")
    return NewIncident(
        reported_on=told["reported_on"],
        province_code=province,
        place_code=told["place"],
        occurred=told["occurred"],
        forms=told["forms"],
        setting=told["setting"],
        narrative=told["narrative"],
        book=book,
        form_code=form.secret_code,
        via_hotline=told["via_hotline"],
    )


def _advance(incident: Incident, form: FormTold, *, digest: str, by: Viewer, now: datetime) -> None:
    """Set the later stages that the form tells, in order, and the task of the next one."""
    told, today = form.incident, local_day(now)
    steps: tuple[tuple[str, str, date | None], ...] = (
        ("investigate", "investigated", told["investigated_on"]),
        ("send_to_court", "sent_to_court", told["sent_to_court_on"]),
    )
    for step, status, on in steps:
        if on is not None:
            check_step(stages(incident), step=step, on=on, today=today)
            setattr(incident, f"{status}_on", on)
            incident.status = status
    if bool(told["clearance"]) != bool(told["cleared_on"]):
        raise _Refused("cleared_on", "write both how it was cleared and on which day, or neither")
    if told["cleared_on"]:
        check_day(told["cleared_on"], not_before=incident.reported_on, today=today)
        incident.clearance, incident.cleared_on = told["clearance"], told["cleared_on"]
    incident.form_digest = digest
    incident.save()
    if incident.status != "confirmed":
        tasks.close_steps(incident, by=by, now=now)
    if incident.status == "investigated":
        tasks.open_step(incident, "send_to_court", by=by, now=now)


def _store_parties(incident: Incident, form: FormTold, *, by: Viewer, now: datetime) -> None:
    today = local_day(now)
    for victim in form.victims:
        if bool(victim.assistance) != bool(victim.assisted_on):
            raise _Refused("victim_assisted_on", "write both the assistance and its day, or neither")
        if victim.assisted_on:
            check_day(victim.assisted_on, not_before=incident.reported_on, today=today)
        IncidentVictim.objects.create(
            incident=incident,
            code=new_code("V"),
            sex=victim.sex,
            age_low=victim.ages[0],
            age_high=victim.ages[1],
            nationality=victim.nationality,
            rescued_on=victim.rescued_on,
            assistance=victim.assistance,
            assisted_on=victim.assisted_on,
            recorded_at=now,
            recorded_by=by.username,
        )
    for suspect in form.suspects:
        if suspect.arrested_on:
            check_day(suspect.arrested_on, not_before=incident.reported_on, today=today)
        row = store_suspect(incident, suspect, by=by, now=now)
        if row.arrested_on and incident.sent_to_court_on:
            row.sent_to_court_on = incident.sent_to_court_on
            row.save(update_fields=["sent_to_court_on"])
    OffenceAlleged.objects.bulk_create(
        OffenceAlleged(incident=incident, offence=offence, recorded_at=now, recorded_by=by.username)
        for offence in form.incident["offences"]
    )
