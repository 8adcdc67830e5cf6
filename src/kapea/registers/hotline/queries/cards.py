"""The numbers of the hotline on a home screen; each opens exactly the list it counts."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from kapea.guard.access.viewer import Viewer
from kapea.registers.hotline.queries import addresses, complaints, duty
from kapea.registers.hotline.queries.contacts import PERMISSION, count_contacts
from kapea.registers.worklist.queues import Workqueue


def workqueues(*, by: Viewer, now: datetime) -> list[Workqueue]:
    """Return the hotline's queues that the viewer works on: a list, its count, and its one act."""
    return [*_contacts(by), *_addresses(by, now), *_complaints(by), *_missed(by)]


def home_cards(*, by: Viewer, now: datetime) -> list[dict[str, object]]:
    """Return the numbers of the viewer's home."""
    return [queue.card for queue in workqueues(by=by, now=now)]


def _contacts(by: Viewer) -> list[Workqueue]:
    if not by.may(PERMISSION):
        return []
    queue = reverse("hotline:queue")
    lists = (
        (_("Danger now, not yet triaged"), "new", "red", "danger", "alert"),
        (_("New contacts"), "new", "", "info", "inbox"),
        (_("Triaged, not yet handed over"), "triaged", "", "warn", "arrow"),
    )
    return [
        Workqueue(
            code=f"contacts-{status}-{priority}".rstrip("-"),
            label=words,
            url=f"{queue}?status={status}" + (f"&priority={priority}" if priority else ""),
            count=count_contacts(by=by, status=status, priority=priority),
            columns=(_("Priority"), _("How it came"), _("Received")),
            act=_("Triage") if status == "new" else _("Hand over"),
            tone=tone,
            icon=icon,
        )
        for words, status, priority, tone, icon in lists
    ]


def _addresses(by: Viewer, now: datetime) -> list[Workqueue]:
    if not by.may(addresses.READ):
        return []
    url = reverse("hotline:addresses")
    return [
        Workqueue(
            code="addresses-waiting",
            label=_("Web addresses to hand over"),
            url=f"{url}?list=waiting",
            count=addresses.count_addresses(by=by, which="waiting"),
            columns=(_("Received"), _("Reported so often"), _("Due")),
            act=_("Hand over in a sealed file"),
            tone="warn",
            icon="link",
        ),
        Workqueue(
            code="addresses-unanswered",
            label=_("Web addresses without an answer"),
            url=f"{url}?list=unanswered",
            count=addresses.count_addresses(by=by, which="unanswered"),
            columns=(_("Received"), _("Handed over"), _("Reported so often")),
            act=_("Write down the answer"),
            tone="neutral",
            icon="clock",
        ),
    ]


def _complaints(by: Viewer) -> list[Workqueue]:
    if not by.may(complaints.READ):
        return []
    url = reverse("hotline:complaints")
    lists = (
        (_("New complaints"), "new", "warn", "inbox"),
        (_("Complaints being examined"), "examined", "info", "clock"),
    )
    return [
        Workqueue(
            code=f"complaints-{status}",
            label=words,
            url=f"{url}?status={status}",
            count=complaints.count_complaints(by=by, status=status),
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
            url=reverse("hotline:missed"),
            count=duty.count_missed(by=by),
            columns=(_("Missed"), _("How it came"), _("Phone")),
            act=_("Call back"),
            tone="warn",
            icon="phone",
        )
    ]
