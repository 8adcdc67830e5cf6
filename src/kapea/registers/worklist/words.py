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
    "complaint": _("Received by the court"),
    "prosecution": _("With the prosecutor"),
    "investigation": _("With the investigating judge"),
    "trial": _("Before the court"),
    "judged": _("Judged"),
    "appeal": _("Before a higher court"),
    "final": _("Final judgment"),
    "execution": _("Being executed"),
    "ended": _("Ended"),
    "in_care": _("In care"),
    "cancelled": _("Taken back"),
    "preparation": _("Return in preparation"),
    "crossing": _("Handed over, not arrived yet"),
    "follow_up": _("Arrived, followed up"),
    "stopped": _("Return stopped"),
}
TARGET = {
    "incident": _("Police incident"),
    "case": _("Child's case"),
    "proceeding": _("Court proceeding"),
    "placement": _("Placement in care"),
    "return": _("Return"),
}
