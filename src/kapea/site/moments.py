"""How dates, instants and deadlines are said in the reader's language.

Instants are kept in UTC and shown in the active time zone. Digits are the ones that both
languages share; numbers are grouped by a no-break space, which no reader takes for a decimal sign.
"""

from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

from babel.dates import format_date
from django.utils import timezone
from django.utils.translation import get_language, gettext, ngettext

_HOUR = timedelta(hours=1)
_DAY = timedelta(days=1)
NO_BREAK_SPACE = "\u00a0"


def _locale() -> str:
    return (get_language() or "en").split("-")[0]


def _aware(instant: datetime) -> datetime:
    return instant if instant.tzinfo else instant.replace(tzinfo=UTC)


def say_day(day: date | datetime | None) -> str:
    """Return a date such as "21 November 2026"; an instant gives its local date; None gives ""."""
    if day is None:
        return ""
    if isinstance(day, datetime):
        day = timezone.localtime(_aware(day)).date()
    return _said(day, _locale())


@lru_cache(maxsize=4_096)
def _said(day: date, locale: str) -> str:
    return format_date(day, "d MMMM y", locale=locale)


def say_moment(instant: datetime | None) -> str:
    """Return an instant in local time, such as "21 November 2026, 14:05"; None gives ""."""
    if instant is None:
        return ""
    local = timezone.localtime(_aware(instant))
    return f"{say_day(local)}, {local:%H:%M}"


def say_due(due_at: date | datetime | None, *, now: datetime) -> str:
    """Return how far a deadline is: "in 3 h", "in 2 days", "2 days late"; None gives "".

    A deadline without an hour is met until the end of its day.
    """
    if due_at is None:
        return ""
    if not isinstance(due_at, datetime):
        return _say_due_day((due_at - timezone.localtime(now).date()).days)
    left = _aware(due_at) - now
    size = abs(left)
    if size < _HOUR:
        minutes = int(size.total_seconds() // 60)
        if not minutes:
            return gettext("due now")
        return (gettext("in %(count)d min") if left > timedelta() else gettext("%(count)d min late")) % {
            "count": minutes
        }
    if size < 2 * _DAY:
        hours = size // _HOUR
        return (gettext("in %(count)d h") if left > timedelta() else gettext("%(count)d h late")) % {
            "count": hours
        }
    return _say_due_day(size // _DAY if left > timedelta() else -(size // _DAY))


def _say_due_day(days: int) -> str:
    if days == 0:
        return gettext("due today")
    if days > 0:
        return ngettext("in %(count)d day", "in %(count)d days", days) % {"count": days}
    return ngettext("%(count)d day late", "%(count)d days late", -days) % {"count": -days}


def say_number(number: float | int | None, *, decimals: int = 0) -> str:
    """Return a number grouped by no-break spaces; None gives "".

    >>> say_number(15552211) == "15\u00a0552\u00a0211"
    True
    >>> say_number(2.5, decimals=1)
    '2.5'
    """
    if number is None:
        return ""
    return f"{number:,.{decimals}f}".replace(",", NO_BREAK_SPACE)
