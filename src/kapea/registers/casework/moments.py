"""By which rules of the pack a case's work falls due."""

from datetime import datetime
from typing import Any

from kapea.engines.dates import FollowUpCalendar, deadline
from kapea.guard.pack import current_pack
from kapea.packs import Rule
from kapea.registers.casework.rules.clocks import urgency_of

AFTER_RETURN = "follow_up.after_return"
IN_COMMUNITY = "follow_up.in_community"
CLOCKS = "case.clocks"
ANSWER = "referral.answer_hours"


def follow_up_calendar(rule: Rule | None = None) -> FollowUpCalendar:
    """Return the country's calendar of visits after return."""
    rule = rule or current_pack().rule(AFTER_RETURN)
    values = rule.values
    return FollowUpCalendar(
        months=tuple(values["months"]),  # type: ignore[arg-type]
        opens_days_before=int(str(values["opens_days_before"])),
        grace_days=int(str(values["grace_days"])),
        source=rule.source or rule.state,
    )


def answer_by(*, risk: str, start: datetime) -> datetime:
    """Return by when a referral is answered, and its outcome read, for a case of a risk."""
    pack = current_pack()
    hours: Any = pack.rule(ANSWER).values
    return deadline(start, hours[urgency_of(risk)], calendar=pack.calendar, time_zone=pack.time_zone)
