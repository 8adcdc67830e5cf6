"""What may be written of an item of evidence, and how its custody goes on. Pure.

A register keeps what tells an item from all others and who had it; never what it shows.
"""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Final

from kapea.engines.errors import KapeaError

DIGITS: Final[Mapping[str, int]] = {"sha256": 64, "sha1": 40, "md5": 32}
"""Hexadecimal digits of each digest. Source: FIPS 180-4; RFC 1321."""
FINAL_ACTS: Final = frozenset({"returned", "destroyed"})
_HEX: Final = re.compile(r"[0-9a-f]+")


class DigestNotUnderstood(KapeaError):
    """The digest is not what its method gives: digits are missing, too many, or wrong."""

    code = "police.digest_not_understood"


class ContentRefused(KapeaError):
    """The words carry a file. Evidence is kept where it was seized, never in this register."""

    code = "police.content_refused"


class CustodyNotPossible(KapeaError):
    """The step lies before the last one, in the future, or after the item's end."""

    code = "police.custody_not_possible"


def clean_digest(algorithm: str, digest: str) -> str:
    """Return the digest as it is compared. Raises DigestNotUnderstood.

    >>> clean_digest("md5", "D41D 8CD9 8F00B204E9800998ECF8427E")
    'd41d8cd98f00b204e9800998ecf8427e'
    """
    plain = re.sub(r"[\s:]+", "", digest).lower()
    if not plain and not algorithm:
        return ""
    if DIGITS.get(algorithm) != len(plain) or not _HEX.fullmatch(plain):
        raise DigestNotUnderstood(f"{algorithm or 'no method'}: {len(plain)} digits.")
    return plain


def check_custody(*, last_act: str, last_at: datetime | None, at: datetime, now: datetime) -> None:
    """Raise CustodyNotPossible unless the step follows the last one."""
    if last_act in FINAL_ACTS:
        raise CustodyNotPossible("The item was returned or destroyed.")
    if at > now or (last_at is not None and at < last_at):
        raise CustodyNotPossible("A step lies between the last one and now.")
