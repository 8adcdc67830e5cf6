"""The workqueues of the courts, and their numbers on a home screen."""

from datetime import datetime
from functools import partial

from django.utils.translation import gettext as _

from kapea.guard.access.viewer import Viewer
from kapea.registers.justice.access import DECIDE, READ, REVIEW, WRITE
from kapea.registers.justice.queries.lists import listed_proceedings
from kapea.registers.worklist.queues import Workqueue


def workqueues(*, by: Viewer, now: datetime) -> list[Workqueue]:
    """Return the queues of proceedings that the viewer works on."""
    if not by.may(READ):
        return []
    offered = (
        ("concerns", _("Settlements out of court to review"), "danger", "alert", REVIEW),
        ("week", _("Proceedings with a hearing this week"), "info", "calendar", READ),
        ("measures", _("Protective measures to decide"), "warn", "shield", DECIDE),
        ("complaint", _("Proceedings to take up"), "warn", "inbox", WRITE),
        ("trial", _("Proceedings before the court"), "neutral", "court", WRITE),
    )
    return [
        Workqueue(
            code=f"proceedings-{which}",
            label=label,
            page="justice:proceedings",
            asked={"which": which},
            listed=partial(listed_proceedings, by=by, now=now, which=which),
            tone=tone,
            icon=icon,
        )
        for which, label, tone, icon, permission in offered
        if by.may(permission)
    ]
