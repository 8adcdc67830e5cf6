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
