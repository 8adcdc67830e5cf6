"""What the register of returns calls its stages, gates and answers; words of the country come from its pack."""

from django.utils.translation import gettext_lazy as _

DIRECTION = {
    "in": _("Into this country"),
    "out": _("To another country"),
    "within": _("Within this country"),
}
STAGE = {
    "received": (_("Received"), "warn"),
    "preparation": (_("In preparation"), "info"),
    "ready": (_("Ready for the hand-over"), "ok"),
    "crossing": (_("Handed over, not arrived yet"), "warn"),
    "follow_up": (_("Arrived, followed up"), "info"),
    "closed": (_("Closed"), "neutral"),
    "stopped": (_("Stopped"), "danger"),
}
PATH = ("received", "preparation", "ready", "crossing", "follow_up", "closed")
GATE = {
    "recognised": _("The person is recognised as a victim"),
    "traced": _("The family was searched for"),
    "assessed": _("The family is safe, or other care is arranged"),
    "consented": _("The child was told and agrees"),
    "papers": _("Papers are issued and valid"),
    "escorted": _("An escort is planned"),
}
RECOGNISED = {
    "recognised": (_("Recognised as a victim"), "ok"),
    "not_recognised": (_("Not recognised as a victim"), "danger"),
}
TRACED = {"found": (_("Family found"), "ok"), "not_found": (_("Family not found"), "warn")}
ASSESSED = {
    "suitable": (_("Safe with the family"), "ok"),
    "with_support": (_("Safe with the family, with support"), "ok"),
    "other_care": (_("Not with the family; other care is arranged"), "warn"),
    "not_suitable": (_("Not safe, nothing arranged yet"), "danger"),
}
ASSENT = {
    "given": (_("The child agrees"), "ok"),
    "refused": (_("The child does not agree"), "danger"),
    "not_able": (_("Too young or not able to say"), "warn"),
}
CONFIRMED_BY = {
    "family": _("Family"),
    "partner": _("Body on the other side"),
    "escort": _("Escort"),
    "own": _("Worker of this body"),
}
VISIT = {
    "planned": (_("Planned"), "neutral"),
    "open": (_("Due now"), "warn"),
    "made": (_("Made"), "ok"),
    "overdue": (_("Overdue"), "danger"),
    "missed": (_("Not made"), "danger"),
}
GOAL = {"open": (_("Open"), "info"), "met": (_("Reached"), "ok"), "dropped": (_("Given up"), "neutral")}
DECISION = {
    "": (_("Waits for a decision"), "warn"),
    "approved": (_("Approved"), "ok"),
    "refused": (_("Refused"), "danger"),
}
LISTS = [
    ("", _("All")),
    ("received", _("Received")),
    ("mine", _("Mine")),
    ("preparation", _("In preparation")),
    ("crossing", _("Handed over, not arrived yet")),
    ("visit", _("Visit overdue")),
    ("follow_up", _("Arrived, followed up")),
    ("closure", _("Closure to decide")),
    ("closed", _("Closed")),
    ("stopped", _("Stopped")),
]
