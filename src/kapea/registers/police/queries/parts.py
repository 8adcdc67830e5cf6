"""What an incident's page shows, part by part, opened and ready to read."""

from dataclasses import dataclass, field
from datetime import date, datetime


@dataclass(frozen=True, kw_only=True)
class StayView:
    """A stay at a post. due_at: when the victim must have left; is_late: left or still there after it."""

    station_code: str
    kept_at: str
    arrived_at: datetime
    due_at: datetime
    left_at: datetime | None
    left_to: str
    late_reason: str
    is_late: bool
    rule_code: str
    rule_version: str


@dataclass(frozen=True, kw_only=True)
class InterviewView:
    """An interview. The words are empty when statements are closed to the viewer."""

    number: int
    held_at: datetime
    place: str
    trusted_adult: str
    suspect_absent: bool
    interviewer: str = field(default="", repr=False)
    alone_reason: str = field(default="", repr=False)
    suspect_reason: str = field(default="", repr=False)
    again_reason: str = field(default="", repr=False)
    statement: str = field(default="", repr=False)


@dataclass(frozen=True, kw_only=True)
class VictimView:
    """A victim. is_presumed_child: is or may be a child; stay: the one that is open, if any."""

    code: str
    person_code: str
    sex: str
    age_low: int | None
    age_high: int | None
    is_presumed_child: bool
    nationality: str
    rescued_on: date | None
    assistance: str
    assisted_on: date | None
    stays: tuple[StayView, ...] = ()
    interviews: tuple[InterviewView, ...] = ()

    @property
    def stay(self) -> StayView | None:
        """The stay that is open now."""
        return next((each for each in self.stays if each.left_at is None), None)


@dataclass(frozen=True, kw_only=True)
class SuspectView:
    code: str
    person_code: str
    name: str = field(repr=False)
    sex: str
    age_low: int | None
    age_high: int | None
    is_presumed_child: bool
    nationality: str
    is_foreign: bool | None
    arrested_on: date | None
    sent_to_court_on: date | None


@dataclass(frozen=True, kw_only=True)
class OffenceView:
    """An offence alleged. suspect_code: "" when against nobody known, or closed to the viewer."""

    pk: int
    offence: str
    title: str
    suspect_code: str


@dataclass(frozen=True, kw_only=True)
class CustodyView:
    act: str
    at: datetime
    holder: str
    reference: str
    digest_agrees: bool | None
    recorded_by: str


@dataclass(frozen=True, kw_only=True)
class EvidenceView:
    code: str
    kind: str
    description: str = field(repr=False)
    algorithm: str
    digest: str
    steps: tuple[CustodyView, ...]

    @property
    def is_gone(self) -> bool:
        """Whether the item was returned or destroyed."""
        return bool(self.steps) and self.steps[-1].act in ("returned", "destroyed")
