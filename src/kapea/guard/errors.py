"""What the guard tells a person: not found (also for "not yours"), stale, not now."""

from collections.abc import Mapping

from kapea.engines.errors import KapeaError


class NotFound(KapeaError):
    """There is no such record, or it is not yours to see: both look alike."""

    code = "guard.not_found"


class NotAllowed(KapeaError):
    """The act is not open to this person on a record they may see."""

    code = "guard.not_allowed"


class StaleSave(KapeaError):
    """Someone else saved meanwhile. Both values are shown and the person chooses.

    saved: the values now stored, by field name; version: the version they carry.
    """

    code = "guard.stale"

    def __init__(self, *, saved: Mapping[str, object], version: int) -> None:
        super().__init__("Someone else saved meanwhile.")
        self.saved = dict(saved)
        self.version = version
