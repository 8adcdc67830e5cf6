"""No address of the site stands open by oversight."""

from collections import Counter

import pytest
from django.conf import settings

from kapea.guard.pack import current_pack
from kapea.guard.web import Door
from kapea.packs.vocabulary import PERMISSIONS
from scenes.routes import all_routes

PUBLIC = {
    "front",
    "set_language",
    "account_login",
    "account_logout",
    "account_inactive",
    "mfa_authenticate",
    "mfa_login_webauthn",
}
"""What may be opened without signing in, besides the public site itself (`hotline:public_…`)."""

FOR_ANYONE_SIGNED_IN = {
    "home",
    "casework:referrals",
    "casework:referral",
    "guard:draft_drop",
    "guard:draft_keep",
    "guard:own_account",
    "guard:purpose",
    "guard:end_sessions",
}
"""What any signed-in person may open; what they find there depends on their grants."""


def test_every_address_has_a_door_or_is_marked_public():
    unmarked = [route.name for route in all_routes() if not isinstance(route.door, Door)]
    assert unmarked == []


def test_what_is_public_is_listed_here():
    public = {route.name for route in all_routes() if not route.door.signed_in}
    assert {name for name in public if not name.startswith("public")} == PUBLIC


def test_what_needs_no_permission_is_listed_here():
    free = {route.name for route in all_routes() if route.door.signed_in and not route.door.permission}
    own_factors = {name for name in free if name.startswith(("mfa_", "account_"))}
    assert free - own_factors == FOR_ANYONE_SIGNED_IN


def test_every_address_has_one_name_of_its_own():
    names = Counter(route.name for route in all_routes())
    patterns = Counter(route.pattern for route in all_routes())
    assert [name for name, count in names.items() if count > 1] == []
    assert [pattern for pattern, count in patterns.items() if count > 1] == []


def test_every_permission_of_a_door_is_granted_to_someone_by_the_pack():
    asked = {route.door.permission for route in all_routes() if route.door.permission}
    granted = {grant.permission for role in current_pack().roles.values() for grant in role.grants}
    assert asked <= granted <= PERMISSIONS


def test_every_address_that_names_a_record_says_which_kind():
    silent = [
        route.name
        for route in all_routes()
        if "code" in route.parts and route.door.permission and not route.door.record
    ]
    assert silent == []


@pytest.mark.parametrize(
    "wall", ["kapea.guard.bodies.RefuseFiles", "django.middleware.csrf.CsrfViewMiddleware"]
)
def test_the_walls_stand_before_every_view(wall):
    assert wall in settings.MIDDLEWARE
    assert settings.MIDDLEWARE.index(wall) < settings.MIDDLEWARE.index("kapea.guard.web.ViewerMiddleware")


def test_no_view_is_free_of_the_forms_token():
    free = [route.name for route in all_routes() if getattr(route.view, "csrf_exempt", False)]
    assert free == []
