"""Dates as people know them, ages, working days and deadlines. Pure: no clock, no country."""

from kapea.engines.dates.ages import AgeRange, age_on, age_range_on
from kapea.engines.dates.deadlines import DURATION_UNITS, InvalidDuration, deadline
from kapea.engines.dates.follow_up import (
    FollowUpCalendar,
    InvalidCalendar,
    PlannedVisit,
    VisitStatus,
    missed_visits,
    plan_visits,
)
from kapea.engines.dates.months import add_months
from kapea.engines.dates.partial import InvalidPartialDate, PartialDate, Precision
from kapea.engines.dates.working_days import Holiday, WorkingCalendar, add_working_days

__all__ = [
    "DURATION_UNITS",
    "AgeRange",
    "FollowUpCalendar",
    "Holiday",
    "InvalidCalendar",
    "InvalidDuration",
    "InvalidPartialDate",
    "PartialDate",
    "PlannedVisit",
    "Precision",
    "VisitStatus",
    "WorkingCalendar",
    "add_months",
    "add_working_days",
    "age_on",
    "age_range_on",
    "deadline",
    "missed_visits",
    "plan_visits",
]
