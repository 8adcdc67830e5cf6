"""What the states, steps and acts of an incident are called on a page."""

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
KEPT_AT = {
    "interview_room": _("Room for children’s interviews"),
    "office": _("Office"),
    "hospital": _("Hospital, under police protection"),
    "detention": _("Place of detention (refused for a child)"),
}
LEFT_TO = {
    "another_post": _("Another police post"),
    "hospital": _("Hospital"),
    "other_place": _("Another place"),
}
CUSTODY_ACT = {
    "seized": _("Seized"),
    "sealed": _("Sealed"),
    "handed_over": _("Handed over"),
    "examined": _("Examined"),
    "sent_to_court": _("Sent to the court"),
    "returned": _("Returned to its owner"),
    "destroyed": _("Destroyed"),
}
TASK = {
    "incident.confirm": _("Confirm an incident"),
    "incident.investigate": _("Investigate an incident"),
    "incident.send_to_court": _("Send an incident to court"),
    "incident.leave_post": _("Bring a victim away from the police post"),
    "incident.detention_refused": _("Look into it: a child was to be put in detention"),
    "incident.suspect_present": _("Look into it: a suspect was there when a victim was interviewed"),
}
