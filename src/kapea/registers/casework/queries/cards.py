"""The workqueues of casework, and their numbers on a home screen."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial

from django.utils.translation import gettext as _

from kapea.guard.access.viewer import Viewer
from kapea.registers.casework import access
from kapea.registers.casework.queries.lists import CaseFilter, listed_cases, lists_of
from kapea.registers.casework.queries.referrals import boxes_of, listed_referrals
from kapea.registers.worklist.queues import Workqueue


def workqueues(*, by: Viewer, now: datetime) -> list[Workqueue]:
    """Return the queues of cases and referrals that the viewer works on."""
    if not by.may(access.READ) and not by.may(access.ANSWER):
        return []
    return [*_cases(by), *_referrals(by, now=now)]


def _cases(by: Viewer) -> Iterator[Workqueue]:
    """Yield a queue for each list that the viewer has."""
    first = _("Open the case: its page says what comes next")
    mine, high = CaseFilter(which="mine"), CaseFilter(which="mine", risk="high")
    wanted = (
        ("waiting", CaseFilter(which="waiting"), _("Cases to accept"), _("Accept the case"), "warn", "inbox"),
        ("mine", mine, _("My open cases"), first, "info", "person"),
        ("high", high, _("My cases at high risk"), _("Act on the risk"), "danger", "alert"),
        ("closure", CaseFilter(which="closure"), _("Closures to decide"), _("Decide"), "warn", "check"),
        ("agency", CaseFilter(which="agency"), _("Open cases of my agency"), "", "neutral", "people"),
    )
    has = lists_of(by)
    for code, filtered, label, act, tone, icon in wanted:
        if filtered.which in has:
            yield Workqueue(
                code=f"casework.{code}",
                label=label,
                page="casework:cases",
                asked={"list": filtered.which} | ({"risk": filtered.risk} if filtered.risk else {}),
                listed=partial(listed_cases, filtered, by=by),
                columns=(_("Step"), _("Risk"), _("Worker"), _("Opened"), _("Province")),
                act=act,
                tone=tone,
                icon=icon,
            )


def _referrals(by: Viewer, *, now: datetime) -> Iterator[Workqueue]:
    wanted = (
        ("to_answer", _("Referrals to answer"), _("Accept or refuse"), "warn", "inbox"),
        ("accepted", _("Referrals we have accepted"), _("Say when it is done"), "neutral", "check"),
        ("sent", _("Referrals waiting for an answer"), _("Ask the agency, or take it back"), "info", "clock"),
    )
    has = boxes_of(by)
    for box, label, act, tone, icon in wanted:
        if box in has:
            yield Workqueue(
                code=f"casework.referrals.{box}",
                label=label,
                page="casework:referrals",
                asked={"box": box},
                listed=partial(listed_referrals, box, by=by, now=now),
                columns=(_("Service"), _("From"), _("To"), _("State"), _("Sent"), _("Ends on")),
                act=act,
                tone=tone,
                icon=icon,
            )
