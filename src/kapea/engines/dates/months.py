"""Which day is some months before or after a day."""

from calendar import monthrange
from datetime import date


def add_months(day: date, months: int) -> date:
    """The same day of the month `months` later (or earlier, when negative).

    A month that is too short ends on its last day, so steps do not add up: a month after a
    month after 31 January is not two months after it.

    >>> add_months(date(2025, 1, 31), 1)
    datetime.date(2025, 2, 28)
    >>> add_months(date(2024, 1, 31), 1)
    datetime.date(2024, 2, 29)
    >>> add_months(add_months(date(2025, 1, 31), 1), 1), add_months(date(2025, 1, 31), 2)
    (datetime.date(2025, 3, 28), datetime.date(2025, 3, 31))
    >>> add_months(date(2025, 3, 31), -1)
    datetime.date(2025, 2, 28)
    """
    year, month_index = divmod(day.year * 12 + day.month - 1 + months, 12)
    month = month_index + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
