"""Whoever must still set a password of their own or a second factor gets nowhere else first."""

from collections.abc import Callable
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from kapea.guard.accounts.models import User
from kapea.guard.accounts.second_factor import has_second_factor, needs_second_factor
from kapea.guard.web import Door

ENROLLED: Final = "guard.enrolled"
PASSWORD_PAGES: Final = frozenset({"account_change_password", "account_logout"})
FACTOR_PAGES: Final = PASSWORD_PAGES | {
    "mfa_index",
    "mfa_activate_totp",
    "mfa_list_webauthn",
    "mfa_add_webauthn",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_download_recovery_codes",
    "account_reauthenticate",
    "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn",
}


class EnrolFirst:
    """Lead to the password page or the second-factor page until each is done. Public pages stay open."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: object, args: Any, kwargs: Any) -> HttpResponse | None:
        user = request.user
        door = getattr(view, "door", None)
        if not isinstance(user, User) or (isinstance(door, Door) and not door.signed_in):
            return None
        name = request.resolver_match.view_name if request.resolver_match else ""
        if user.must_change_password:
            return None if name in PASSWORD_PAGES else redirect("account_change_password")
        if name in FACTOR_PAGES or _is_enrolled(request, user):
            return None
        return redirect("mfa_index")


def _is_enrolled(request: HttpRequest, user: User) -> bool:
    if request.session.get(ENROLLED):
        return True
    if needs_second_factor(user.role) and not has_second_factor(user):
        return False
    request.session[ENROLLED] = True
    return True
