"""What the hotline's states are called on a page, and the tone of each."""

from django.utils.translation import gettext_lazy as _

STATUS = {
    "new": (_("New"), "info"),
    "triaged": (_("Triaged"), "warn"),
    "handed_over": (_("Handed over"), "ok"),
    "closed": (_("Closed"), "neutral"),
}
PRIORITY = {
    "red": (_("Red: danger now"), "danger"),
    "amber": (_("Amber: within a day"), "warn"),
    "green": (_("Green: soon"), "ok"),
}
CLOCK = {
    "first_action": _("First human action"),
    "referral": _("Referral"),
    "answer": _("Answer"),
    "received": _("Received"),
    "handed_over": _("Handed over"),
    "assessed": _("Assessed"),
    "police_told": _("Police told"),
    "removed": _("Removed"),
    "referral_red": _("Referral in danger"),
    "referral_amber": _("Referral, amber"),
    "referral_green": _("Referral, green"),
}
CLOCK_STATE = {
    "met": (_("kept"), "ok"),
    "met_late": (_("done late"), "warn"),
    "late": (_("late"), "danger"),
    "running": (_("running"), "info"),
    "unset": (_("waiting"), "neutral"),
}
COMPLAINT = {
    "new": (_("New"), "info"),
    "examined": (_("Being examined"), "warn"),
    "closed": (_("Closed"), "neutral"),
}
BODIES = {
    "government": _("Ministry, council or commune"),
    "police": _("Police"),
    "court": _("Court or prosecution"),
    "ngo": _("Organisation"),
    "professional_body": _("Professional body"),
}
ADDRESS_LISTS = {
    "": _("All"),
    "waiting": _("To hand over"),
    "unanswered": _("Without an answer"),
    "online": _("Illegal and still there"),
    "closed": _("Closed"),
}
