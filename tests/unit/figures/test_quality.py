from datetime import date

import pyarrow as pa
import pytest

from kapea.engines.figures.extracts import SCHEMAS
from kapea.engines.figures.quality import check_quality
from unit.figures.conftest import REPORTED, specification, victims

JUNE, MAY = date(2009, 6, 1), date(2009, 5, 1)


def _of(checks, name):
    return [check.doubtful for check in checks if check.check == name]


def test_doubtful_victims_are_counted_by_reason_and_none_is_left_out():
    records = victims(
        ("v1", "p1", JUNE, 14, 14, "01"),
        ("v1", "p2", JUNE, 15, 12, "01"),
        ("v3", "p3", None, None, None, None),
    )
    checks = check_quality(specification(), {"victim": records})
    assert _of(checks, "repeated") == [2]
    assert _of(checks, "age") == [1]
    assert _of(checks, "reference_date") == [1]
    assert _of(checks, "unknown") == [1, 1]
    assert {check.records for check in checks} == {3}
    assert checks[0].doubtful_share == pytest.approx(2 / 3)


def test_a_case_investigated_before_it_was_reported_is_doubtful():
    incidents = pa.Table.from_pylist(
        [
            {"incident_id": "i1", "reported_on": JUNE, "investigated_on": MAY, "confirmed": True},
            {"incident_id": "i2", "reported_on": MAY, "investigated_on": JUNE, "confirmed": True},
            {"incident_id": "i3", "reported_on": MAY, "confirmed": True},
        ],
        schema=SCHEMAS["incident"].columns,
    )
    checks = check_quality(specification(measures=(REPORTED,), dimensions=()), {"incident": incidents})
    found = [check.doubtful for check in checks if "reported_on after investigated_on" in check.message]
    assert found == [1]


def test_a_victim_of_no_known_incident_is_doubtful():
    incidents = pa.Table.from_pylist([{"incident_id": "i1"}], schema=SCHEMAS["incident"].columns)
    records = pa.Table.from_pylist(
        [{"victim_id": "v1", "incident_id": "i1"}, {"victim_id": "v2", "incident_id": "i9"}],
        schema=SCHEMAS["victim"].columns,
    )
    checks = check_quality(specification(), {"victim": records, "incident": incidents})
    assert _of(checks, "orphan") == [1]


def test_sound_records_pass_every_check():
    checks = check_quality(specification(), {"victim": victims(("v1", "p1", JUNE, 14, 14, "01"))})
    assert checks
    assert all(check.doubtful == 0 for check in checks)


def test_a_message_says_how_many_of_how_many_and_names_no_record():
    checks = check_quality(specification(), {"victim": victims(("v1", "p1", JUNE, None, None, "01"))})
    assert "1 of 1 victim records have no age." in [check.message for check in checks]
    assert not any("v1" in check.message or "p1" in check.message for check in checks)
