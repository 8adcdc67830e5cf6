"""The workqueues of the police, and their numbers on a home screen."""

from datetime import datetime
from functools import partial

from django.utils.translation import gettext as _

from kapea.guard.access.viewer import Viewer
from kapea.registers.police import waiting
from kapea.registers.police.access import READ, WRITE
from kapea.registers.police.queries.lists import AT_POST, Wanted, listed_incidents
from kapea.registers.worklist.queues import Workqueue


def workqueues(*, by: Viewer, now: datetime) -> list[Workqueue]:
    """Return the queues of incidents that the viewer works on."""
    if not by.may(READ):
        return []
    lists = (
        (
            AT_POST,
            _("Incidents with a victim at a police post"),
            _("Bring the child away"),
            "danger",
            "clock",
        ),
        ("reported", _("Incidents to confirm"), _("Confirm"), "warn", "inbox"),
        ("confirmed", _("Incidents to investigate"), _("Investigate"), "info", "search"),
        (
            "investigated",
            _("Under investigation, not yet sent to court"),
            _("Send to court"),
            "neutral",
            "court",
        ),
    )
    found = [
        Workqueue(
            code=f"incidents-{status}",
            label=label,
            page="police:incidents",
            asked={"status": status},
            listed=partial(listed_incidents, Wanted(status=status), by=by),
            columns=(_("Status"), _("In the book"), _("Reported"), _("Province"), _("Forms of exploitation")),
            act=act,
            tone=tone,
            icon=icon,
        )
        for status, label, act, tone, icon in lists
    ]
    return [*found, _waiting_forms(by=by)] if by.may(WRITE) else found


def _waiting_forms(*, by: Viewer) -> Workqueue:
    return Workqueue(
        code="provincial-forms",
        label=_("Provincial forms that wait for you to say who their persons are"),
        page="police:provincial_forms",
        listed=partial(waiting.listed_waiting, by=by),
        act=_("Choose who it is"),
        tone="warn",
        icon="document",
    )
