"""What happened in a case that is loaded whole: plain values, no storage."""

from dataclasses import dataclass
from datetime import date, datetime

from kapea.registers.casework.rules.steps import CaseFacts


@dataclass(frozen=True, kw_only=True)
class ReferralSeed:
    """A referral. answered_at goes with accepted, refused and done; ended_at with done, revoked, expired."""

    to_agency_code: str
    service: str
    status: str
    sent_at: datetime
    expires_on: date
    reason: str
    sections: tuple[str, ...] = ("risk", "services")
    refusal: str = ""
    answered_at: datetime | None = None
    answered_by: str = ""
    ended_at: datetime | None = None
    ended_by: str = ""
    outcome: str = ""


@dataclass(frozen=True, kw_only=True)
class VisitSeed:
    """A visit made. place: in a few words."""

    visited_on: date
    safety: str = "safe"
    child_seen_alone: bool = True
    due_on: date | None = None
    findings: str = ""
    place: str = ""


@dataclass(frozen=True, kw_only=True)
class ClosureSeed:
    """A request to close; decided_at None while it waits. Asker and decider are two persons."""

    reason: str
    asked_at: datetime
    asked_by: str
    decided_at: datetime | None = None
    decided_by: str = ""
    decision: str = ""
    childs_view: str = ""


@dataclass(frozen=True, kw_only=True)
class CaseSeed:
    """One case and what happened in it. Instants ascend along the path; None is "not yet".

    An assessment and a plan stand approved where the country asks for it.

    worker_name: the user name under which the owner's acts are recorded.
    reopened: the case was closed before and is open again.
    """

    agency_code: str
    opened_at: datetime
    forms: tuple[str, ...]
    code: str = ""
    unit_code: str = ""
    province_code: str = ""
    place_code: str = ""
    priority: str = ""
    via_hotline: bool = False
    source_kind: str = ""
    source_code: str = ""
    told_age_years: int | None = None
    told_sex: str = ""
    told_name_km: str = ""
    told_name_latin: str = ""
    summary: str = ""
    child_id: int | None = None
    owner_id: int | None = None
    worker_name: str = ""
    accepted_at: datetime | None = None
    ground: str = ""
    identified_at: datetime | None = None
    identification: str = "victim"
    indicators: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    risk_at: datetime | None = None
    risk_level: str = ""
    risk_factors: tuple[str, ...] = ()
    assessed_at: datetime | None = None
    assessment_answers: tuple[tuple[str, object], ...] = ()
    planned_at: datetime | None = None
    goals: tuple[tuple[str, str, str, date, bool], ...] = ()
    services: tuple[tuple[str, str, date], ...] = ()
    referrals: tuple[ReferralSeed, ...] = ()
    follow_up_since: date | None = None
    returned_on: date | None = None
    visits: tuple[VisitSeed, ...] = ()
    closure: ClosureSeed | None = None
    reopened: bool = False

    @property
    def is_closed(self) -> bool:
        return self.closure is not None and self.closure.decision == "approved" and not self.reopened

    @property
    def facts(self) -> CaseFacts:
        """What has been done in the case."""
        return CaseFacts(
            accepted=self.accepted_at is not None,
            child_registered=self.child_id is not None,
            ground_recorded=bool(self.ground),
            identification_decided=self.identified_at is not None,
            risk_assessed=bool(self.risk_level),
            assessed=self.assessed_at is not None,
            planned=self.planned_at is not None,
            follow_up_begun=self.follow_up_since is not None,
            closure_asked=self.closure is not None and self.closure.decision == "",
            closed=self.is_closed,
        )

    @property
    def step_since(self) -> datetime:
        """When the case came to its step: the last thing on its path."""
        asked_at = self.closure.asked_at if self.closure else None
        path = (self.accepted_at, self.identified_at, self.assessed_at, self.planned_at, asked_at)
        return max([self.opened_at, *(at for at in path if at is not None)])
