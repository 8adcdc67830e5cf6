"""What is sealed opens only in its own place, and stays readable while the wrapping key changes."""

import os
from datetime import timedelta

import pytest

from kapea.guard.audit.models import AuditEvent
from kapea.guard.vault import current, rotation
from kapea.guard.vault.keyring import read_keyring, read_or_create_keyring
from kapea.guard.vault.models import DataKey
from kapea.guard.vault.sealing import SealBroken, blind, make_data_key, new_data_key, open_sealed, seal
from scenes.guard import NOW

pytestmark = pytest.mark.django_db
NAME = "people.PersonName.given"


@pytest.fixture(autouse=True)
def own_keyring(tmp_path, settings):
    settings.KAPEA_KEYRING = read_or_create_keyring(tmp_path / "keys.json")
    return settings.KAPEA_KEYRING


def test_what_is_sealed_opens_again():
    key = new_data_key()
    for text in ("ចាន់ សុភា", "a", "x" * 10_000, "line\nline\u200b"):
        assert open_sealed(key, seal(key, text, field=NAME), field=NAME) == text


def test_the_same_name_is_never_sealed_the_same_way_twice():
    key = new_data_key()
    assert len({seal(key, "Sophea", field=NAME) for _ in range(100)}) == 100


def test_an_empty_text_stays_empty():
    key = new_data_key()
    assert seal(key, "", field=NAME) == b""
    assert open_sealed(key, b"", field=NAME) == ""


def test_a_sealed_value_moved_to_another_field_does_not_open():
    key = new_data_key()
    with pytest.raises(SealBroken):
        open_sealed(key, seal(key, "Sophea", field=NAME), field="people.PersonName.family")


def test_a_sealed_value_moved_to_another_record_does_not_open():
    sealed = seal(new_data_key(), "Sophea", field=NAME)
    with pytest.raises(SealBroken):
        open_sealed(new_data_key(), sealed, field=NAME)


def test_a_wrapped_key_moved_to_another_record_does_not_open():
    one, two = new_data_key(), new_data_key()
    sealed = seal(two, "Sophea", field=NAME)
    two.wrapped = one.wrapped
    with pytest.raises(SealBroken):
        open_sealed(two, sealed, field=NAME)


def test_no_single_changed_bit_passes():
    key = new_data_key()
    sealed = seal(key, "Sophea", field=NAME)
    for place in range(len(sealed) * 8):
        changed = bytearray(sealed)
        changed[place // 8] ^= 1 << place % 8
        with pytest.raises(SealBroken):
            open_sealed(key, bytes(changed), field=NAME)


def test_a_destroyed_key_opens_nothing():
    key = new_data_key()
    sealed = seal(key, "Sophea", field=NAME)
    key.wrapped = b""
    with pytest.raises(SealBroken):
        open_sealed(key, sealed, field=NAME)


def test_blind_indexes_of_two_kinds_cannot_be_compared():
    assert blind("phone", "012345678") == blind("phone", "012345678")
    assert blind("phone", "012345678") != blind("national_id", "012345678")


def test_after_a_rotation_every_value_still_opens_and_every_key_is_wrapped_anew(monkeypatch):
    monkeypatch.setattr(rotation, "BATCH", 7)
    kept = [(key := new_data_key(), seal(key, f"child {number}", field=NAME)) for number in range(40)]
    done = rotation.rotate(now=NOW)
    assert (done.version, done.rewrapped, done.broken, done.dropped) == (2, 40, 0, ())
    assert set(DataKey.objects.values_list("wrap_version", flat=True)) == {2}
    for number, (key, sealed) in enumerate(kept):
        stored = DataKey.objects.get(pk=key.pk)
        assert open_sealed(stored, sealed, field=NAME) == f"child {number}"
        assert open_sealed(key, sealed, field=NAME) == f"child {number}", "read before, opened after"
    assert AuditEvent.objects.get(action="keys.rotated").details["rewrapped"] == 40


def test_a_process_that_read_the_keys_before_a_rotation_opens_what_was_wrapped_after(own_keyring):
    key = new_data_key()
    sealed = seal(key, "Sophea", field=NAME)
    rotation.rotate(now=NOW)
    stored = DataKey.objects.get(pk=key.pk)
    current._held.clear()  # as in a process that has not looked at the file since it began
    assert current.keyring() == own_keyring
    assert open_sealed(stored, sealed, field=NAME) == "Sophea"


def test_a_process_that_read_the_keys_before_a_rotation_wraps_with_the_newest(own_keyring):
    rotation.rotate(now=NOW)
    current._held.clear()
    assert make_data_key().wrap_version == 2


def test_an_old_key_is_dropped_only_a_day_after_it_was_replaced_and_when_nothing_needs_it():
    new_data_key()
    rotation.rotate(now=NOW)
    assert rotation.rotate(now=NOW + timedelta(hours=23)).dropped == ()
    assert rotation.rotate(now=NOW + timedelta(hours=25)).dropped == (1,)
    assert sorted(read_keyring(current.keyring().path).wrapping) == [2, 3, 4]


def test_an_old_key_is_kept_while_one_data_key_still_needs_it():
    stuck = new_data_key()
    rotation.rotate(now=NOW)
    DataKey.objects.filter(pk=stuck.pk).update(wrapped=os.urandom(60), wrap_version=1)
    done = rotation.rotate(now=NOW + timedelta(days=3))
    assert (done.broken, done.dropped) == (1, ())
    assert 1 in read_keyring(current.keyring().path).wrapping


def test_a_destroyed_key_stays_destroyed_through_a_rotation_and_holds_nothing_back():
    gone = new_data_key()
    DataKey.objects.filter(pk=gone.pk).update(wrapped=b"")
    rotation.rotate(now=NOW)
    assert rotation.rotate(now=NOW + timedelta(days=2)).dropped == (1,)
    assert bytes(DataKey.objects.get(pk=gone.pk).wrapped) == b""


def test_a_rotation_that_was_stopped_is_finished_by_the_next(monkeypatch):
    monkeypatch.setattr(rotation, "BATCH", 5)
    sealed = [(key := new_data_key(), seal(key, "Sophea", field=NAME)) for _ in range(20)]
    whole = rotation._rewrap_batch
    calls = []

    def stopped(batch):
        calls.append(batch)
        if len(calls) == 3:
            raise KeyboardInterrupt
        return whole(batch)

    monkeypatch.setattr(rotation, "_rewrap_batch", stopped)
    with pytest.raises(KeyboardInterrupt):
        rotation.rotate(now=NOW)
    monkeypatch.setattr(rotation, "_rewrap_batch", whole)
    assert set(DataKey.objects.values_list("wrap_version", flat=True)) == {1, 2}
    assert rotation.rotate(now=NOW).rewrapped == 20
    for key, value in sealed:
        assert open_sealed(DataKey.objects.get(pk=key.pk), value, field=NAME) == "Sophea"
