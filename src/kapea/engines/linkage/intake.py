"""What is compared of one record that has just been told, worked out without a database.

The same columns as `preparation` gives for a table; a test holds the two together. It exists because a
caller waits.
"""

from collections.abc import Mapping
from datetime import date

from kapea.engines.linkage.preparation import DAYS_A_YEAR, HeardName, NameListener, alias_sounds

Value = str | float | int | None


def prepare_one(record: Mapping[str, str | None], listener: NameListener) -> dict[str, Value]:
    """Return the compared columns of one record; anything may be missing."""
    given = {name: value.strip() or None for name, value in record.items() if value}
    event_on = _day(given.get("event_date"))
    own = (listener.hear(given.get("name_km")), listener.hear(given.get("name_latin")))
    alias = alias_sounds(given.get("alias"), listener)
    home = given.get("home_code") or ""
    prepared: dict[str, Value] = {"unique_id": 0, "source": given.get("source")}
    for name, part in (
        ("given_spelling", "spelling"),
        ("given_fold", "given_fold"),
        ("given_skeleton", "given_skeleton"),
        ("family_fold", "family_fold"),
        ("family_skeleton", "family_skeleton"),
        ("name_letters", "letters"),
    ):
        prepared |= _both(name, getattr(own[0], part), getattr(own[1], part))
    prepared |= _both("alias_skeleton", *alias)
    for parent in ("father", "mother"):
        prepared |= _parent(parent, listener.hear(given.get(f"{parent}_name")))
    prepared |= _birth(given.get("birth_date"), given.get("age"), event_on)
    prepared |= {
        name: home[:digits] if len(home) >= digits else None
        for name, digits in (("village", 8), ("commune", 6), ("district", 4), ("province", 2))
    }
    return prepared | {
        "sex": {"F": "F", "M": "M"}.get((given.get("sex") or "")[:1].upper()),
        "nationality": _upper(given.get("nationality")),
        "case_code": _upper(given.get("case_code")),
        "event_day": (event_on - date(1970, 1, 1)).days if event_on else None,
    }


def _both(name: str, one: str | None, other: str | None) -> dict[str, Value]:
    return {name: one or other, f"{name}_2": other if one and other != one else None}


def _parent(parent: str, heard: HeardName) -> dict[str, Value]:
    return {
        f"{parent}_given_fold": heard.given_fold,
        f"{parent}_given_skeleton": heard.given_skeleton,
        f"{parent}_family_skeleton": heard.family_skeleton,
    }


def _birth(birth_date: str | None, age: str | None, event_on: date | None) -> dict[str, Value]:
    kind: str | None
    if birth_date is None:
        years = _number(age)
        is_told = years is not None and event_on is not None
        year = _year_of(event_on) - years - 0.5 if years is not None and event_on is not None else None
        return {"birth_on": None, "birth_kind": "A" if is_told else None, "birth_year": year}
    if len(birth_date) == 10 and not birth_date.endswith("01-01"):
        day = _day(birth_date)
        return {"birth_on": birth_date, "birth_kind": "D", "birth_year": _year_of(day) if day else None}
    kind, year = "Y", int(birth_date[:4]) + 0.5
    if len(birth_date) == 7:
        kind, year = "M", int(birth_date[:4]) + (int(birth_date[5:]) - 0.5) / 12
    return {"birth_on": None, "birth_kind": kind, "birth_year": year}


def _day(text: str | None) -> date | None:
    """Return a written date, the first of its month or year when no more is written.

    >>> _day("2020-02"), _day("2021-02-29")
    (datetime.date(2020, 2, 1), None)
    """
    if not text:
        return None
    try:
        return date.fromisoformat(f"{text}-01-01"[:10] if len(text) == 4 else f"{text}-01"[:10])
    except ValueError:
        return None


def _year_of(day: date) -> float:
    return day.year + (day.timetuple().tm_yday - 1) / DAYS_A_YEAR


def _number(text: str | None) -> float | None:
    try:
        return float(text) if text else None
    except ValueError:
        return None


def _upper(text: str | None) -> str | None:
    return text.upper() if text else None
