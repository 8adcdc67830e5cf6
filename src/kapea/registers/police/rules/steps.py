"""Which step of a police incident may follow which, and on which days. Pure."""

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from kapea.engines.errors import KapeaError


class StepNotOpen(KapeaError):
    """This step does not follow from where the incident stands."""

    code = "police.step_not_open"


class DayNotPossible(KapeaError):
    """The day lies before the step it follows, or in the future."""

    code = "police.day_not_possible"


class CourtNotPossible(KapeaError):
    """This agency is no court that receives incidents."""

    code = "police.court_not_possible"


@dataclass(frozen=True, kw_only=True)
class Stages:
    """The days of an incident's stages; None while a stage is not reached."""

    reported_on: date
    confirmed_on: date | None = None
    investigated_on: date | None = None
    sent_to_court_on: date | None = None

    @property
    def last_on(self) -> date:
        """The day of the latest stage reached."""
        days = (self.reported_on, self.confirmed_on, self.investigated_on, self.sent_to_court_on)
        return max(day for day in days if day is not None)

    @property
    def status(self) -> str:
        """The word for the latest stage reached."""
        if self.sent_to_court_on:
            return "sent_to_court"
        if self.investigated_on:
            return "investigated"
        return "confirmed" if self.confirmed_on else "reported"


def next_steps(stages: Stages) -> tuple[str, ...]:
    """Return the steps that are open now: confirm (or close as unfounded), investigate, send to court."""
    return {
        "reported": ("confirm", "close"),
        "confirmed": ("investigate",),
        "investigated": ("send_to_court",),
        "sent_to_court": (),
    }[stages.status]


def check_step(stages: Stages, *, step: str, on: date, today: date) -> None:
    """Raise StepNotOpen or DayNotPossible when the step cannot be recorded for that day."""
    if step not in next_steps(stages):
        raise StepNotOpen(f"{step} does not follow {stages.status}.")
    check_day(on, not_before=stages.last_on, today=today)


def check_day(on: date, *, not_before: date, today: date) -> None:
    """Raise DayNotPossible unless not_before <= on <= today."""
    if not not_before <= on <= today:
        raise DayNotPossible(f"The day must lie between {not_before} and {today}.")


def is_arrest_possible(stages: Stages, *, on: date, today: date) -> bool:
    """Whether an arrest may be recorded for that day: from the report on, not in the future."""
    return stages.reported_on <= on <= today


class Staged(Protocol):
    """What has the days of an incident's stages."""

    reported_on: date
    confirmed_on: date | None
    investigated_on: date | None
    sent_to_court_on: date | None


def stages(incident: Staged) -> Stages:
    """Return the days of the stages of an incident as it is stored."""
    return Stages(
        reported_on=incident.reported_on,
        confirmed_on=incident.confirmed_on,
        investigated_on=incident.investigated_on,
        sent_to_court_on=incident.sent_to_court_on,
    )
