"""When a child who has returned is visited."""

from datetime import date, timedelta

import pytest

from kapea.engines.dates import FollowUpCalendar, InvalidCalendar, VisitStatus, plan_visits

RETURNED_ON = date(2025, 1, 31)


def calendar(
    months: tuple[int, ...] = (1, 2, 3, 6, 9, 12), opens: int = 7, grace: int = 14
) -> FollowUpCalendar:
    return FollowUpCalendar(months=months, opens_days_before=opens, grace_days=grace, source="proposed")


def test_visits_fall_due_on_the_day_of_the_return_or_the_last_day_of_the_month() -> None:
    due = [visit.due_on.isoformat() for visit in plan_visits(calendar(), returned_on=RETURNED_ON)]
    assert due == ["2025-02-28", "2025-03-31", "2025-04-30", "2025-07-31", "2025-10-31", "2026-01-31"]


def test_a_visit_in_its_window_is_made() -> None:
    visit = plan_visits(calendar(), returned_on=RETURNED_ON)[0]
    assert visit.status(visited_on=[visit.opens_on], today=visit.due_on) is VisitStatus.MADE


def test_a_visit_before_its_window_does_not_count() -> None:
    visit = plan_visits(calendar(), returned_on=RETURNED_ON)[0]
    early = visit.opens_on - timedelta(days=1)
    assert visit.status(visited_on=[early], today=visit.due_on) is VisitStatus.OPEN


def test_a_visit_of_tomorrow_is_not_made_today() -> None:
    visit = plan_visits(calendar(), returned_on=RETURNED_ON)[0]
    tomorrow = visit.due_on + timedelta(days=1)
    assert visit.status(visited_on=[tomorrow], today=visit.due_on) is VisitStatus.OPEN


def test_a_visit_goes_from_planned_over_open_and_overdue_to_missed() -> None:
    visit = plan_visits(calendar(), returned_on=RETURNED_ON)[0]
    days = [visit.opens_on - timedelta(days=1), visit.opens_on, visit.overdue_after]
    days += [visit.overdue_after + timedelta(days=1), visit.closes_on]
    assert [visit.status(visited_on=[], today=day) for day in days] == [
        VisitStatus.PLANNED,
        VisitStatus.OPEN,
        VisitStatus.OPEN,
        VisitStatus.OVERDUE,
        VisitStatus.MISSED,
    ]


def test_the_last_visit_can_always_still_be_made() -> None:
    last = plan_visits(calendar(), returned_on=RETURNED_ON)[-1]
    late = last.due_on + timedelta(days=400)
    assert last.status(visited_on=[late], today=late) is VisitStatus.MADE


@pytest.mark.parametrize("months", [(), (0, 1), (1, 1), (3, 2)])
def test_months_that_do_not_ascend_are_refused(months: tuple[int, ...]) -> None:
    with pytest.raises(InvalidCalendar, match="ascend"):
        calendar(months)


def test_windows_that_overlap_are_refused() -> None:
    with pytest.raises(InvalidCalendar, match="overlap"):
        calendar(opens=14, grace=14)


def test_a_grace_under_zero_is_refused() -> None:
    with pytest.raises(InvalidCalendar, match="from 0"):
        calendar(grace=-1)
