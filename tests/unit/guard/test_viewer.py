from dataclasses import replace

import pytest

from kapea.guard.access.viewer import ANONYMOUS, BREAK_GLASS, OPEN_IN_DANGER, Viewer, background
from kapea.packs import GrantRecord


def grant(permission, scope, *sections, purposes=("care",)):
    return GrantRecord(
        permission=permission, scope=scope, sections=frozenset(sections), purposes=frozenset(purposes)
    )


WORKER = Viewer(
    user_id=1,
    username="worker",
    role="social_worker",
    purpose="care",
    grants=(
        grant("casework.case.read", "assigned", "summary", "identity", "therapy"),
        grant("casework.case.read", "agency", "summary"),
        grant("casework.case.write", "assigned", "summary"),
        grant("people.person.read", "own", "identity", purposes=("care", "supervision")),
        grant(OPEN_IN_DANGER, "national", "summary", "identity"),
    ),
)


def test_what_no_grant_gives_is_not_there():
    assert not WORKER.may("police.incident.read")
    assert WORKER.sections("police.incident.read", frozenset({"own", "agency"})) == frozenset()
    assert WORKER.scopes("casework.case.read", "evidence") == frozenset()


def test_the_sections_are_those_of_the_ways_in_which_the_worker_stands_to_the_case():
    assert WORKER.sections("casework.case.read", frozenset({"agency"})) == {"summary"}
    assert WORKER.sections("casework.case.read", frozenset({"agency", "assigned"})) == {
        "summary",
        "identity",
        "therapy",
    }
    assert WORKER.sections("casework.case.read", frozenset()) == frozenset()


def test_a_grant_for_another_purpose_gives_nothing():
    supervising = Viewer(
        user_id=1, username="worker", role="social_worker", purpose="supervision", grants=WORKER.grants
    )
    assert not supervising.may("casework.case.read")
    assert supervising.may("people.person.read")


def test_an_opened_record_shows_what_the_pack_grants_for_it_and_can_only_be_read():
    opened = frozenset({BREAK_GLASS})
    assert WORKER.sections("casework.case.read", opened) == {"summary", "identity"}
    assert WORKER.sections("casework.case.write", opened) == frozenset()
    assert WORKER.sections("police.incident.read", opened) == frozenset()


@pytest.mark.parametrize("viewer", [ANONYMOUS, background("worker")])
def test_the_public_and_the_system_read_nothing(viewer):
    assert not viewer.may("casework.case.read")
    assert viewer.sections("casework.case.read", frozenset({"own", "national", BREAK_GLASS})) == frozenset()


def test_the_purposes_to_choose_from_are_those_of_the_grants():
    assert WORKER.purposes == ("care", "supervision")
    assert WORKER.purposes_of(OPEN_IN_DANGER) == ("care",)


def test_a_worker_without_agency_unit_or_province_stands_in_no_scope_of_one():
    assert WORKER.standing == {"own", "assigned", "national"}
    assert replace(WORKER, agency="dsvy").standing == {"own", "assigned", "national", "agency", "referred"}
    assert "unit" in replace(WORKER, agency="dsvy", unit="pp").standing
    assert "unit" not in replace(WORKER, unit="pp").standing
    assert "province" in replace(WORKER, provinces=frozenset({"01"})).standing
    assert ANONYMOUS.standing == {"national"}
