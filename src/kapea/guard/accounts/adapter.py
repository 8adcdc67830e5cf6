"""How sign-in differs from allauth's own: nobody signs up, and attempts are counted our way."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.stagekit import clear_login
from allauth.core import context
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import authenticate
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kapea.guard.accounts.events import sign_in_failed
from kapea.guard.accounts.models import User
from kapea.guard.accounts.throttle import TooManyAttempts, give_back, password_keys, take_attempt

FRESH_SECONDS = 300
SAID = {
    "mfa/messages/totp_activated.txt": _("The code generator is set up."),
    "mfa/messages/totp_deactivated.txt": _("The code generator is removed."),
    "mfa/messages/webauthn_added.txt": _("The passkey is added."),
    "mfa/messages/webauthn_removed.txt": _("The passkey is removed."),
    "mfa/messages/recovery_codes_generated.txt": _("New recovery codes are made."),
}


class ClosedAccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts are given by an administrator; a sign-in takes an attempt and gives it back when right."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return str(settings.LOGIN_REDIRECT_URL)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return str(settings.LOGIN_REDIRECT_URL)

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        """Return the account whose name and password these are, if it may sign in now."""
        username = str(credentials.get("username", ""))
        now = timezone.now()
        keys = password_keys(request, username, now=now)
        try:
            take_attempt(keys, now=now)
        except TooManyAttempts as wait:
            raise too_many(wait) from wait
        user = authenticate(request, **credentials)
        if isinstance(user, User) and may_sign_in(user):
            give_back(keys)
            return user
        sign_in_failed(request, username=username, step="password")
        return None

    def pre_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse | None:
        """Turn away an account that is not good now, also when it shows a passkey."""
        response = super().pre_login(request, user, **kwargs)
        if response is None and not may_sign_in(user):
            clear_login(request)
            return self.respond_user_inactive(request, user)
        return response

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Whether the person must show again that it is they: after five minutes."""
        request = context.request
        records = get_authentication_records(request, request.user)
        newest = max((record["at"] for record in records), default=0)
        return timezone.now().timestamp() - newest > FRESH_SECONDS

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: object = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        """Say in our words what was done; errors in the words they came with."""
        said = message or SAID.get(message_template or "")
        if said:
            messages.add_message(request, level, said, extra_tags=extra_tags)

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """No mail: accounts have no address, and changes stand in the audit."""


def may_sign_in(user: User) -> bool:
    """Whether the account is good now: demo accounts only among fictitious cases, given passwords in time."""
    if user.fictitious and not settings.KAPEA_FICTITIOUS:
        return False
    expires_at = user.password_expires_at
    return expires_at is None or timezone.now() < expires_at


def too_many(wait: TooManyAttempts) -> ValidationError:
    """Return the error that says how long to wait."""
    minutes, seconds = divmod(wait.seconds, 60)
    if minutes:
        text = gettext("Too many attempts. Wait %(minutes)s min, then try again.") % {"minutes": minutes + 1}
    else:
        text = gettext("Too many attempts. Wait %(seconds)s s, then try again.") % {"seconds": seconds}
    return ValidationError(text, code="too_many_login_attempts")
