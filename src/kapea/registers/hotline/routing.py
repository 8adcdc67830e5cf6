"""Who may examine a complaint: nobody who stands above or below the accused, nor the accused.

The pack names the bodies in order (`complaint.receivers`) and says which body stands under which.
"""

from functools import lru_cache

from kapea.engines.errors import KapeaError
from kapea.guard.access.viewer import Viewer
from kapea.guard.pack import current_pack


class NobodyToExamine(KapeaError):
    """The pack names no body that could examine a complaint about this authority."""

    code = "hotline.nobody_to_examine"


@lru_cache(maxsize=1)
def _parents() -> dict[str, str]:
    return {agency.code: agency.parent for agency in current_pack().agencies}


def _upwards(code: str) -> list[str]:
    found: list[str] = []
    while code and code not in found:
        found.append(code)
        code = _parents().get(code, "")
    return found


def is_in_line(one: str, other: str) -> bool:
    """Whether one body is the other, or stands above or below it."""
    return one in _upwards(other) or other in _upwards(one)


def line_of(code: str) -> list[str]:
    """Return the codes of all bodies that stand in one line with a body, itself too."""
    return sorted({*_upwards(code), *(each for each in _parents() if code in _upwards(each))}) if code else []


def is_barred(by: Viewer, accused_agency: str) -> bool:
    """Whether the viewer may never see a complaint about a body: theirs, or in one line with theirs."""
    return not by.agency or is_in_line(by.agency, accused_agency)


def examiner_of(accused_agency: str) -> str:
    """Return the first body of the pack that may examine a complaint about a body. Raises NobodyToExamine."""
    wanted = current_pack().rule("complaint.receivers").values["agencies"]
    for code in wanted:  # type: ignore[attr-defined]
        if not is_in_line(str(code), accused_agency):
            return str(code)
    raise NobodyToExamine
