"""Which keys this installation has, and where they are kept.

One JSON file, readable by the service only, outside the database and its backups. Wrapping keys
have versions (rotation adds one); every other use has a key of its own, derived from one root
by HKDF, so that no key serves two purposes. Knows no database.
"""

import base64
import json
import os
import secrets
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from kapea.engines.errors import KapeaError

KEY_BYTES = 32


class KeyringFault(KapeaError):
    """The file of keys cannot be used; says which file and what to do."""

    code = "guard.keyring"


@dataclass(frozen=True, kw_only=True)
class Keyring:
    """The keys of one installation.

    wrapping: wrapping key by version; the highest version wraps what is new.
    added: when each version was added (not known for the first).
    root: from which the keys of all other purposes are derived.
    """

    path: Path
    root: bytes = field(repr=False)
    wrapping: dict[int, bytes] = field(repr=False)
    added: dict[int, datetime] = field(default_factory=dict)

    @property
    def current(self) -> int:
        return max(self.wrapping)

    def secret(self, purpose: str) -> bytes:
        """Return the 32-byte key of one purpose ("audit", "blind:person_name" …)."""
        return _derive(self.root, purpose)

    def with_new_wrapping_key(self, *, now: datetime) -> "Keyring":
        """Return a keyring with one more wrapping key, already written to the file."""
        version = self.current + 1
        keys = {**self.wrapping, version: secrets.token_bytes(KEY_BYTES)}
        return _write(replace(self, wrapping=keys, added={**self.added, version: now}))

    def without(self, versions: set[int]) -> "Keyring":
        """Return a keyring without the given old versions, already written to the file."""
        if self.current in versions:
            raise KeyringFault("The key in use cannot be removed.")
        keys = {version: key for version, key in self.wrapping.items() if version not in versions}
        added = {version: at for version, at in self.added.items() if version not in versions}
        return _write(replace(self, wrapping=keys, added=added))

    def replaced_before(self, instant: datetime) -> frozenset[int]:
        """Return the versions after which a newer one was added before `instant`."""
        newer = [version for version, at in self.added.items() if at <= instant]
        return frozenset(version for version in self.wrapping if newer and version < max(newer))


@lru_cache(maxsize=256)
def _derive(root: bytes, purpose: str) -> bytes:
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=f"kapea:{purpose}".encode()).derive(
        root
    )


def read_or_create_keyring(path: Path) -> Keyring:
    """Return the keyring at `path`; make one when the file does not exist yet.

    Raises KeyringFault for a file that others may read, that is not a keyring, or that cannot be made.
    """
    if not path.exists():
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise KeyringFault(f"{path}: cannot be made ({error.strerror}). Check KAPEA_HOME.") from error
        fresh = Keyring(
            path=path, root=secrets.token_bytes(KEY_BYTES), wrapping={1: secrets.token_bytes(KEY_BYTES)}
        )
        return _write(fresh)
    return read_keyring(path)


def read_keyring(path: Path) -> Keyring:
    """Return the keyring at `path`. Raises KeyringFault."""
    if path.stat().st_mode & 0o077:
        raise KeyringFault(f"{path}: others may read the keys. Run: chmod 600 {path}")
    try:
        content = json.loads(path.read_text())
        wrapping = {int(version): base64.b64decode(key) for version, key in content["wrapping"].items()}
        added = {int(version): datetime.fromisoformat(at) for version, at in content.get("added", {}).items()}
        keyring = Keyring(path=path, root=base64.b64decode(content["root"]), wrapping=wrapping, added=added)
    except (ValueError, KeyError, AttributeError, TypeError) as error:
        raise KeyringFault(f"{path}: this is not a file of keys. Restore it from its own backup.") from error
    if not wrapping or any(len(key) != KEY_BYTES for key in (keyring.root, *wrapping.values())):
        raise KeyringFault(f"{path}: a key is missing or too short. Restore the file from its own backup.")
    return keyring


def _write(keyring: Keyring) -> Keyring:
    """Write atomically, so that a power cut leaves the old file or the new one."""
    content = {
        "root": base64.b64encode(keyring.root).decode(),
        "wrapping": {str(v): base64.b64encode(k).decode() for v, k in sorted(keyring.wrapping.items())},
        "added": {str(v): at.isoformat() for v, at in sorted(keyring.added.items())},
    }
    draft = keyring.path.with_suffix(f".{os.getpid()}.new")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as file:
        json.dump(content, file)
        file.flush()
        os.fsync(file.fileno())
    os.replace(draft, keyring.path)
    return keyring
