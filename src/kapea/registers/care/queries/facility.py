"""One facility as one viewer may see it; the read is audited."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kapea.guard.access.viewer import Viewer
from kapea.guard.audit.chain import record_event
from kapea.guard.pack import local_day
from kapea.registers.agencies.queries import agency_name
from kapea.registers.care import sealed, words
from kapea.registers.care.access import FACILITIES, PLACEMENTS
from kapea.registers.care.acts import FACILITY_ACTS
from kapea.registers.care.models import Facility
from kapea.registers.care.queries import facility_parts as parts
from kapea.registers.care.queries.figures import alarms_of, sums_of
from kapea.registers.places.queries import place_name
from kapea.registers.sheets.acts import granted_acts, make_parts, open_acts, part, whole_acts
from kapea.registers.sheets.rows import Fact, Notice, Sheet, Sight
from kapea.registers.sheets.showing import coded

PARTS = (
    part("licences", "inspection", _("Licences"), parts.licence_cards, _("No licence is recorded.")),
    part(
        "inspections", "inspection", _("Inspections"), parts.inspection_cards, _("No inspection is recorded.")
    ),
    part(
        "adults",
        "identity",
        _("Adults who come near the children"),
        parts.adult_cards,
        _("Nobody is recorded."),
    ),
    part("complaints", "concern", _("Complaints"), parts.complaint_cards, _("No complaint is recorded.")),
    part("ties", "suspect", _("Suspects"), parts.tie_cards, _("No suspect is tied to this facility.")),
)
SEALED = {"name": sealed.NAME, "address": sealed.ADDRESS, "phone": sealed.PHONE}
"""Where a facility is and how it is reached: for who may know it."""
TOLD = ("kind", "stay", "capacity", "province_code", "opened_on", "serves_sex", "age_from", "age_to")


@transaction.atomic
def accessible_facility(code: str, *, by: Viewer, now: datetime) -> Sheet:
    """Return the facility as the viewer may see it; the read is audited. Raises NotFound."""
    standing = FACILITIES.standing_on(code, by=by)
    facility, sections, today = standing.record, standing.sections, local_day(now)
    granted = granted_acts(FACILITY_ACTS, standing)
    opened = open_acts(FACILITY_ACTS, granted, state="closed" if facility.closed_on else "open")
    if facility.manager_id == by.user_id or facility.agency_code != by.agency:
        opened -= {"take_charge"}
    sums = sums_of([facility], today=today)
    sight = Sight(record=facility, sections=sections, acts=opened, today=today)
    found = alarms_of(facility, sums, sections=sections, today=today)
    present = sums.present.get(facility.pk, 0)
    sheet = Sheet(
        code=code,
        title=coded(facility.kind, "facility_kind"),
        status=_("Closed") if facility.closed_on else "",
        version=facility.version,
        is_ours=bool(standing.relations & {"own", "assigned", "unit", "agency"}) or "inspection" in sections,
        sections=sections,
        granted=granted,
        acts=whole_acts(FACILITY_ACTS, opened),
        notices=tuple(Notice(words=words.ALARM[each][0], tone=words.ALARM[each][1]) for each in found),
        facts=_facts(facility, sight, present=present),
        parts=make_parts(PARTS, FACILITY_ACTS, sight),
        initial=_initial(facility, sight),
        options={"placements": _placements(facility, by=by), "present": present},
    )
    details = {"sections": sorted(sections)}
    record_event("care.facility.read", by=by, on=("facility", code), details=details, at=now)
    return sheet


def _facts(facility: Facility, sight: Sight, *, present: int) -> tuple[Fact, ...]:
    labels = {"name": _("Name of the facility"), "address": _("Address"), "phone": _("Phone")}
    facts = [(labels[name], text) for name, text in _whereabouts(facility, sight).items()]
    ages = f"{facility.age_from if facility.age_from is not None else 0}–{facility.age_to or 17}"
    return (
        *facts,
        (_("Run by"), agency_name(facility.agency_code)),
        (_("Province"), place_name(facility.province_code)),
        (_("Stay"), words.STAY[facility.stay]),
        (_("For"), words.SERVES[facility.serves_sex]),
        (_("Ages"), ages),
        (_("Places"), facility.capacity),
        (_("Children here or expected"), present),
        (_("Free places"), max(0, facility.capacity - present)),
        (_("Opened on"), facility.opened_on),
        (_("Closed on"), facility.closed_on),
    )


def _whereabouts(facility: Facility, sight: Sight) -> dict[str, str]:
    """Return what is sealed of a facility, by field; nothing to who may not know where it is."""
    if "shelter_location" not in sight.sections:
        return {}
    return {name: sight.text(getattr(facility, f"{name}_sealed"), field) for name, field in SEALED.items()}


def _initial(facility: Facility, sight: Sight) -> Mapping[str, object]:
    found = _whereabouts(facility, sight)
    if not found:
        return {}
    return {**{name: getattr(facility, name) for name in TOLD}, **found, "version": facility.version}


def _placements(facility: Facility, *, by: Viewer) -> list[tuple[str, object, object]]:
    """Return (code, state and tone, arrival) of the stays here that the viewer may see."""
    rows = PLACEMENTS.seen(by=by).filter(facility=facility, state__in=("accepted", "in_care"))
    return [(row.code, words.STATE[row.state], row.arrived_on) for row in rows.order_by("-asked_on")]
