"""Whether the chain is whole, and if not, exactly where it was changed.

Reads the events once, in order, and compares each with the one before, the end of the chain with
its head, and the whole with the signed anchors kept outside the database. What it finds is named
by event number: edited, missing, inserted, cut off at the end, or not as anchored.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

from kapea.guard.audit.anchors import Anchor, AnchorFault, read_anchors
from kapea.guard.audit.chain import START, chained_mac
from kapea.guard.audit.models import AuditHead
from kapea.guard.audit.triggers import TABLE, missing_triggers
from kapea.guard.vault.current import keyring

COLUMNS = "seq, at, actor, role, purpose, action, outcome, object_kind, object_code, body, mac"
BATCH = 5_000


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One thing wrong. first, last: the event numbers it concerns, ends included."""

    kind: str
    first: int
    last: int
    message: str


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What was read and what is wrong with it."""

    events: int
    head: int
    anchors: int
    findings: list[Finding] = field(default_factory=list)

    @property
    def is_whole(self) -> bool:
        return not self.findings

    def as_json(self) -> Mapping[str, Any]:
        return {**asdict(self), "whole": self.is_whole}


def verify(*, anchors: Path | None = None) -> Verdict:
    """Return what is wrong with the chain of this database; nothing when it is whole.

    anchors: folder of the anchors; the installation's own by default.
    """
    findings = [
        Finding(kind="trigger", first=0, last=0, message=f"The database no longer has the trigger {name}.")
        for name in sorted(missing_triggers(connection))
    ]
    try:
        known = read_anchors(anchors or settings.KAPEA_HOME / "anchors")
    except AnchorFault as fault:
        known = []
        findings.append(Finding(kind="anchor", first=0, last=0, message=str(fault)))
    reader = _ChainReader(keyring().secret("audit"), {anchor.seq: anchor for anchor in known})
    for row in _rows():
        reader.read(row)
    head = AuditHead.objects.filter(id=1).values_list("seq", "mac").first() or (0, START)
    reader.end(head=head, last_anchored=max((anchor.seq for anchor in known), default=0))
    return Verdict(events=reader.count, head=head[0], anchors=len(known), findings=findings + reader.findings)


class _ChainReader:
    """Compares each event with the one before it."""

    def __init__(self, key: bytes, anchors: Mapping[int, Anchor]) -> None:
        self._key = key
        self._anchors = anchors
        self._mac = START
        self._seq = 0
        self._broken_at: int | None = None
        self.count = 0
        self.findings: list[Finding] = []

    def read(self, row: Sequence[Any]) -> None:
        seq, mac = row[0], row[-1]
        self.count += 1
        if seq != self._seq + 1:
            self._gap(seq)
        elif chained_mac(self._key, self._mac, row[:-1]) != mac:
            self._edited(seq)
        anchor = self._anchors.get(seq)
        if anchor is not None and anchor.mac != mac:
            self._find("anchor", seq, seq, f"Event {seq} is not the one that was anchored on {anchor.at}.")
        self._seq, self._mac = seq, mac

    def end(self, *, head: tuple[int, str], last_anchored: int) -> None:
        """Compare the last event with the head of the chain and the last anchor."""
        last = max(head[0], last_anchored)
        if last > self._seq:
            self._find(
                "cut_off", self._seq + 1, last, f"Events {self._seq + 1} to {last} were cut off the end."
            )
        elif head[0] < self._seq:
            self._find("inserted", head[0] + 1, self._seq, "Events stand after the end of the chain.")
        if head[0] == self._seq and head[1] != self._mac:
            self._find("edited", self._seq, self._seq, "The last event is not the one the chain ended with.")

    def _gap(self, seq: int) -> None:
        if seq <= self._seq or seq < 1:
            self._find("inserted", seq, seq, f"Event {seq} does not belong to the chain.")
        else:
            first, last = self._seq + 1, seq - 1
            self._find("missing", first, last, f"Events {first} to {last} are missing.")

    def _edited(self, seq: int) -> None:
        """An edited code of event n also breaks event n+1: the run is one finding, from its start."""
        previous = self.findings[-1] if self.findings else None
        if previous and previous.kind == "edited" and previous.last == seq - 1:
            self.findings[-1] = Finding(
                kind="edited",
                first=previous.first,
                last=seq,
                message=f"Events {previous.first} to {seq} were edited, exchanged or inserted.",
            )
        else:
            self._find("edited", seq, seq, f"Event {seq} was edited, exchanged or inserted.")

    def _find(self, kind: str, first: int, last: int, message: str) -> None:
        self.findings.append(Finding(kind=kind, first=first, last=last, message=message))


def _rows() -> Iterator[Sequence[Any]]:
    """Yield the events in order, with the instant written as it was chained."""
    if connection.vendor == "sqlite":
        yield from _sqlite_rows()
    else:
        yield from _postgresql_rows()


def _sqlite_rows() -> Iterator[Sequence[Any]]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {COLUMNS} FROM {TABLE} ORDER BY seq")  # noqa: S608
        while rows := cursor.fetchmany(BATCH):
            for row in rows:
                yield (row[0], _full_instant(row[1]), *row[2:])


def _full_instant(text: object) -> str:
    """SQLite keeps no zero microseconds; anything but text was put there by another hand."""
    written = str(text)
    return written if len(written) == 26 else f"{written}.000000"


def _postgresql_rows() -> Iterator[Sequence[Any]]:
    """A cursor on the server: the chain does not have to fit in memory."""
    connection.ensure_connection()
    columns = COLUMNS.replace(" at,", " to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'),")
    with connection.chunked_cursor() as cursor:
        cursor.execute(f"SELECT {columns} FROM {TABLE} ORDER BY seq")  # noqa: S608
        while rows := cursor.fetchmany(BATCH):
            yield from rows
