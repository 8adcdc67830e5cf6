"""The country's pack in force, read once a process."""

from datetime import date, datetime
from functools import cache

from django.conf import settings

from kapea.packs import Pack, load_pack


@cache
def current_pack() -> Pack:
    """Return the pack that this installation serves."""
    return load_pack(settings.KAPEA_PACK)


def local_day(now: datetime) -> date:
    """Return the country's calendar day at an instant."""
    return now.astimezone(current_pack().time_zone).date()
