"""How the wrapping key is changed while the site serves.

A new key is added to the file, every data key is wrapped anew in small batches, and an old
wrapping key is dropped only when it was replaced long ago and no data key needs it. Data keys and
the text they seal stay as they are. Backups made before a drop need a copy of the old file of keys.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import Min

from kapea.guard.access.viewer import Viewer, background
from kapea.guard.audit.chain import record_event
from kapea.guard.vault.current import keyring, use_keyring
from kapea.guard.vault.models import DataKey
from kapea.guard.vault.sealing import SealBroken, rewrap

BATCH = 1_000
KEPT_AFTER_REPLACED = timedelta(hours=24)
"""Longer than any transaction: nothing begun under an old key is stored after it is dropped."""


@dataclass(frozen=True, kw_only=True)
class Rotation:
    """What a rotation did.

    broken: data keys that no wrapping key opens; left as they are, and so is the key they name.
    dropped: the versions no longer in the file of keys.
    """

    version: int
    rewrapped: int
    broken: int
    dropped: tuple[int, ...]


def rotate(
    *, now: datetime, by: Viewer | None = None, drop_after: timedelta = KEPT_AFTER_REPLACED
) -> Rotation:
    """Add a wrapping key, wrap every data key with it, drop the keys no longer needed.

    May be stopped and run again at any time: nothing is lost, the rest is done then.
    """
    version = use_keyring(keyring().with_new_wrapping_key(now=now)).current
    rewrapped = broken = 0
    for batch in _batches(version):
        done = _rewrap_batch(batch)
        rewrapped, broken = rewrapped + done, broken + len(batch) - done
    dropped = drop_replaced_keys(now=now, drop_after=drop_after)
    with transaction.atomic():
        details = {"version": version, "rewrapped": rewrapped, "broken": broken, "dropped": list(dropped)}
        record_event("keys.rotated", by=by or background("kapea keys rotate"), details=details, at=now)
    return Rotation(version=version, rewrapped=rewrapped, broken=broken, dropped=dropped)


def drop_replaced_keys(*, now: datetime, drop_after: timedelta = KEPT_AFTER_REPLACED) -> tuple[int, ...]:
    """Drop the wrapping keys replaced before `now - drop_after` that no data key needs."""
    ring = keyring()
    oldest = DataKey.objects.aggregate(oldest=Min("wrap_version"))["oldest"] or ring.current
    unneeded = {version for version in ring.replaced_before(now - drop_after) if version < oldest}
    if unneeded:
        use_keyring(ring.without(unneeded))
    return tuple(sorted(unneeded))


def _batches(version: int) -> Iterator[list[DataKey]]:
    """Yield the data keys wrapped before `version`, in the order of their ids, each once."""
    older = DataKey.objects.filter(wrap_version__lt=version).order_by("id")
    batch = list(older[:BATCH])
    while batch:
        yield batch
        batch = list(older.filter(id__gt=batch[-1].id)[:BATCH])


def _rewrap_batch(batch: list[DataKey]) -> int:
    """Wrap a batch anew in one short transaction; return how many were done.

    A key destroyed meanwhile (no bytes left) stays destroyed and only takes the new version.
    """
    rows = []
    for key in batch:
        try:
            rewrap(key)
        except SealBroken:
            continue
        rows.append((key.wrapped, key.wrap_version, _stored_id(key)))
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.executemany(
            "UPDATE guard_datakey SET wrapped = CASE WHEN length(wrapped) > 0 THEN %s ELSE wrapped END, "
            "wrap_version = %s WHERE id = %s",
            rows,
        )
    return len(rows)


def _stored_id(key: DataKey) -> object:
    return key.id.hex if connection.vendor == "sqlite" else key.id
