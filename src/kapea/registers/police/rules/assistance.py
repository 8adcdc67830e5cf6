"""What tells one recorded assistance to a victim from another, so that nobody overwrites a colleague's. Pure."""

from datetime import date
from zlib import crc32


def assistance_mark(assistance: str, on: date | None) -> int:
    """Return a number for what stood there when a form began.

    >>> assistance_mark("", None) == assistance_mark("referral_ngo", date(2026, 3, 2))
    False
    """
    return crc32(f"{assistance} {on or ''}".encode())
