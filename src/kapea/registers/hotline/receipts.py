"""The receipt code: sixteen digits that alone open a reporter's thread. Pure but for Argon2id.

Fifteen random digits and a Damm check digit (a typing error is told at once, without a look-up).
Khmer digits, spaces, dashes and zero-width spaces are accepted. Stored are a short keyed tag and
an Argon2id hash with its own salt: a stolen table cannot be searched without the key.

Source: H. M. Damm, Total anti-symmetrische Quasigruppen (2004): check digit; RFC 9106: Argon2id.
"""

import hmac
import unicodedata
from hashlib import sha256
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError

DIGITS = 16
TAG_HEX = 4
DAMM = (
    (0, 3, 1, 7, 5, 9, 8, 6, 4, 2),
    (7, 0, 9, 2, 1, 5, 4, 8, 6, 3),
    (4, 2, 0, 6, 8, 7, 1, 3, 5, 9),
    (1, 7, 5, 0, 9, 8, 3, 4, 2, 6),
    (6, 1, 2, 3, 0, 4, 5, 9, 7, 8),
    (3, 6, 7, 4, 2, 0, 9, 5, 8, 1),
    (5, 8, 6, 9, 7, 2, 0, 1, 3, 4),
    (8, 9, 4, 5, 3, 6, 2, 0, 1, 7),
    (9, 4, 3, 8, 6, 1, 7, 2, 0, 5),
    (2, 5, 8, 1, 4, 3, 6, 7, 9, 0),
)
_HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
_ONE_PER_CORE = BoundedSemaphore(2)


def check_digit(digits: str) -> str:
    """Return the Damm check digit of a run of digits.

    >>> check_digit("572")
    '4'
    """
    interim = 0
    for digit in digits:
        interim = DAMM[interim][int(digit)]
    return str(interim)


def code_from(seed: bytes) -> str:
    """Return the sixteen digits that a secret seed gives; the same seed gives the same code."""
    number = int.from_bytes(sha256(b"receipt" + seed).digest(), "big") % 10 ** (DIGITS - 1)
    body = f"{number:0{DIGITS - 1}d}"
    return body + check_digit(body)


def grouped(code: str) -> str:
    """Return the code in four groups, as it is shown.

    >>> grouped("1234567890123456")
    '1234 5678 9012 3456'
    """
    return " ".join(code[start : start + 4] for start in range(0, len(code), 4))


def typed_code(text: str) -> str | None:
    """Return the code that somebody typed, or None when it cannot be one.

    >>> typed_code("\u17e1\u17e2 3-4\u200b") is None
    True
    """
    digits = [unicodedata.digit(character, None) for character in text]
    spacing = {"Zs", "Cf", "Pd", "Cc"}
    if any(d is None and unicodedata.category(c) not in spacing for c, d in zip(text, digits, strict=True)):
        return None
    code = "".join(str(digit) for digit in digits if digit is not None)
    return code if len(code) == DIGITS and check_digit(code) == "0" else None


def tag_of(code: str, *, key: bytes) -> str:
    """Return the short keyed tag under which the code's hash is filed: 16 bits, as hexadecimal."""
    return hmac.new(key, b"tag" + code.encode(), sha256).hexdigest()[:TAG_HEX]


def verifier_of(code: str, *, key: bytes) -> str:
    """Return the Argon2id hash to keep; slow on purpose, at most one for each core at a time."""
    with _ONE_PER_CORE:
        return _HASHER.hash(_keyed(code, key))


def is_verified(code: str, verifier: str, *, key: bytes) -> bool:
    """Whether the code is the one the hash was made from."""
    with _ONE_PER_CORE:
        try:
            return _HASHER.verify(verifier, _keyed(code, key))
        except VerifyMismatchError:
            return False


def _keyed(code: str, key: bytes) -> bytes:
    return hmac.new(key, b"verifier" + code.encode(), sha256).digest()
