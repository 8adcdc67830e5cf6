"""What a hand-over led to, in words for its sender."""

from django.utils.translation import gettext_lazy as _

OUTCOME = {
    "": _("Not answered yet"),
    "received": _("Received"),
    "accepted": _("Accepted"),
    "refused": _("Refused"),
    "reported": _("Not confirmed yet"),
    "confirmed": _("Confirmed by the police"),
    "investigated": _("Under investigation"),
    "sent_to_court": _("Sent to court"),
    "closed": _("Closed"),
}
TARGET = {"incident": _("Police incident"), "case": _("Child's case")}
