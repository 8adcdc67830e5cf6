"""The weekend and the holidays of a pack's country, as the calendar its deadlines run by."""

from typing import Final

from kapea.engines.dates import Holiday, WorkingCalendar
from kapea.packs.marked import FaultBook, read_yaml
from kapea.packs.rows import read_rows
from kapea.packs.sources import STATES, joined, row_sources

FILE: Final = "calendar/week.yaml"
HOLIDAYS_FILE: Final = "calendar/holidays.csv"
_DAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def read_calendar(book: FaultBook) -> WorkingCalendar:
    """The pack's working calendar."""
    root = read_yaml(book, FILE)
    root.only("weekend", "state", "source", "note")
    root.choice("state", STATES)
    names = root.texts("weekend", required=True)
    for name in names:
        if name not in _DAYS:
            root.at("weekend").fault(f"weekend {name!r} is not one of {', '.join(_DAYS)}")
    weekend = frozenset(_DAYS.index(name) for name in names if name in _DAYS)
    if len(weekend) == len(_DAYS):
        root.at("weekend").fault("weekend leaves no working day")
        weekend = frozenset()
    return WorkingCalendar(weekend=weekend, holidays=_read_holidays(book))


def _read_holidays(book: FaultBook) -> tuple[Holiday, ...]:
    holidays: list[Holiday] = []
    for row in read_rows(book, HOLIDAYS_FILE, ("on", "name_en", "state", "source")):
        state = row.choice("state", STATES)
        row.text("on")
        on = row.day("on")
        references = row_sources(row, state=state)
        if on is not None:
            if any(holiday.on == on for holiday in holidays):
                row.fault(f"holiday {on} stands twice")
            holidays.append(Holiday(on=on, name=row.text("name_en"), state=state, source=joined(references)))
    return tuple(holidays)
