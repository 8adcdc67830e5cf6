"""Who a signed-in account is, as a viewer; and the accounts there are."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from kapea.guard.access.viewer import ANONYMOUS, Viewer
from kapea.guard.accounts.models import User
from kapea.guard.break_glass.queries import opened_by
from kapea.guard.errors import NotFound
from kapea.guard.pack import current_pack


def viewer_of(user: Any, *, purpose: str = "", now: datetime | None = None) -> Viewer:
    """Return the viewer for an account: its role's grants, its agency, unit and provinces.

    purpose: the one the person chose; when the role does not have it, the one of the role's home, else its first.
    An account whose role the pack does not know may do nothing, nor may a demo account among real cases.
    """
    if not isinstance(user, User) or not user.is_active:
        return ANONYMOUS
    if user.fictitious and not settings.KAPEA_FICTITIOUS:
        return ANONYMOUS
    role = current_pack().roles.get(user.role)
    grants = role.grants if role else ()
    purposes = [each for grant in grants for each in sorted(grant.purposes)]
    usual = role.home if role and role.home in purposes else next(iter(purposes), "")
    opens = any(grant.permission == "guard.break_glass.open" for grant in grants)
    return Viewer(
        user_id=user.pk,
        username=user.username,
        role=user.role,
        agency=user.agency_code,
        unit=user.unit_code,
        provinces=frozenset(user.province_codes),
        purpose=purpose if purpose in purposes else usual,
        grants=grants,
        opened=opened_by(user.pk, now=now or timezone.now()) if opens else frozenset(),
    )


def accounts(*, by: Viewer, words: str = "") -> Sequence[User]:
    """Return the accounts, by name; those whose name, role or agency holds the words."""
    if not by.scopes("guard.account.manage", "accounts"):
        return []
    rows = User.objects.order_by("-is_active", "username")
    if words:
        rows = rows.filter(
            Q(username__icontains=words)
            | Q(display_name__icontains=words)
            | Q(role__icontains=words)
            | Q(agency_code__icontains=words)
        )
    return list(rows[:500])


def account(username: str, *, by: Viewer) -> User:
    """Return one account. Raises NotFound."""
    if not by.scopes("guard.account.manage", "accounts"):
        raise NotFound
    found = User.objects.filter(username=username).first()
    if found is None:
        raise NotFound
    return found
