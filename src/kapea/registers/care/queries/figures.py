"""What is counted of facilities on a page: children present, licences, alarms."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max, Q

from kapea.registers.care import tasks
from kapea.registers.care.models import Complaint, Facility, Inspection, Licence, Placement, SuspectTie
from kapea.registers.care.rules.facilities import Alarm, FacilityFacts, alarms
from kapea.registers.care.services.placing import PRESENT

SECTION_OF = {Alarm.SUSPECT: "suspect", Alarm.COMPLAINT: "concern"}
"""Which section knows an alarm; the others belong to the inspection."""


@dataclass(frozen=True, kw_only=True)
class Sums:
    """What is known of many facilities at once, by their keys."""

    present: dict[int, int]
    licence_until: dict[int, date]
    inspected_on: dict[int, date]
    correct_by: dict[int, date]
    complaints: dict[int, int]
    ties: dict[int, int]
    too_long: dict[int, int]


def sums_of(facilities: Iterable[Facility], *, today: date) -> Sums:
    """Return the sums of some facilities; a fixed number of questions, however many they are."""
    pks = [facility.pk for facility in facilities]
    stays = Placement.objects.filter(facility_id__in=pks, state__in=PRESENT)
    late = stays.filter(state="in_care", longest_until__lt=today)
    waiting = Inspection.objects.filter(
        facility_id__in=pks, correct_by__isnull=False, corrected_on__isnull=True
    )
    return Sums(
        present=_counts(stays),
        licence_until=_last(
            Licence.objects.filter(facility_id__in=pks, withdrawn_on__isnull=True), "valid_until"
        ),
        inspected_on=_last(Inspection.objects.filter(facility_id__in=pks), "on"),
        correct_by={row["facility_id"]: row["correct_by"] for row in _first_corrections(waiting)},
        complaints=_counts(Complaint.objects.filter(facility_id__in=pks, reviewed_at__isnull=True)),
        ties=_counts(SuspectTie.objects.filter(facility_id__in=pks, settled_at__isnull=True)),
        too_long=_counts(late),
    )


def _counts(rows: object) -> dict[int, int]:
    found = rows.values("facility_id").annotate(n=Count("pk")).order_by()  # type: ignore[attr-defined]
    return {row["facility_id"]: row["n"] for row in found}


def _last(rows: object, column: str) -> dict[int, date]:
    found = rows.values("facility_id").annotate(last=Max(column)).order_by()  # type: ignore[attr-defined]
    return {row["facility_id"]: row["last"] for row in found}


def _first_corrections(rows: object) -> list[dict[str, object]]:
    return list(rows.values("facility_id", "correct_by").order_by("-correct_by"))  # type: ignore[attr-defined]


def alarms_of(facility: Facility, sums: Sums, *, sections: frozenset[str], today: date) -> tuple[Alarm, ...]:
    """Return what is wrong with a facility, as far as the viewer's sections may know."""
    if facility.closed_on is not None:
        return ()
    pk = facility.pk
    found = alarms(
        FacilityFacts(
            opened_on=facility.opened_on,
            capacity=facility.capacity,
            occupied=sums.present.get(pk, 0),
            licence_until=sums.licence_until.get(pk),
            inspected_on=sums.inspected_on.get(pk),
            correct_by=sums.correct_by.get(pk),
            open_complaints=sums.complaints.get(pk, 0),
            open_ties=sums.ties.get(pk, 0),
            stays_too_long=sums.too_long.get(pk, 0),
        ),
        today=today,
        inspection_months=tasks.oversight_number("inspection"),
        warn_days=tasks.oversight_number("warn_licence_days_before"),
    )
    return tuple(alarm for alarm in found if SECTION_OF.get(alarm, "inspection") in sections)


def licensed(today: date) -> Q:
    """The facilities that have a licence in force on a day."""
    rows = Licence.objects.filter(withdrawn_on__isnull=True, valid_until__gte=today)
    return Q(pk__in=rows.values("facility_id"))
