"""The workqueues of the hotline, and their numbers on a home screen."""

from datetime import datetime
from functools import partial

from django.utils.translation import gettext as _

from kapea.guard.access.viewer import Viewer
from kapea.registers.hotline.queries import addresses, complaints, duty
from kapea.registers.hotline.queries.contacts import PERMISSION, listed_contacts
from kapea.registers.worklist.queues import Workqueue


def workqueues(*, by: Viewer, now: datetime) -> list[Workqueue]:
    """Return the hotline's queues that the viewer works on."""
    return [*_contacts(by), *_addresses(by), *_complaints(by), *_missed(by)]


def _contacts(by: Viewer) -> list[Workqueue]:
    if not by.may(PERMISSION):
        return []
    lists = (
        (_("Danger now, not yet triaged"), {"status": "new", "priority": "red"}, "danger", "alert"),
        (_("New contacts"), {"status": "new"}, "info", "inbox"),
        (_("Triaged, not yet handed over"), {"status": "triaged"}, "warn", "arrow"),
    )
    return [
        Workqueue(
            code="-".join(("contacts", *asked.values())),
            label=words,
            page="hotline:queue",
            asked=asked,
            listed=partial(listed_contacts, by=by, **asked),
            columns=(_("Priority"), _("How it came"), _("Received")),
            act=_("Triage") if asked["status"] == "new" else _("Hand over"),
            tone=tone,
            icon=icon,
        )
        for words, asked, tone, icon in lists
    ]


def _addresses(by: Viewer) -> list[Workqueue]:
    if not by.may(addresses.READ):
        return []
    return [
        Workqueue(
            code="addresses-waiting",
            label=_("Web addresses to hand over"),
            page="hotline:addresses",
            asked={"list": "waiting"},
            listed=partial(addresses.listed_addresses, by=by, which="waiting"),
            columns=(_("Received"), _("Reported so often"), _("Due")),
            act=_("Hand over in a sealed file"),
            tone="warn",
            icon="link",
        ),
        Workqueue(
            code="addresses-unanswered",
            label=_("Web addresses without an answer"),
            page="hotline:addresses",
            asked={"list": "unanswered"},
            listed=partial(addresses.listed_addresses, by=by, which="unanswered"),
            columns=(_("Received"), _("Handed over"), _("Reported so often")),
            act=_("Write down the answer"),
            tone="neutral",
            icon="clock",
        ),
    ]


def _complaints(by: Viewer) -> list[Workqueue]:
    if not by.may(complaints.READ):
        return []
    lists = (
        (_("New complaints"), "new", "warn", "inbox"),
        (_("Complaints being examined"), "examined", "info", "clock"),
    )
    return [
        Workqueue(
            code=f"complaints-{status}",
            label=words,
            page="hotline:complaints",
            asked={"status": status},
            listed=partial(complaints.listed_complaints, by=by, status=status),
            columns=(_("About"), _("Received"), _("Answer due")),
            act=_("Examine") if status == "new" else _("Close"),
            tone=tone,
            icon=icon,
        )
        for words, status, tone, icon in lists
    ]


def _missed(by: Viewer) -> list[Workqueue]:
    if not by.may(duty.READ):
        return []
    return [
        Workqueue(
            code="missed-calls",
            label=_("Missed calls"),
            page="hotline:missed",
            listed=partial(duty.waiting_calls, by=by),
            columns=(_("Missed"), _("How it came"), _("Phone")),
            act=_("Call back"),
            tone="warn",
            icon="phone",
        )
    ]
