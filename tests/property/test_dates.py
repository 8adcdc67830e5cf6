"""The fast ways with dates against slow and obvious ones."""

from datetime import UTC, date, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from kapea.engines.dates import (
    FollowUpCalendar,
    Holiday,
    PartialDate,
    VisitStatus,
    WorkingCalendar,
    add_months,
    add_working_days,
    age_on,
    age_range_on,
    deadline,
    plan_visits,
)

dates = st.dates(min_value=date(1950, 1, 1), max_value=date(2090, 12, 31))


@st.composite
def follow_up_calendars(draw: st.DrawFn) -> FollowUpCalendar:
    gaps = draw(st.lists(st.integers(1, 6), min_size=1, max_size=8))
    months = tuple(sum(gaps[: position + 1]) for position in range(len(gaps)))
    opens = draw(st.integers(0, 27))
    grace = draw(st.integers(0, 27 - opens))
    return FollowUpCalendar(months=months, opens_days_before=opens, grace_days=grace, source="test")


@st.composite
def working_calendars(draw: st.DrawFn) -> WorkingCalendar:
    weekend = draw(st.frozensets(st.integers(0, 6), max_size=5))
    days_off = draw(st.lists(dates, max_size=10, unique=True))
    holidays = tuple(Holiday(on=day, name="off", state="sourced") for day in days_off)
    return WorkingCalendar(weekend=weekend, holidays=holidays)


@given(follow_up_calendars(), dates)
def test_every_visit_can_be_made_on_its_due_date_and_through_grace(
    calendar: FollowUpCalendar, returned_on: date
) -> None:
    for visit in plan_visits(calendar, returned_on=returned_on):
        assert visit.opens_on <= visit.due_on <= visit.overdue_after < visit.closes_on
        assert visit.status(visited_on=[visit.due_on], today=visit.due_on) is VisitStatus.MADE
        assert visit.status(visited_on=[], today=visit.overdue_after) is VisitStatus.OPEN


@given(follow_up_calendars(), dates, dates)
def test_one_visit_never_counts_twice(
    calendar: FollowUpCalendar, returned_on: date, visited_on: date
) -> None:
    visits = plan_visits(calendar, returned_on=returned_on)
    assert sum(visit.counts(visited_on) for visit in visits) <= 1


@given(dates, st.integers(-600, 600))
def test_a_month_more_never_jumps_over_a_month(day: date, months: int) -> None:
    later = add_months(day, months)
    assert later.year * 12 + later.month == day.year * 12 + day.month + months
    assert later.day == day.day or (later.day < day.day and (later + timedelta(days=1)).day == 1)


@given(dates, dates)
def test_an_age_is_the_number_of_birthdays_that_have_passed(one: date, other: date) -> None:
    born_on, day = min(one, other), max(one, other)
    birthdays = [add_months(born_on, 12 * years) for years in range(1, 142)]
    assert age_on(day, born_on=born_on) == sum(birthday <= day for birthday in birthdays)


@given(dates, st.integers(0, 90), st.integers(0, 20))
def test_a_guessed_age_gives_back_the_ages_it_was_guessed_from(day: date, lowest: int, spread: int) -> None:
    born = PartialDate.born_at_age(lowest=lowest, highest=lowest + spread, on=day)
    age = age_range_on(day, born=born)
    assert (age.lowest, age.highest) == (lowest, lowest + spread)


@given(dates, st.integers(0, 40), working_calendars())
def test_working_days_are_counted_one_by_one(day: date, days: int, calendar: WorkingCalendar) -> None:
    found = add_working_days(day, days, calendar=calendar)
    assert calendar.is_working(found)
    walked = [day + timedelta(days=step) for step in range(1, (found - day).days + 1)]
    worked = sum(calendar.is_working(each) for each in walked)
    assert worked == days or (days == 0 and not calendar.is_working(day) and worked == 1)


@given(
    st.datetimes(min_value=datetime(1950, 1, 1), max_value=datetime(2090, 1, 1)),
    st.sampled_from(["minutes", "hours", "days", "working_days", "months"]),
    st.integers(0, 60),
    working_calendars(),
)
def test_a_deadline_is_never_before_the_clock_starts(
    start: datetime, unit: str, count: int, calendar: WorkingCalendar
) -> None:
    aware = start.replace(tzinfo=UTC)
    due = deadline(aware, {unit: count}, calendar=calendar)
    assert due >= aware or (due.date() == aware.date() and due.time() == time(23, 59, 59))


@given(st.one_of(dates.map(PartialDate.exact), st.integers(1900, 2100).map(PartialDate.in_year)))
def test_a_date_written_is_read_back(known: PartialDate) -> None:
    assert PartialDate.from_iso(str(known)) == known
