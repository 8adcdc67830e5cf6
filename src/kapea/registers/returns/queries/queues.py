"""The workqueues of returns, and their numbers on a home screen."""

from datetime import datetime
from functools import partial

from django.utils.translation import gettext as _

from kapea.guard.access.viewer import Viewer
from kapea.registers.returns.access import ACCEPT, APPROVE_CLOSURE, READ, WRITE
from kapea.registers.returns.queries.lists import listed_returns
from kapea.registers.worklist.queues import Workqueue


def workqueues(*, by: Viewer, now: datetime) -> list[Workqueue]:
    """Return the queues of returns that the viewer works on."""
    if not by.may(READ):
        return []
    offered = (
        ("received", _("Returns to accept"), _("Accept the return"), "warn", "inbox", (ACCEPT, "summary")),
        (
            "preparation",
            _("Returns in preparation"),
            _("Prepare the next step"),
            "info",
            "return",
            (WRITE, "return"),
        ),
        (
            "crossing",
            _("Handed over, not arrived yet"),
            _("Confirm the arrival"),
            "warn",
            "alert",
            (WRITE, "return"),
        ),
        (
            "visit",
            _("Visits after return overdue"),
            _("Visit the child"),
            "danger",
            "visit",
            (WRITE, "visit"),
        ),
        (
            "closure",
            _("Closures of returns to decide"),
            _("Decide"),
            "warn",
            "check",
            (APPROVE_CLOSURE, "closure"),
        ),
    )
    return [
        Workqueue(
            code=f"returns-{which}",
            label=label,
            page="returns:returns",
            asked={"which": which},
            listed=partial(listed_returns, by=by, now=now, which=which),
            columns=(_("Stage"), _("Direction"), _("Received"), _("Next visit by")),
            act=act,
            tone=tone,
            icon=icon,
        )
        for which, label, act, tone, icon, needed in offered
        if by.scopes(*needed)
    ]
