"""How an incident is opened and its facts are put right: one act, one transaction, one audit event."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction

from kapea.engines.dates import PartialDate
from kapea.guard.access.viewer import Viewer
from kapea.guard.audit.chain import record_event
from kapea.guard.errors import NotFound
from kapea.guard.pack import local_day
from kapea.guard.saving import save_current
from kapea.guard.vault.sealing import new_data_key
from kapea.registers.agencies.queries import unit_for, units_of
from kapea.registers.codes import new_code
from kapea.registers.places.queries import province_of
from kapea.registers.police import access, sealed, tasks
from kapea.registers.police.errors import BookNumberTaken, FormCodeTaken, StationNotPossible
from kapea.registers.police.models import Incident, IncidentVictim
from kapea.registers.police.rules.steps import DayNotPossible, check_day
from kapea.registers.worklist.handover import HandOver

WRITE = access.WRITE


@dataclass(frozen=True, kw_only=True)
class BookEntry:
    """Where an incident stands in a station's book."""

    station_code: str
    number: str
    year: int


@dataclass(frozen=True, kw_only=True)
class NewIncident:
    """What an officer registers. Days are calendar days of the country.

    occurred: when it was done, as far as known. form_code: the secret code of its provincial form.
    """

    reported_on: date
    province_code: str = ""
    place_code: str = ""
    occurred: PartialDate | None = None
    forms: tuple[str, ...] = ()
    setting: str = ""
    narrative: str = ""
    book: BookEntry | None = None
    form_code: str = ""
    via_hotline: bool = False


def receive_hand_over(package: HandOver, *, by: Viewer, now: datetime) -> tuple[str, str]:
    """Open an unconfirmed incident from a hand-over, with the task to confirm it."""
    incident = create_incident(
        NewIncident(
            reported_on=local_day(now),
            province_code=package.province_code,
            place_code=package.place_code,
            forms=package.forms,
            narrative=package.summary,
        ),
        agency_code=package.agency_code,
        unit_code=package.unit_code or unit_for(package.agency_code, package.province_code),
        by=by,
        now=now,
        package=package,
    )
    names = (package.child_name_km, package.child_name_latin)
    if package.child_age_years is not None or package.child_sex or any(names):
        IncidentVictim.objects.create(
            incident=incident,
            code=new_code("V"),
            told_name_km=sealed.close_text(incident, names[0], sealed.TOLD_NAME_KM),
            told_name_latin=sealed.close_text(incident, names[1], sealed.TOLD_NAME_LATIN),
            sex=package.child_sex,
            age_low=package.child_age_years,
            age_high=package.child_age_years,
            recorded_at=now,
            recorded_by=by.username or "public",
        )
    return "incident", incident.code


@transaction.atomic
def register_incident(new: NewIncident, *, by: Viewer, now: datetime) -> str:
    """Register an incident that the police themselves confirm; return its code.

    Raises NotFound, DayNotPossible, StationNotPossible, BookNumberTaken, FormCodeTaken.
    """
    if not by.may(WRITE):
        raise NotFound
    check_told_days(new, today=local_day(now))
    check_book(new.book, agency_code=by.agency)
    try:
        with transaction.atomic():
            return create_incident(new, agency_code=by.agency, unit_code=by.unit, by=by, now=now).code
    except IntegrityError as error:  # a colleague was quicker by a moment
        check_book(new.book, agency_code=by.agency)
        raise FormCodeTaken from error


def check_told_days(new: NewIncident, *, today: date) -> None:
    """Raise DayNotPossible when the report or the deed lies in the future, or the report before the deed."""
    check_day(new.reported_on, not_before=date.min, today=today)
    if new.occurred is not None and new.occurred.earliest > new.reported_on:
        raise DayNotPossible("It cannot be reported before it is done.")


def check_book(book: BookEntry | None, *, agency_code: str, but: int | None = None) -> None:
    """Raise StationNotPossible or BookNumberTaken. but: the incident that may have the number."""
    if book is None:
        return
    if book.station_code not in stations_of(agency_code):
        raise StationNotPossible(book.station_code)
    rows = Incident.objects.filter(
        station_code=book.station_code, book_year=book.year, book_number=book.number
    )
    if rows.exclude(pk=but).exists():
        raise BookNumberTaken(f"{book.number}/{book.year}")


def stations_of(agency_code: str) -> tuple[str, ...]:
    """Return the codes of the stations that keep a book: the agency's units, or itself when it has none."""
    units = tuple(code for code, _names in units_of(agency_code))
    return units or ((agency_code,) if agency_code else ())


def create_incident(
    new: NewIncident,
    *,
    agency_code: str,
    unit_code: str,
    by: Viewer,
    now: datetime,
    package: HandOver | None = None,
) -> Incident:
    """Store an incident with its first task; confirmed unless it came by a hand-over."""
    token = sealed.form_code_token(new.form_code)
    if token and Incident.objects.filter(form_code_blind=token).exists():
        raise FormCodeTaken
    incident = Incident(
        code=new_code("I"),
        agency_code=agency_code,
        unit_code=unit_code,
        status="reported" if package else "confirmed",
        via_hotline=package.via_hotline if package else new.via_hotline,
        reported_on=new.reported_on,
        confirmed_on=None if package else new.reported_on,
        officer_id=None if package else by.user_id,
        source_kind=package.source_kind if package else "",
        source_code=package.source_code if package else "",
        data_key=new_data_key(),
        form_code_blind=token,
        created_at=now,
        created_by=by.username or "public",
        created_by_user=None if package else by.user_id,
        **_facts(new),
    )
    incident.narrative_sealed = sealed.close_text(incident, new.narrative, sealed.NARRATIVE)
    incident.form_code_sealed = sealed.close_text(incident, new.form_code, sealed.FORM_CODE)
    incident.save(force_insert=True)
    what = "incident.received" if package else "incident.registered"
    record_event(what, by=by, on=("incident", incident.code), at=now)
    in_danger = package is not None and package.priority == tasks.DANGER
    tasks.open_step(incident, "confirm" if package else "investigate", by=by, now=now, in_danger=in_danger)
    return incident


def _facts(new: NewIncident) -> dict[str, object]:
    """Return the columns of what was told, without words."""
    return {
        "province_code": new.province_code or province_of(new.place_code),
        "place_code": new.place_code,
        "forms": list(new.forms),
        "setting": new.setting,
        "occurred_from": new.occurred.earliest if new.occurred else None,
        "occurred_to": new.occurred.latest if new.occurred else None,
        "occurred_precision": new.occurred.precision.value if new.occurred else "",
        "station_code": new.book.station_code if new.book else "",
        "book_number": new.book.number if new.book else "",
        "book_year": new.book.year if new.book else None,
    }


@transaction.atomic
def correct_facts(code: str, new: NewIncident, *, version: int, by: Viewer, now: datetime) -> None:
    """Put right where, when and how it was done, and its number in the book.

    The day of the report and the words stay. Raises NotFound, DayNotPossible, StationNotPossible,
    BookNumberTaken, StaleSave.
    """
    incident = access.incident_for(code, by=by, permission=WRITE)
    check_told_days(new, today=local_day(now))
    check_book(new.book, agency_code=incident.agency_code, but=incident.pk)
    changes = _facts(new)
    changed = sorted(name for name, value in changes.items() if getattr(incident, name) != value)
    try:
        with transaction.atomic():
            save_current(incident, version=version, changes=changes)
    except IntegrityError as error:
        raise BookNumberTaken from error
    record_event("incident.corrected", by=by, on=("incident", code), details={"fields": changed}, at=now)
