"""What is written to the audit about sign-ins and factors, whichever view they came through."""

from typing import Any

from allauth.account.signals import password_changed
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import (
    authentication_failed,
    authenticator_added,
    authenticator_removed,
    authenticator_reset,
)
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.db import transaction
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone

from kapea.guard.access.viewer import ANONYMOUS, Viewer
from kapea.guard.accounts.clients import client_key
from kapea.guard.accounts.models import SignedIn, User
from kapea.guard.accounts.sessions import end_sessions, start_session
from kapea.guard.audit.chain import record_event
from kapea.guard.audit.flood import is_written, number_of


def sign_in_failed(request: HttpRequest, *, username: str, step: str) -> None:
    """Record a failed sign-in. A name that is no account's is not kept: it may be a password."""
    now = timezone.now()
    client = client_key(request, today=now.date())
    number = number_of("sign_in", client, now=now)
    if not is_written(number):
        return
    user = User.objects.filter(username__iexact=username).first()
    details = {"step": step, "client": client[:12], "number_this_hour": number}
    with transaction.atomic():
        record_event(
            "account.sign_in",
            by=_as_viewer(user) if user else ANONYMOUS,
            on=("account", user.username) if user else None,
            outcome="failed",
            details=details,
            at=now,
        )


@receiver(user_logged_in, dispatch_uid="guard.signed_in")
def signed_in(request: HttpRequest, user: User, **_: Any) -> None:
    start_session(request, user, now=timezone.now())
    request.signed_in_now = user.username  # type: ignore[attr-defined]
    _record("account.sign_in", user)


@receiver(user_logged_out, dispatch_uid="guard.signed_out")
def signed_out(request: HttpRequest, user: User | None, **_: Any) -> None:
    if user is not None:
        SignedIn.objects.filter(session_key=request.session.session_key or "").delete()
        _record("account.sign_out", user)


@receiver(password_changed, dispatch_uid="guard.password_changed")
def own_password_changed(request: HttpRequest, user: User, **_: Any) -> None:
    User.objects.filter(pk=user.pk).update(must_change_password=False, password_expires_at=None)
    end_sessions(user)
    _record("account.password_changed", user)


@receiver(authentication_failed, dispatch_uid="guard.factor_failed")
def factor_failed(request: HttpRequest, user: User, **_: Any) -> None:
    sign_in_failed(request, username=user.username, step="second factor")


@receiver(authenticator_added, dispatch_uid="guard.factor_added")
def factor_added(user: User, authenticator: Authenticator, **_: Any) -> None:
    _record("account.factor_added", user, kind=authenticator.type)


@receiver(authenticator_removed, dispatch_uid="guard.factor_removed")
def factor_removed(user: User, authenticator: Authenticator, **_: Any) -> None:
    _record("account.factor_removed", user, kind=authenticator.type)


@receiver(authenticator_reset, dispatch_uid="guard.factor_reset")
def factor_renewed(user: User, authenticator: Authenticator, **_: Any) -> None:
    _record("account.factor_renewed", user, kind=authenticator.type)


def _record(action: str, user: User, **details: str) -> None:
    with transaction.atomic():
        record_event(action, by=_as_viewer(user), on=("account", user.username), details=details)


def _as_viewer(user: User) -> Viewer:
    return Viewer(user_id=user.pk, username=user.username, role=user.role, agency=user.agency_code)
