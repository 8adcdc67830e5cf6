"""The numbers of the law on a home screen; each opens exactly the list it counts."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from kapea.guard.access.viewer import Viewer
from kapea.monitoring.law.queries.scenarios import WRITE, own_count
from kapea.monitoring.law.queries.text import contested_count


def home_cards(*, by: Viewer, now: datetime) -> list[dict[str, object]]:
    """Return the numbers of who writes scenarios: contested criteria, and their own scenarios."""
    if not by.may(WRITE):
        return []
    return [
        {
            "label": _("Contested criteria"),
            "number": contested_count(by=by),
            "url": f"{reverse('law:concordance')}?only=contested",
            "tone": "warn",
            "icon": "flag",
        },
        {
            "label": _("My scenarios"),
            "number": own_count(by=by),
            "url": f"{reverse('law:scenarios')}?whose=own",
            "tone": "info",
            "icon": "plan",
        },
    ]
