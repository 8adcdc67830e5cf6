"""How names, phones, addresses and free text are sealed, opened and found again.

AES-256-GCM under the record's own data key; the field's name and the key's id are bound in, so a
sealed value moved to another field or record does not open. Exact search goes through a keyed
blind index. Source: NIST SP 800-38D (GCM, 96-bit random nonce).
"""

import hmac
import secrets
from collections.abc import Mapping
from hashlib import sha256

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from kapea.engines.errors import KapeaError
from kapea.guard.vault.current import keyring, newest_keyring
from kapea.guard.vault.keyring import KEY_BYTES
from kapea.guard.vault.models import DataKey

NONCE_BYTES = 12
BLIND_BYTES = 16


class SealBroken(KapeaError):
    """A sealed value does not open: it was changed, moved, or its key was destroyed."""

    code = "guard.seal_broken"


def make_data_key() -> DataKey:
    """Return a new, unsaved data key (for bulk loads), wrapped by the newest wrapping key."""
    key = DataKey(wrap_version=newest_keyring().current)
    key.wrapped = _wrap(secrets.token_bytes(KEY_BYTES), key)
    return key


def new_data_key() -> DataKey:
    """Store and return a new data key."""
    key = make_data_key()
    key.save(force_insert=True)
    return key


def seal(key: DataKey, text: str, *, field: str) -> bytes:
    """Return `text` sealed for one field; an empty text gives empty bytes."""
    if not text:
        return b""
    nonce = secrets.token_bytes(NONCE_BYTES)
    return nonce + AESGCM(_unwrap(key)).encrypt(nonce, text.encode(), _context(key, field))


def open_sealed(key: DataKey, sealed: bytes | memoryview, *, field: str) -> str:
    """Return the text that `seal` was given. Raises SealBroken."""
    return open_fields(key, {field: sealed})[field]


def open_fields(key: DataKey, sealed: Mapping[str, bytes | memoryview]) -> dict[str, str]:
    """Return the texts of a record's fields by the fields' names; its key is unwrapped once. Raises SealBroken."""
    blobs = {field: bytes(blob) for field, blob in sealed.items()}
    opened = dict.fromkeys(blobs, "")
    try:
        cipher = AESGCM(_unwrap(key)) if any(blobs.values()) else None
        for field, blob in blobs.items():
            if blob and cipher is not None:
                plain = cipher.decrypt(blob[:NONCE_BYTES], blob[NONCE_BYTES:], _context(key, field))
                opened[field] = plain.decode()
    except (InvalidTag, ValueError) as error:
        raise SealBroken from error
    return opened


def blind(kind: str, value: str) -> str:
    """Return the blind index of an already normalised value: 32 hexadecimal digits.

    Equal values of one kind give equal indexes; kinds cannot be compared with each other.
    """
    digest = hmac.new(keyring().secret(f"blind:{kind}"), value.encode(), sha256).digest()
    return digest[:BLIND_BYTES].hex()


def rewrap(key: DataKey) -> None:
    """Wrap the data key anew under the keyring's current version (in memory; the caller saves).

    A destroyed key takes the version and stays destroyed. Raises SealBroken.
    """
    plain = _unwrap(key) if key.wrapped else b""
    key.wrap_version = keyring().current
    key.wrapped = _wrap(plain, key) if plain else b""


def _context(key: DataKey, field: str) -> bytes:
    return f"{key.id}|{field}".encode()


def _wrap(plain: bytes, key: DataKey) -> bytes:
    nonce = secrets.token_bytes(NONCE_BYTES)
    wrapping = keyring().wrapping[key.wrap_version]
    return nonce + AESGCM(wrapping).encrypt(nonce, plain, key.id.bytes)


def _unwrap(key: DataKey) -> bytes:
    blob = bytes(key.wrapped)
    wrapping = keyring().wrapping.get(key.wrap_version) or newest_keyring().wrapping.get(key.wrap_version)
    if wrapping is None or not blob:
        raise SealBroken
    try:
        return AESGCM(wrapping).decrypt(blob[:NONCE_BYTES], blob[NONCE_BYTES:], key.id.bytes)
    except InvalidTag as error:
        raise SealBroken from error
