"""Who may see what: the promises that the access matrix of each pack keeps."""

import pytest

from kapea.packs import GrantRecord, Pack
from kapea.packs.checking.matrix import opens_content

WITHOUT_CASES = ("data_protection_officer", "administrator", "statistician", "legal_analyst", "report_author")
OF_A_REFERRAL = frozenset({"summary", "risk", "referral", "services"})


def grants(pack: Pack, role: str) -> tuple[GrantRecord, ...]:
    return pack.roles[role].grants


@pytest.mark.parametrize("role", WITHOUT_CASES)
def test_this_role_never_sees_the_content_of_a_case(each_pack: Pack, role: str) -> None:
    assert not each_pack.roles[role].sees_cases
    assert not any(opens_content(grant) for grant in grants(each_pack, role))


@pytest.mark.parametrize(
    "role", ["social_worker", "social_work_supervisor", "shelter_manager", "commune_focal_point"]
)
def test_who_cares_for_a_child_does_not_see_suspects_or_evidence(each_pack: Pack, role: str) -> None:
    seen = {section for grant in grants(each_pack, role) for section in grant.sections}
    assert not seen & {"suspect", "evidence", "statement"}


@pytest.mark.parametrize("role", ["police_officer", "police_supervisor"])
def test_the_police_see_suspects_but_no_therapy_and_no_shelter(each_pack: Pack, role: str) -> None:
    seen = {section for grant in grants(each_pack, role) for section in grant.sections}
    assert "suspect" in seen
    assert not seen & {"therapy", "health", "shelter_location", "assessment", "plan", "notes"}


def test_who_receives_a_referral_sees_only_what_it_carries(each_pack: Pack) -> None:
    for role in each_pack.roles.values():
        for grant in role.grants:
            if grant.scope == "referred" and grant.permission.startswith("casework."):
                assert grant.sections <= OF_A_REFERRAL, (role.code, grant.permission)


def test_only_supervisors_approve_a_closure_and_only_in_their_agency(each_pack: Pack) -> None:
    approving = {
        (role.code, grant.scope)
        for role in each_pack.roles.values()
        for grant in role.grants
        if grant.permission == "casework.closure.approve"
    }
    assert approving == {("social_work_supervisor", "agency")}


def test_nobody_reads_the_audit_but_the_data_protection_officer(each_pack: Pack) -> None:
    reading = {
        role.code
        for role in each_pack.roles.values()
        for grant in role.grants
        if grant.permission == "guard.audit.read"
    }
    assert reading == {"data_protection_officer"}


OF_FACILITIES = ("care.facility.", "care.licence.", "care.inspection.", "care.complaint.", "care.suspect.")
OVERSEEN_WITHOUT_NAMES = ("care.placement.read", "care.placement.prolong")


def is_of_children(grant: GrantRecord) -> bool:
    """Whether a grant is about children and not about the bodies that house them."""
    return opens_content(grant) and not grant.permission.startswith(OF_FACILITIES)


def test_no_role_sees_every_case_of_the_country(each_pack: Pack) -> None:
    for role in each_pack.roles.values():
        for grant in role.grants:
            if grant.scope == "national" and is_of_children(grant):
                assert role.code == "care_inspector", role.code
                assert grant.permission in OVERSEEN_WITHOUT_NAMES
                assert grant.sections <= {"summary", "placement"}


def test_who_inspects_care_sees_each_placement_of_the_country_and_never_who_the_child_is(
    each_pack: Pack,
) -> None:
    """Decided in docs/decisions/0112: by code, days and reasons, since too long a stay is theirs to end."""
    seen = {
        (grant.permission, grant.scope): grant.sections
        for grant in grants(each_pack, "care_inspector")
        if is_of_children(grant)
    }
    assert set(seen) == {(permission, "national") for permission in OVERSEEN_WITHOUT_NAMES}
    assert set().union(*seen.values()) == {"summary", "placement"}


def test_who_visits_in_the_commune_learns_neither_who_it_is_nor_what_happened(each_pack: Pack) -> None:
    in_commune = {
        (role.code, grant.permission): grant.sections
        for role in each_pack.roles.values()
        for grant in role.grants
        if grant.scope == "commune"
    }
    assert in_commune == {
        ("commune_focal_point", "returns.return.read"): {"summary", "visit"},
        ("commune_focal_point", "returns.return.write"): {"visit"},
    }


def test_every_permission_of_the_vocabulary_is_granted_to_somebody(khm: Pack) -> None:
    from kapea.packs.vocabulary import PERMISSIONS

    granted = {grant.permission for role in khm.roles.values() for grant in role.grants}
    assert granted == PERMISSIONS
