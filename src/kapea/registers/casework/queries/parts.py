"""What a case's page shows, section by section, opened and ready to read."""

from dataclasses import dataclass, field
from datetime import date, datetime

from kapea.registers.casework.rules.age import AgeStanding
from kapea.registers.casework.rules.closure import ChecklistItem


@dataclass(frozen=True, kw_only=True)
class GroundView:
    """A line of the ledger. state: live, waits, ended or withdrawn."""

    pk: int
    purpose: str
    recipient: str
    categories: tuple[str, ...]
    ground: str
    childs_assent: str
    carers_consent: str
    words: str
    from_on: date
    until_on: date | None
    state: str
    withdrawn_at: datetime | None
    withdrawn_word: str
    withdrawal: str
    recorded_by: str


@dataclass(frozen=True, kw_only=True)
class IdentificationView:
    decision: str
    indicators: tuple[str, ...]
    reasons: str
    decided_at: datetime
    decided_by: str
    version: int
    reflection_from: date | None = None
    reflection_until: date | None = None


@dataclass(frozen=True, kw_only=True)
class AgeMethodView:
    method: str
    applies: bool
    done_on: date
    youngest_years: int | None
    oldest_years: int | None
    finding: str


@dataclass(frozen=True, kw_only=True)
class AgeView:
    """How the age stands. next_method: whose turn it is, "" when all are dealt with."""

    standing: AgeStanding
    methods: tuple[AgeMethodView, ...] = ()
    next_method: str = ""
    decided_at: datetime | None = None
    decided_by: str = ""
    is_open: bool = False


@dataclass(frozen=True, kw_only=True)
class RiskView:
    level: str
    factors: tuple[str, ...]
    reasons: str
    assessed_at: datetime
    assessed_by: str


@dataclass(frozen=True, kw_only=True)
class AssessmentView:
    """answers: question, and the codes or words given to it, in the order of the tool.

    score, level: what the tool adds up to, None and "" where it does not count.
    """

    pk: int
    kind: str
    score: int | None
    level: str
    tool: str
    tool_version: str
    answers: tuple[tuple[str, tuple[str, ...]], ...]
    texts: dict[str, str]
    summary: str
    done_on: date
    recorded_by: str


@dataclass(frozen=True, kw_only=True)
class ActionView:
    pk: int
    text: str
    responsible: str
    due_on: date
    state: str
    reason: str
    is_overdue: bool


@dataclass(frozen=True, kw_only=True)
class GoalView:
    pk: int
    domain: str
    text: str
    actions: tuple[ActionView, ...]


@dataclass(frozen=True, kw_only=True)
class PlanView:
    child_took_part: bool
    childs_view: str
    made_at: datetime
    made_by: str
    review_on: date | None
    version: int
    goals: tuple[GoalView, ...]


@dataclass(frozen=True, kw_only=True)
class ServiceView:
    service: str
    given_on: date
    agency_code: str
    words: str


@dataclass(frozen=True, kw_only=True)
class VisitView:
    visited_on: date
    due_on: date | None
    place: str
    child_seen_alone: bool
    safety: str
    findings: str
    recorded_by: str
    makes_up_month: int | None = None
    missed_because: str = ""


@dataclass(frozen=True, kw_only=True)
class PlannedVisitView:
    """A planned visit. state: planned, open, made, overdue or missed; made_up_on: it stays missed."""

    month: int
    due_on: date
    state: str
    made_up_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class ClosureView:
    reason: str
    childs_view: str
    goals_reason: str
    waiver: str
    asked_at: datetime
    asked_by: str
    decision: str
    decided_at: datetime | None
    decided_by: str
    refusal: str
    items: tuple[ChecklistItem, ...] = ()


@dataclass(frozen=True, kw_only=True)
class NoteView:
    text: str
    visibility: str
    written_at: datetime
    written_by: str


@dataclass(frozen=True, kw_only=True)
class Told:
    """What came with the hand-over. Names are empty unless identity is open to the viewer."""

    words: str
    age_years: int | None
    sex: str
    name_km: str = field(default="", repr=False)
    name_latin: str = field(default="", repr=False)


@dataclass(frozen=True, kw_only=True)
class FlagView:
    """A flag that is up. until_on: the day by which something must be done about it."""

    pk: int
    words: str
    until_on: date | None
    raised_at: datetime
    raised_by: str


@dataclass(frozen=True, kw_only=True)
class ConferenceView:
    held_on: date
    agencies: tuple[str, ...]
    child_took_part: bool
    childs_view: str
    decisions: str
    recorded_by: str


@dataclass(frozen=True, kw_only=True)
class ApprovalView:
    """What was put to a second person. decision: "" while it waits."""

    pk: int
    kind: str
    subject_id: int
    asked_at: datetime
    asked_by: str
    decision: str
    decided_at: datetime | None
    decided_by: str
    words: str
