import json
from datetime import UTC, datetime, timedelta

import pytest

from kapea.guard.vault.keyring import KeyringFault, read_keyring, read_or_create_keyring

NOW = datetime(2026, 3, 2, tzinfo=UTC)


def test_a_new_file_of_keys_is_readable_by_the_service_only(tmp_path):
    ring = read_or_create_keyring(tmp_path / "keys.json")
    assert ring.path.stat().st_mode & 0o777 == 0o600
    assert read_or_create_keyring(ring.path) == ring


def test_a_file_of_keys_that_others_may_read_is_refused(tmp_path):
    ring = read_or_create_keyring(tmp_path / "keys.json")
    ring.path.chmod(0o640)
    with pytest.raises(KeyringFault, match="chmod 600"):
        read_or_create_keyring(ring.path)


@pytest.mark.parametrize(
    "content", ["", "{}", "[]", '{"root": "AA==", "wrapping": {"1": "AA=="}}', '{"root": 1}']
)
def test_a_damaged_file_of_keys_is_never_replaced_by_a_new_one(tmp_path, content):
    path = tmp_path / "keys.json"
    path.write_text(content)
    path.chmod(0o600)
    with pytest.raises(KeyringFault):
        read_or_create_keyring(path)
    assert path.read_text() == content


def test_each_use_has_a_key_of_its_own(tmp_path):
    ring = read_or_create_keyring(tmp_path / "keys.json")
    keys = [ring.secret(use) for use in ("audit", "anchor", "throttle", "blind:name", "blind:phone")]
    assert len(set(keys)) == 5
    assert ring.root not in keys


def test_a_replaced_wrapping_key_is_known_by_when_it_was_replaced(tmp_path):
    ring = read_or_create_keyring(tmp_path / "keys.json").with_new_wrapping_key(now=NOW)
    assert (ring.current, sorted(ring.wrapping)) == (2, [1, 2])
    assert ring.replaced_before(NOW - timedelta(seconds=1)) == frozenset()
    assert ring.replaced_before(NOW) == {1}
    assert read_keyring(ring.path) == ring


def test_the_key_in_use_cannot_be_dropped(tmp_path):
    ring = read_or_create_keyring(tmp_path / "keys.json").with_new_wrapping_key(now=NOW)
    with pytest.raises(KeyringFault):
        ring.without({2})
    assert sorted(json.loads(ring.path.read_text())["wrapping"]) == ["1", "2"]


def test_keys_are_not_shown_when_a_keyring_is_printed(tmp_path):
    ring = read_or_create_keyring(tmp_path / "keys.json")
    assert ring.root.hex() not in repr(ring)
    assert "wrapping" not in repr(ring)
