"""What a page says after a worker handed the child of their own case on: what did not go along, and why."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _

from kapea.guard.access.viewer import Viewer
from kapea.registers.worklist.own_records import left_behind


def say_left_behind(
    request: HttpRequest, case_code: str, *, agency_code: str, by: Viewer, now: datetime
) -> None:
    """Say what no ground in force let go along to the body; nothing when all went."""
    lacking = left_behind("case", case_code, agency_code=agency_code, by=by, now=now)
    if not lacking:
        return
    words = _("This did not go along, because no ground in force covers it for this body: %(sections)s.")
    messages.warning(request, words % {"sections": ", ".join(str(each) for each in lacking)})
