"""What every act on a case asks first: is it theirs to do, and is the case open."""

from datetime import datetime

from kapea.guard.access.viewer import Viewer
from kapea.guard.pack import local_day
from kapea.registers.casework import access
from kapea.registers.casework.errors import CaseIsClosed
from kapea.registers.casework.models import Case


def case_to_write(
    code: str, *, section: str, by: Viewer, now: datetime, permission: str = access.WRITE
) -> Case:
    """Return the open case, locked for the act. Raises NotFound, NotAllowed, CaseIsClosed."""
    case = access.writable_case(code, by=by, permission=permission, section=section, today=local_day(now))
    if case.status == "closed":
        raise CaseIsClosed
    return case
