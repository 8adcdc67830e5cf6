"""People and viewers for tests of the guard: invented, in the pack that the tests run with."""

from datetime import UTC, datetime

from allauth.mfa.models import Authenticator

from kapea.guard.access.viewer import Viewer
from kapea.guard.accounts.models import User
from kapea.guard.accounts.queries import viewer_of
from kapea.guard.accounts.second_factor import SealedFactors

PASSWORD = "a long walk by the river"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


def make_user(username: str, role: str, *, password: str = "", factor: bool = True, **more: object) -> User:
    """Store an account; with a code generator unless told not to."""
    user = User(username=username, role=role, **more)
    if password:
        user.set_password(password)
    else:
        user.set_unusable_password()
    user.save()
    if factor:
        Authenticator.objects.create(
            user=user, type=Authenticator.Type.TOTP, data={"secret": SealedFactors().encrypt(SECRET)}
        )
    return user


def make_viewer(username: str, role: str, **more: object) -> Viewer:
    """Store an account and return its viewer."""
    purpose = str(more.pop("purpose", ""))
    return viewer_of(make_user(username, role, factor=False, **more), purpose=purpose, now=NOW)
