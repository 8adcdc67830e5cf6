"""How records are named: a code that says nothing of whom or what it names.

Random Crockford base32 (no I, L, O, U), so that it can be read aloud and typed.
"""

import secrets

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 8


def new_code(prefix: str) -> str:
    """Return a fresh code such as C-7F3K9Q2M; 40 random bits, uniqueness is the table's."""
    return f"{prefix}-" + "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
