"""How one provincial form, read whole, becomes an incident with its victims, suspects and persons.

The caller has looked its persons up and says for each whom an officer took it for. Source of the
procedure: S2 §12.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime

from django.utils.translation import gettext as _

from kapea.guard.access.viewer import Viewer
from kapea.guard.pack import local_day
from kapea.registers.agencies.queries import agency_of_station, agency_receives
from kapea.registers.codes import new_code
from kapea.registers.people.drafts import PersonDraft
from kapea.registers.people.services import WRITE as WRITE_PERSON
from kapea.registers.people.services import register_person
from kapea.registers.places.queries import province_of
from kapea.registers.police import access, sealed, tasks
from kapea.registers.police.form_rows import FormTold, VictimTold
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

Same = Mapping[str, str]
"""What an act takes of a choice: {"chosen": code} or {"same_as": code}; empty for another person."""


class FormRefused(Exception):
    """A form that cannot be stored, with the column and the reason."""

    def __init__(self, column: str, reason: str) -> None:
        super().__init__(reason)
        self.column, self.reason = column, reason


def store_form(
    form: FormTold, *, digest: str, same: Mapping[str, Same], by: Viewer, now: datetime
) -> Incident:
    """Store a form and return its incident. same: for each of `form.named`, whom it was taken for.

    Raises FormRefused, and what registering an incident raises.
    """
    told = form.incident
    agency, unit = station_of(form, by=by)
    new = _incident(form)
    check_told_days(new, today=local_day(now))
    check_book(new.book, agency_code=agency)
    incident = create_incident(new, agency_code=agency, unit_code=unit, by=by, now=now)
    _advance(incident, form, digest=digest, by=by, now=now)
    _store_parties(incident, form, same=same, by=by, now=now)
    OffenceAlleged.objects.bulk_create(
        OffenceAlleged(incident=incident, offence=offence, recorded_at=now, recorded_by=by.username)
        for offence in told["offences"]
    )
    return incident


def station_of(form: FormTold, *, by: Viewer) -> tuple[str, str]:
    """Return the body and the unit whose form it is. Raises FormRefused when it is not the account's own."""
    station = form.incident["station"]
    agency = agency_of_station(station)
    if not agency or not agency_receives(agency, "police"):
        raise FormRefused(
            "station", _("no station of the police is called so; write the code of the unit or body")
        )
    if by.user_id is not None and (by.agency != agency or not by.may(access.WRITE)):
        raise FormRefused("station", _("this station is not of the account’s own body"))
    return agency, station if station != agency else ""


def _incident(form: FormTold) -> NewIncident:
    told = form.incident
    book = None
    if told["book_number"]:
        year = told["book_year"] or told["reported_on"].year
        book = BookEntry(station_code=told["station"], number=told["book_number"], year=year)
    province = told["province"] or province_of(told["place"])
    if told["place"] and province != province_of(told["place"]):
        raise FormRefused("place", _("the place lies in another province than the form says"))
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
        raise FormRefused("cleared_on", _("write both how it was cleared and on which day, or neither"))
    if told["cleared_on"]:
        check_day(told["cleared_on"], not_before=incident.reported_on, today=today)
        incident.clearance, incident.cleared_on = told["clearance"], told["cleared_on"]
    incident.form_digest = digest
    incident.save()
    if incident.status != "confirmed":
        tasks.close_steps(incident, by=by, now=now)
    if incident.status == "investigated":
        tasks.open_step(incident, "send_to_court", by=by, now=now)


def _store_parties(
    incident: Incident, form: FormTold, *, same: Mapping[str, Same], by: Viewer, now: datetime
) -> None:
    today = local_day(now)
    for number, victim in enumerate(form.victims, start=1):
        if bool(victim.assistance) != bool(victim.assisted_on):
            raise FormRefused("victim_assisted_on", _("write both the assistance and its day, or neither"))
        if victim.assisted_on:
            check_day(victim.assisted_on, not_before=incident.reported_on, today=today)
        person = _person(incident, victim.person, same=same.get(f"victim-{number}", {}), by=by, now=now)
        _store_victim(incident, victim, person_code=person, by=by, now=now)
    for number, suspect in enumerate(form.suspects, start=1):
        if suspect.arrested_on:
            check_day(suspect.arrested_on, not_before=incident.reported_on, today=today)
        person = _person(incident, suspect.person, same=same.get(f"suspect-{number}", {}), by=by, now=now)
        row = store_suspect(incident, suspect, person_code=person, by=by, now=now)
        if row.arrested_on and incident.sent_to_court_on:
            row.sent_to_court_on = incident.sent_to_court_on
            row.save(update_fields=["sent_to_court_on"])


def _store_victim(
    incident: Incident, victim: VictimTold, *, person_code: str, by: Viewer, now: datetime
) -> None:
    told, waits = victim.person, not person_code
    names = {
        "told_name_km": (f"{told.family_km} {told.given_km}".strip(), sealed.TOLD_NAME_KM),
        "told_name_latin": (f"{told.family_latin} {told.given_latin}".strip(), sealed.TOLD_NAME_LATIN),
    }
    IncidentVictim.objects.create(
        incident=incident,
        code=new_code("V"),
        person_code=person_code,
        **{name: sealed.close_text(incident, text, fld) for name, (text, fld) in names.items() if waits},
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


def _person(incident: Incident, told: PersonDraft, *, same: Same, by: Viewer, now: datetime) -> str:
    """Return the code of the person: a record of the body's own that was chosen, or one made now; "" for none."""
    if same.get("chosen"):
        return same["chosen"]
    is_batch = by.user_id is None
    if not told.keys or not (is_batch or by.may(WRITE_PERSON)):
        return ""
    keeper = replace(by, agency=incident.agency_code, unit=incident.unit_code) if is_batch else by
    return register_person(told, by=keeper, now=now, same_as=same.get("same_as", ""), for_case=is_batch).code
