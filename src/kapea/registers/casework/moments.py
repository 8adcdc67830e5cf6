"""By which rules of the pack a case's work falls due."""

from kapea.engines.dates import FollowUpCalendar
from kapea.guard.pack import current_pack
from kapea.packs import Rule

AFTER_RETURN = "follow_up.after_return"
IN_COMMUNITY = "follow_up.in_community"
CLOCKS = "case.clocks"


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
