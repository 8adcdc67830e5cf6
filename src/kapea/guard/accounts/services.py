"""What an administrator does with accounts. They see no case, and nobody changes their own account.

A given password serves once, for seven days; the person then sets one of their own.
"""

import re
import secrets
from datetime import datetime, timedelta
from typing import Final

from allauth.mfa.models import Authenticator
from django.db import IntegrityError, transaction

from kapea.guard.access.viewer import Viewer
from kapea.guard.accounts.duties import AccountFault, Duties, check_duties
from kapea.guard.accounts.models import User
from kapea.guard.accounts.queries import account
from kapea.guard.accounts.sessions import end_sessions
from kapea.guard.audit.chain import record_event
from kapea.guard.errors import NotAllowed

MANAGE: Final = "guard.account.manage"
GIVEN_PASSWORD_SERVES: Final = timedelta(days=7)
LETTERS: Final = "abcdefghjkmnpqrstuvwxyz23456789"
USERNAME: Final = re.compile(r"[a-z0-9][a-z0-9._-]{1,58}[a-z0-9]")
REASONS: Final = (
    "lost_device",
    "forgotten_password",
    "left_post",
    "returned",
    "other_duty",
    "suspected_misuse",
)
"""Why an administrator changes an account: a word of this list, so that no name enters the audit."""


@transaction.atomic
def add_account(*, username: str, duties: Duties, by: Viewer, now: datetime) -> str:
    """Add an account and return its one-time password. Raises NotAllowed, AccountFault."""
    _check_may_manage(by, username)
    if not USERNAME.fullmatch(username):
        raise AccountFault(
            "A user name has 3 to 60 characters: small Latin letters, digits, full stop, hyphen, underscore.",
            field="username",
        )
    check_duties(duties)
    user = User(username=username, **_fields(duties))
    password = _give_password(user, now=now)
    try:
        with transaction.atomic():
            user.save(force_insert=True)
    except IntegrityError as error:
        raise AccountFault("There is already an account with this user name.", field="username") from error
    record_event("account.added", by=by, on=("account", username), details=_told(duties), at=now)
    return password


@transaction.atomic
def change_duties(*, username: str, duties: Duties, by: Viewer, now: datetime) -> None:
    """Change role, agency, unit or provinces; every sign-in of the person ends."""
    user = _account_to_change(username, by)
    check_duties(duties)
    for name, value in _fields(duties).items():
        setattr(user, name, value)
    user.save()
    end_sessions(user)
    record_event("account.duties_changed", by=by, on=("account", username), details=_told(duties), at=now)


@transaction.atomic
def deactivate(*, username: str, reason: str, by: Viewer, now: datetime) -> None:
    """Close an account; every sign-in of the person ends at once. Doing it twice changes nothing."""
    user = _account_to_change(username, by)
    _check_reason(reason)
    if user.is_active:
        user.is_active = False
        user.save(update_fields=["is_active"])
        end_sessions(user)
        record_event(
            "account.deactivated", by=by, on=("account", username), details={"reason": reason}, at=now
        )


@transaction.atomic
def reactivate(*, username: str, reason: str, by: Viewer, now: datetime) -> str:
    """Open a closed account again, with a new one-time password."""
    user = _account_to_change(username, by)
    _check_reason(reason)
    user.is_active = True
    password = _give_password(user, now=now)
    user.save()
    record_event("account.reactivated", by=by, on=("account", username), details={"reason": reason}, at=now)
    return password


@transaction.atomic
def reset_password(*, username: str, reason: str, by: Viewer, now: datetime) -> str:
    """Give a new one-time password; every sign-in of the person ends. The second factor stays."""
    user = _account_to_change(username, by)
    _check_reason(reason)
    password = _give_password(user, now=now)
    user.save()
    end_sessions(user)
    record_event(
        "account.password_reset", by=by, on=("account", username), details={"reason": reason}, at=now
    )
    return password


@transaction.atomic
def reset_second_factor(*, username: str, reason: str, by: Viewer, now: datetime) -> None:
    """Remove every second factor of a person who lost theirs; they must set a new one first."""
    user = _account_to_change(username, by)
    _check_reason(reason)
    removed, _ = Authenticator.objects.filter(user=user).delete()
    end_sessions(user)
    details = {"reason": reason, "removed": removed}
    record_event("account.factor_reset", by=by, on=("account", username), details=details, at=now)


def _account_to_change(username: str, by: Viewer) -> User:
    _check_may_manage(by, username)
    return account(username, by=by)


def _check_may_manage(by: Viewer, username: str) -> None:
    if not by.may(MANAGE) or by.username == username:
        raise NotAllowed


def _check_reason(reason: str) -> None:
    if reason not in REASONS:
        raise AccountFault(f"Give one of these reasons: {', '.join(REASONS)}.")


def _fields(duties: Duties) -> dict[str, object]:
    return {
        "role": duties.role,
        "agency_code": duties.agency_code,
        "unit_code": duties.unit_code,
        "province_codes": sorted(duties.province_codes),
        "commune_code": duties.commune_code,
        "display_name": duties.display_name,
    }


def _told(duties: Duties) -> dict[str, object]:
    return {
        "role": duties.role,
        "agency": duties.agency_code,
        "unit": duties.unit_code,
        "provinces": sorted(duties.province_codes),
        "commune": duties.commune_code,
    }


def _give_password(user: User, *, now: datetime) -> str:
    password = "-".join("".join(secrets.choice(LETTERS) for _ in range(5)) for _ in range(4))
    user.set_password(password)
    user.must_change_password = True
    user.password_expires_at = now + GIVEN_PASSWORD_SERVES
    return password
