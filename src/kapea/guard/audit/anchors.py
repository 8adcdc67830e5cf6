"""The signed statements, kept outside the database, of where the chain stood at a time.

One line of JSON each in `KAPEA_HOME/anchors/anchors.jsonl`: event number, its code, instant, key
and Ed25519 signature. Every anchor also signs the line before it, so that none can be taken out
of the middle. Copy the file elsewhere: whoever holds database, keys and this file at once can
rewrite all three. Source: RFC 8032 (Ed25519).
"""

import fcntl
import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings

from kapea.engines.errors import KapeaError
from kapea.guard.audit.chain import written_instant
from kapea.guard.audit.models import AuditHead
from kapea.guard.vault.current import keyring

FILE = "anchors.jsonl"
NOTHING_BEFORE = "0" * 64


class AnchorFault(KapeaError):
    """A line of the anchors is not one that this installation signed."""

    code = "guard.anchor"


@dataclass(frozen=True, kw_only=True)
class Anchor:
    """Where the chain stood. before: SHA-256 of the line before this one."""

    seq: int
    mac: str
    at: str
    before: str
    signature: str = ""

    def signed_text(self) -> bytes:
        return json.dumps([self.seq, self.mac, self.at, self.before]).encode()


def write_anchor(*, now: datetime, folder: Path | None = None) -> Anchor | None:
    """Append one anchor for the chain's present end; None when nothing was added since the last.

    The line is on the disk when this returns.
    """
    folder = folder or settings.KAPEA_HOME / "anchors"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with open(folder / FILE, "a+", encoding="utf-8") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        file.seek(0)
        last = file.read().splitlines()[-1:]
        head = AuditHead.objects.get(id=1)
        if (last and json.loads(last[0])["seq"] == head.seq) or (not last and not head.seq):
            return None
        before = sha256(last[0].encode()).hexdigest() if last else NOTHING_BEFORE
        anchor = _signed(Anchor(seq=head.seq, mac=head.mac, at=written_instant(now), before=before))
        file.write(json.dumps(asdict(anchor)) + "\n")
        file.flush()
        os.fsync(file.fileno())
    return anchor


def read_anchors(folder: Path) -> list[Anchor]:
    """Return the anchors in the order they were written. Raises AnchorFault, naming the line."""
    path = folder / FILE
    if not path.exists():
        return []
    anchors: list[Anchor] = []
    before = NOTHING_BEFORE
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            anchor = Anchor(**json.loads(line))
            public_key().verify(bytes.fromhex(anchor.signature), anchor.signed_text())
        except (ValueError, TypeError, InvalidSignature) as error:
            raise AnchorFault(f"{FILE}:{number}: this line was not signed by this installation.") from error
        if anchor.before != before or (anchors and anchor.seq <= anchors[-1].seq):
            raise AnchorFault(f"{FILE}:{number}: a line before this one was taken out or changed.")
        before = sha256(line.encode()).hexdigest()
        anchors.append(anchor)
    return anchors


def public_key() -> Ed25519PublicKey:
    """Return the key with which anyone may check the anchors."""
    return _private_key().public_key()


def _signed(anchor: Anchor) -> Anchor:
    values: Mapping[str, object] = asdict(anchor)
    return Anchor(**{**values, "signature": _private_key().sign(anchor.signed_text()).hex()})  # type: ignore[arg-type]


def _private_key() -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(keyring().secret("anchor"))
