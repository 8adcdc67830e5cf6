"""The country's pack in force, read once a process."""

from functools import cache

from django.conf import settings

from kapea.packs import Pack, load_pack


@cache
def current_pack() -> Pack:
    """Return the pack that this installation serves."""
    return load_pack(settings.KAPEA_PACK)
