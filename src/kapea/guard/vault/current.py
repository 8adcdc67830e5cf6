"""The keyring in use by this process, and how it notices that another process changed the file."""

from django.conf import settings

from kapea.guard.vault.keyring import Keyring, read_keyring

_held: dict[str, tuple[Keyring, int]] = {}


def keyring() -> Keyring:
    """Return the installation's keyring as this process last read it."""
    first: Keyring = settings.KAPEA_KEYRING
    held = _held.get(str(first.path))
    return held[0] if held else first


def use_keyring(ring: Keyring) -> Keyring:
    """Use this keyring from now on (it was just written to its file)."""
    _held[str(ring.path)] = (ring, ring.path.stat().st_mtime_ns)
    return ring


def newest_keyring() -> Keyring:
    """Return the keyring as the file has it now; the file is read only when it changed."""
    path = keyring().path
    held = _held.get(str(path))
    changed_at = path.stat().st_mtime_ns
    if held is None or held[1] != changed_at:
        _held[str(path)] = (read_keyring(path), changed_at)
    return _held[str(path)][0]
