"""What `kapea user …` does. The person at the machine is the administrator; the audit says so."""

from collections.abc import Mapping, Sequence

from django.utils import timezone

from kapea.guard.access.viewer import Viewer
from kapea.guard.accounts import services
from kapea.guard.accounts.duties import Duties
from kapea.guard.accounts.models import User
from kapea.guard.accounts.second_factor import has_second_factor
from kapea.packs import GrantRecord


def operator() -> Viewer:
    """Return the viewer of whoever has a shell on the machine: manages accounts, reads nothing."""
    sections = frozenset({"accounts"})
    grant = GrantRecord(permission=services.MANAGE, scope="national", sections=sections, purposes=frozenset())
    return Viewer(
        user_id=None, username="kapea user", role="system", purpose="administration", grants=(grant,)
    )


def add_user(
    username: str,
    *,
    role: str,
    agency: str = "",
    unit: str = "",
    provinces: Sequence[str] = (),
    commune: str = "",
    name: str = "",
) -> str:
    """Add an account; return its one-time password, good for seven days."""
    duties = Duties(
        role=role,
        agency_code=agency,
        unit_code=unit,
        province_codes=tuple(provinces),
        commune_code=commune,
        display_name=name,
    )
    return services.add_account(username=username, duties=duties, by=operator(), now=timezone.now())


def list_users() -> Sequence[Mapping[str, object]]:
    """Return every account in words, without anything secret."""
    return [
        {
            "username": user.username,
            "role": user.role,
            "agency": user.agency_code,
            "unit": user.unit_code,
            "commune": user.commune_code,
            "active": user.is_active,
            "second_factor": has_second_factor(user),
        }
        for user in User.objects.order_by("username")
    ]


def deactivate_user(username: str, *, reason: str) -> None:
    """Close an account and end its sign-ins."""
    services.deactivate(username=username, reason=reason, by=operator(), now=timezone.now())


def reactivate_user(username: str, *, reason: str) -> str:
    """Open a closed account; return its one-time password."""
    return services.reactivate(username=username, reason=reason, by=operator(), now=timezone.now())


def reset_user_password(username: str, *, reason: str) -> str:
    """Return a new one-time password."""
    return services.reset_password(username=username, reason=reason, by=operator(), now=timezone.now())


def reset_user_second_factor(username: str, *, reason: str) -> None:
    """Remove the second factors of a person who lost theirs."""
    services.reset_second_factor(username=username, reason=reason, by=operator(), now=timezone.now())
