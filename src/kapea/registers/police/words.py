"""What the states and steps of an incident are called on a page."""

from django.utils.translation import gettext_lazy as _

STATUS = {
    "reported": (_("Reported, not confirmed"), "warn"),
    "confirmed": (_("Confirmed"), "info"),
    "investigated": (_("Investigated"), "info"),
    "sent_to_court": (_("Sent to court"), "ok"),
    "closed": (_("Closed as unfounded"), "neutral"),
}
STEP = {
    "confirm": _("Confirm the incident"),
    "close": _("Close as unfounded"),
    "investigate": _("Record the investigation"),
    "send_to_court": _("Send to court"),
}
