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
from kapea.registers.sheets.acts import PartRule, granted_acts, make_parts, open_acts, whole_acts
from kapea.registers.sheets.rows import Fact, Notice, Sheet, Sight
from kapea.registers.sheets.showing import coded

PARTS = (
    PartRule(
        code="licences",
        section="inspection",
        title=_("Licences"),
        make=parts.licence_cards,
        empty=_("No licence is recorded."),
    ),
    PartRule(
        code="inspections",
        section="inspection",
        title=_("Inspections"),
        make=parts.inspection_cards,
        empty=_("No inspection is recorded."),
    ),
    PartRule(
        code="adults",
        section="identity",
        title=_("Adults who come near the children"),
        make=parts.adult_cards,
        empty=_("Nobody is recorded."),
    ),
    PartRule(
        code="complaints",
        section="concern",
        title=_("Complaints"),
        make=parts.complaint_cards,
        empty=_("No complaint is recorded."),
    ),
    PartRule(
        code="ties",
        section="suspect",
        title=_("Suspects"),
        make=parts.tie_cards,
        empty=_("No suspect is tied to this facility."),
    ),
)


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
    facts: list[Fact] = []
    if "shelter_location" in sight.sections:
        facts = [
            (_("Name of the facility"), sight.text(facility.name_sealed, sealed.NAME)),
            (_("Address"), sight.text(facility.address_sealed, sealed.ADDRESS)),
            (_("Phone"), sight.text(facility.phone_sealed, sealed.PHONE)),
        ]
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


def _initial(facility: Facility, sight: Sight) -> Mapping[str, object]:
    if "shelter_location" not in sight.sections:
        return {}
    names = ("kind", "stay", "capacity", "province_code", "opened_on", "serves_sex", "age_from", "age_to")
    return {
        **{name: getattr(facility, name) for name in names},
        "name": sight.text(facility.name_sealed, sealed.NAME),
        "address": sight.text(facility.address_sealed, sealed.ADDRESS),
        "phone": sight.text(facility.phone_sealed, sealed.PHONE),
        "version": facility.version,
    }


def _placements(facility: Facility, *, by: Viewer) -> list[tuple[str, object, object]]:
    """Return (code, state and tone, arrival) of the stays here that the viewer may see."""
    rows = PLACEMENTS.seen(by=by).filter(facility=facility, state__in=("accepted", "in_care"))
    return [(row.code, words.STATE[row.state], row.arrived_on) for row in rows.order_by("-asked_on")]
