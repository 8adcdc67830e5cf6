"""One placement as one viewer may see it; the read is audited."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kapea.guard.access.viewer import Viewer
from kapea.guard.audit.chain import record_event
from kapea.guard.pack import local_day
from kapea.registers.agencies.queries import agency_name
from kapea.registers.care import sealed, words
from kapea.registers.care.access import PLACEMENTS, READ
from kapea.registers.care.acts import PLACEMENT_ACTS
from kapea.registers.care.models import Placement, PlacementReview
from kapea.registers.care.queries.lists import open_facilities_of
from kapea.registers.care.rules.placements import EMERGENCY, is_too_long
from kapea.registers.choices import by_rule
from kapea.registers.places.queries import place_name
from kapea.registers.sheets.acts import granted_acts, make_parts, open_acts, part, whole_acts
from kapea.registers.sheets.rows import Card, Fact, Notice, Sheet, Sight
from kapea.registers.sheets.showing import coded


def review_cards(sight: Sight) -> tuple[Card, ...]:
    """Return the reviews, the newest first."""
    return tuple(_review(row, sight) for row in sight.record.reviews.order_by("-on", "-pk"))


def _review(row: PlacementReview, sight: Sight) -> Card:
    status, tone = words.REVIEW_OUTCOME[row.outcome]
    facts: tuple[Fact, ...] = ((_("Prolonged until"), row.prolonged_until),)
    if row.outcome != "prolonged":
        facts = ((_("Child was heard"), row.child_heard), (_("Contact with the family"), row.family_contact))
    notes: tuple[Fact, ...] = ()
    if "identity" in sight.sections:
        notes += ((_("What the child says"), sight.text(row.view_sealed, sealed.CHILDS_VIEW)),)
    if "identity" in sight.sections or row.outcome == "prolonged":
        notes += ((_("What was found"), sight.text(row.words_sealed, sealed.REVIEWED)),)
    return Card(
        pk=row.pk,
        title=row.on,
        status=status,
        tone=tone,
        facts=facts,
        notes=tuple(note for note in notes if note[1]),
    )


PARTS = (part("reviews", "placement", _("Reviews"), review_cards, _("Not reviewed yet.")),)


@transaction.atomic
def accessible_placement(code: str, *, by: Viewer, now: datetime) -> Sheet:
    """Return the placement as the viewer may see it; the read is audited. Raises NotFound."""
    standing = PLACEMENTS.standing_on(code, by=by)
    placement, sections, today = standing.record, standing.sections, local_day(now)
    granted = granted_acts(PLACEMENT_ACTS, standing)
    opened = open_acts(PLACEMENT_ACTS, granted, state=placement.state)
    if not placement.is_residential:
        opened -= {"prolong"}
    if placement.authority != EMERGENCY:
        opened -= {"confirm"}
    sight = Sight(record=placement, sections=sections, acts=opened, today=today)
    status, tone = words.STATE[placement.state]
    sheet = Sheet(
        code=code,
        title=_("Placement"),
        status=status,
        tone=tone,
        version=placement.version,
        is_ours=bool(standing.relations & {"own", "assigned", "unit", "agency"}),
        sections=sections,
        granted=granted,
        acts=whole_acts(PLACEMENT_ACTS, opened),
        notices=tuple(_notices(placement, sight)),
        facts=tuple(_facts(placement, sight, by=by)),
        notes=_notes(placement, sight),
        parts=make_parts(PARTS, PLACEMENT_ACTS, sight),
        initial={"version": placement.version, "arrangement": placement.arrangement},
        options={"facilities": open_facilities_of(placement.agency_code) if "accept" in opened else []},
    )
    details = {"sections": sorted(sections)}
    record_event("care.placement.read", by=by, on=("placement", code), details=details, at=now)
    return sheet


def _notices(placement: Placement, sight: Sight) -> list[Notice]:
    if placement.state != "in_care" or "placement" not in sight.sections:
        return []
    found = []
    if is_too_long(until=placement.longest_until, today=sight.today):
        found.append(Notice(words=words.ALARM["stay_too_long"][0], tone="danger"))
    if placement.next_review_on is not None and placement.next_review_on < sight.today:
        found.append(Notice(words=_("The review is overdue.")))
    if placement.authority == EMERGENCY:
        found.append(Notice(words=_("Placed in an emergency: a court or the authority has to confirm it.")))
    return found


def _facts(placement: Placement, sight: Sight, *, by: Viewer) -> list[Fact]:
    facts: list[Fact] = []
    if "identity" in sight.sections:
        facts += [
            (_("Name"), sight.text(placement.name_sealed, sealed.CHILD)),
            (_("Code of the child"), placement.person_code),
            (_("Child's case"), placement.case_code),
        ]
    facts += [
        (_("Sex"), coded(placement.sex, "sex")),
        (_("Age, as told"), placement.age_years),
        (_("Body"), agency_name(placement.agency_code)),
        (_("Province"), place_name(placement.province_code)),
        (_("Asked on"), placement.asked_on),
        (_("Why refused"), coded(placement.refusal, "referral_refusal_reason")),
    ]
    if "placement" in sight.sections:
        facts += [
            (_("Facility"), placement.facility.code if placement.facility and by.may(READ) else ""),
            (_("Care arrangement"), coded(placement.arrangement, "care_arrangement")),
            (_("Residential care"), placement.is_residential if placement.facility else None),
            (_("Taken in over capacity"), placement.over_capacity or None),
            (_("Arrived on"), placement.arrived_on),
            (_("Decided by"), coded(placement.authority, "placement_authority")),
            (_("Reasons"), tuple(coded(code, "separation_cause") for code in placement.reasons)),
            (_("Considered first"), tuple(coded(code, "care_arrangement") for code in placement.tried)),
            (_("Next review by"), placement.next_review_on),
            (_("Residential care ends by"), placement.longest_until),
            (_("By rule"), by_rule("care.clocks", placement.rule_version)),
            (_("Left on"), placement.ended_on),
            (_("How it ended"), coded(placement.end_reason, "placement_end")),
        ]
    return [fact for fact in facts if fact[1] not in ("", None, ())]


def _notes(placement: Placement, sight: Sight) -> tuple[Fact, ...]:
    """Return the free text: only to who may know the child, since words may name them."""
    if not {"placement", "identity"} <= sight.sections:
        return ()
    found = (
        (_("What was asked"), sight.text(placement.summary_sealed, sealed.SUMMARY)),
        (_("The decision"), sight.text(placement.authority_sealed, sealed.AUTHORITY)),
        (_("Why no family"), sight.text(placement.why_sealed, sealed.WHY)),
        (_("On leaving"), sight.text(placement.end_sealed, sealed.END)),
    )
    return tuple(note for note in found if note[1])
