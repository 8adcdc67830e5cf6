"""The workqueues of alternative care, and their numbers on a home screen."""

from datetime import datetime
from functools import partial

from django.utils.translation import gettext as _

from kapea.guard.access.viewer import Viewer
from kapea.registers.care.access import INSPECT, READ_PLACEMENT, WRITE, WRITE_PLACEMENT
from kapea.registers.care.queries.lists import listed_facilities, listed_placements
from kapea.registers.worklist.queues import Workqueue


def workqueues(*, by: Viewer, now: datetime) -> list[Workqueue]:
    """Return the queues of placements and facilities that the viewer works on."""
    return [*_placements(by, now=now), *_facilities(by, now=now)]


def _placements(by: Viewer, *, now: datetime) -> list[Workqueue]:
    offered = (
        ("asked", _("Placements asked for"), _("Give a place, or refuse"), "warn", "inbox", WRITE_PLACEMENT),
        ("arriving", _("Children expected"), _("Record the arrival"), "info", "calendar", WRITE_PLACEMENT),
        ("in_care", _("Children in care"), "", "neutral", "bed", READ_PLACEMENT),
        ("review", _("Placements to review"), _("Review the placement"), "warn", "clock", READ_PLACEMENT),
        (
            "too_long",
            _("In residential care too long"),
            _("Find a family"),
            "danger",
            "alert",
            READ_PLACEMENT,
        ),
    )
    return [
        Workqueue(
            code=f"placements-{which}",
            label=label,
            page="care:placements",
            asked={"which": which},
            listed=partial(listed_placements, by=by, now=now, which=which),
            columns=(_("State"), _("Facility"), _("Care arrangement"), _("Arrived on"), _("Next review by")),
            act=act,
            tone=tone,
            icon=icon,
        )
        for which, label, act, tone, icon, permission in offered
        if by.may(permission)
    ]


def _facilities(by: Viewer, *, now: datetime) -> list[Workqueue]:
    offered = (
        ("free", _("Facilities with a free place"), "", "ok", "bed", WRITE),
        ("over_capacity", _("Facilities over capacity"), _("Move children on"), "danger", "alert", WRITE),
        (
            "licence",
            _("Facilities without a licence in force"),
            _("License or close"),
            "danger",
            "alert",
            WRITE,
        ),
        ("uninspected", _("Facilities to inspect"), _("Inspect"), "warn", "search", INSPECT),
    )
    return [
        Workqueue(
            code=f"facilities-{which}",
            label=label,
            page="care:facilities",
            asked={"which": which},
            listed=partial(listed_facilities, by=by, now=now, which=which),
            columns=(_("Kind"), _("Run by"), _("Province"), _("Free places"), _("To look at")),
            act=act,
            tone=tone,
            icon=icon,
        )
        for which, label, act, tone, icon, permission in offered
        if by.may(permission)
    ]
