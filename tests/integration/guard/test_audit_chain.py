"""The chain is whole, and every way to change it is found where it was done."""

import random
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from kapea.guard.access.viewer import background
from kapea.guard.audit.anchors import FILE, write_anchor
from kapea.guard.audit.chain import START, Happening, record_event, record_events
from kapea.guard.audit.models import AuditEvent, AuditHead
from kapea.guard.audit.triggers import TABLE, create_statements, drop_statements
from kapea.guard.audit.verify import verify
from scenes.guard import NOW

pytestmark = pytest.mark.django_db
BY = background("test")
COLUMNS = ("actor", "role", "purpose", "action", "outcome", "object_kind", "object_code", "body", "at")


def write_events(count, *, start=0):
    for number in range(start, start + count):
        record_event(
            "case.read",
            by=BY,
            on=("case", f"C-{number:04}"),
            details={"sections": ["identity", "ឈ្មោះ"], "n": number},
            at=NOW + timedelta(seconds=number, microseconds=number % 2),
        )


def run(sql, *values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def run_all(statements):
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


@pytest.fixture
def anchors(tmp_path):
    return tmp_path / "anchors"


@pytest.fixture
def unguarded(db):
    """The chain under someone who owns the database: the triggers are gone."""
    run_all(drop_statements(connection.vendor))


def test_an_untouched_chain_is_whole(anchors):
    write_events(30)
    write_anchor(now=NOW, folder=anchors)
    verdict = verify(anchors=anchors)
    assert verdict.findings == []
    assert (verdict.events, verdict.head, verdict.anchors) == (30, 30, 1)


def test_an_empty_chain_is_whole(anchors):
    assert verify(anchors=anchors).is_whole


def test_events_written_together_are_chained_in_their_order(anchors):
    write_events(1)
    happened = [Happening(action="case.read", on=("case", f"C-{n}"), details={"n": n}) for n in range(3)]
    written = record_events(happened, by=BY, at=NOW)
    assert [(event.seq, event.object_code) for event in written] == [(2, "C-0"), (3, "C-1"), (4, "C-2")]
    assert record_events((), by=BY) == []
    write_events(1)
    assert (verify(anchors=anchors).events, verify(anchors=anchors).findings) == (5, [])


def test_nothing_is_recorded_outside_a_transaction():
    connection.in_atomic_block = False
    try:
        with pytest.raises(transaction.TransactionManagementError):
            record_event("case.read", by=BY)
    finally:
        connection.in_atomic_block = True


def test_an_act_that_fails_leaves_no_event(anchors):
    write_events(2)
    mark = transaction.savepoint()
    record_event("case.read", by=BY)
    transaction.savepoint_rollback(mark)
    write_events(2, start=2)
    verdict = verify(anchors=anchors)
    assert (verdict.events, verdict.findings) == (4, [])


@pytest.mark.parametrize(
    "sql",
    [
        f"UPDATE {TABLE} SET actor = 'nobody' WHERE seq = 2",
        f"DELETE FROM {TABLE} WHERE seq = 2",
        f"DELETE FROM {TABLE}",
    ],
)
def test_the_database_itself_refuses_to_change_an_event(sql):
    write_events(3)
    with pytest.raises(DatabaseError, match="only ever added"), transaction.atomic():
        run(sql)
    assert AuditEvent.objects.count() == 3


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite has no TRUNCATE")
def test_the_database_itself_refuses_to_empty_the_table():
    write_events(3)
    with pytest.raises(DatabaseError, match="only ever added"), transaction.atomic():
        run(f"TRUNCATE {TABLE}")


def test_a_missing_trigger_is_told(anchors, unguarded):
    write_events(1)
    kinds = [finding.kind for finding in verify(anchors=anchors).findings]
    assert set(kinds) == {"trigger"}
    run_all(create_statements(connection.vendor))
    assert verify(anchors=anchors).is_whole


def edit(chance, last):
    seq = chance.randint(1, last)
    column = chance.choice(COLUMNS)
    value = "2020-01-01 00:00:00.000001" if column == "at" else "changed"
    run(f"UPDATE {TABLE} SET {column} = %s WHERE seq = %s", value, seq)
    return "edited", seq


def change_code(chance, last):
    seq = chance.randint(1, last - 1)
    run(f"UPDATE {TABLE} SET mac = %s WHERE seq = %s", "f" * 64, seq)
    return "edited", seq


def delete_some(chance, last):
    first = chance.randint(1, last - 2)
    gone = chance.randint(first, min(first + 5, last - 1))
    run(f"DELETE FROM {TABLE} WHERE seq BETWEEN %s AND %s", first, gone)
    return "missing", first


def exchange(chance, last):
    one, two = sorted(chance.sample(range(1, last + 1), 2))
    run(f"UPDATE {TABLE} SET seq = -1 WHERE seq = %s", one)
    run(f"UPDATE {TABLE} SET seq = %s WHERE seq = %s", one, two)
    run(f"UPDATE {TABLE} SET seq = %s WHERE seq = -1", two)
    return "edited", one


def copy_row(source, seq):
    run(
        f"INSERT INTO {TABLE} SELECT %s, at, actor, role, purpose, action, outcome, object_kind, object_code, "
        f"body, mac FROM {TABLE} WHERE seq = %s",
        seq,
        source,
    )


def insert_between(chance, last):
    seq = chance.randint(2, last)
    run(f"UPDATE {TABLE} SET seq = -seq - 1 WHERE seq >= %s", seq)
    run(f"UPDATE {TABLE} SET seq = -seq WHERE seq < 0")
    copy_row(chance.choice([n for n in range(1, last + 2) if n not in (seq, seq + 1, seq - 1)]), seq)
    run("UPDATE guard_audithead SET seq = seq + 1")
    return "edited", seq


def append_forged(chance, last):
    copy_row(chance.randint(1, last), last + 1)
    return "edited", last + 1


def put_before_the_start(chance, last):
    seq = -chance.randint(0, 5)
    copy_row(chance.randint(1, last), seq)
    return "inserted", seq


def cut_the_end(chance, last):
    kept = chance.randint(1, last - 1)
    run(f"DELETE FROM {TABLE} WHERE seq > %s", kept)
    return "cut_off", kept + 1


def cut_the_end_and_the_head(chance, last):
    kept = chance.randint(1, last - 1)
    run(f"DELETE FROM {TABLE} WHERE seq > %s", kept)
    run(
        "UPDATE guard_audithead SET seq = %s, mac = (SELECT mac FROM guard_auditevent WHERE seq = %s)",
        kept,
        kept,
    )
    return "cut_off", kept + 1


def empty_everything(chance, last):
    run(f"DELETE FROM {TABLE}")
    run("UPDATE guard_audithead SET seq = 0, mac = %s", START)
    return "cut_off", 1


WAYS = (
    edit,
    change_code,
    delete_some,
    exchange,
    insert_between,
    append_forged,
    put_before_the_start,
    cut_the_end,
    cut_the_end_and_the_head,
    empty_everything,
)


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_every_tampering_is_found_where_it_was_done(way, anchors, unguarded):
    chance = random.Random(f"kapea {way.__name__}")
    write_events(40)
    write_anchor(now=NOW, folder=anchors)
    for _ in range(40):
        mark = transaction.savepoint()
        kind, seq = way(chance, 40)
        findings = [finding for finding in verify(anchors=anchors).findings if finding.kind != "trigger"]
        transaction.savepoint_rollback(mark)
        assert findings, f"{way.__name__} at {seq} was not found"
        assert (findings[0].kind, findings[0].first) == (kind, seq), (findings, kind, seq)


def test_a_chain_rewritten_by_someone_with_the_key_is_not_the_anchored_one(anchors, unguarded):
    write_events(20)
    write_anchor(now=NOW, folder=anchors)
    run(f"DELETE FROM {TABLE} WHERE seq >= 10")
    kept = AuditEvent.objects.get(seq=9)
    AuditHead.objects.update(seq=9, mac=kept.mac)
    write_events(11, start=500)
    found = [finding for finding in verify(anchors=anchors).findings if finding.kind != "trigger"]
    assert [(finding.kind, finding.first) for finding in found] == [("anchor", 20)]


def test_an_anchor_is_written_only_when_something_was_added(anchors):
    assert write_anchor(now=NOW, folder=anchors) is None
    write_events(2)
    assert write_anchor(now=NOW, folder=anchors).seq == 2
    assert write_anchor(now=NOW, folder=anchors) is None
    write_events(1, start=2)
    assert write_anchor(now=NOW + timedelta(hours=1), folder=anchors).seq == 3
    assert len((anchors / FILE).read_text().splitlines()) == 2


@pytest.mark.parametrize("change", ["line taken out", "digit changed", "forged", "not JSON"])
def test_changed_anchors_are_told_with_their_line(anchors, change):
    for number in range(3):
        write_events(1, start=number)
        write_anchor(now=NOW + timedelta(hours=number), folder=anchors)
    path = anchors / FILE
    lines = path.read_text().splitlines()
    if change == "line taken out":
        lines = [lines[0], lines[2]]
    elif change == "digit changed":
        lines[1] = lines[1].replace('"seq": 2', '"seq": 1')
    elif change == "forged":
        lines[1] = lines[1].replace('"signature": "', '"signature": "00')
    else:
        lines[1] = "{"
    path.write_text("\n".join(lines) + "\n")
    found = verify(anchors=anchors).findings
    assert [finding.kind for finding in found] == ["anchor"]
    assert f"{FILE}:2:" in found[0].message


def test_what_a_person_reads_of_a_verdict_names_no_one(anchors, unguarded):
    write_events(5)
    edit(random.Random(1), 5)
    assert "C-000" not in str(verify(anchors=anchors).as_json())
