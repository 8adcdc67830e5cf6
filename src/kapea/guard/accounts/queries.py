"""Who a signed-in account is, as a viewer; and the accounts there are."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from kapea.guard.access.viewer import ANONYMOUS, Viewer
from kapea.guard.accounts.models import User
from kapea.guard.break_glass.queries import opened_by
from kapea.guard.errors import NotFound
from kapea.guard.pack import current_pack
from kapea.packs import Label


def viewer_of(user: Any, *, purpose: str = "", now: datetime | None = None) -> Viewer:
    """Return the viewer for an account: its role's grants, its agency, unit, commune and provinces.

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
        commune=user.commune_code,
        provinces=frozenset(user.province_codes),
        purpose=purpose if purpose in purposes else usual,
        grants=grants,
        opened=opened_by(user.pk, now=now or timezone.now()) if opens else frozenset(),
    )


def viewer_named(username: str) -> Viewer | None:
    """Return the viewer of an active account by its name, None when there is none such."""
    found = viewer_of(User.objects.filter(username=username, is_active=True).first())
    return found if found.user_id is not None else None


def accounts(*, by: Viewer, words: str = "") -> Sequence[User]:
    """Return the accounts, by name; those whose name, role or agency, by code or by name, holds the words."""
    if not by.scopes("guard.account.manage", "accounts"):
        return []
    rows = User.objects.order_by("-is_active", "username")
    if words:
        rows = rows.filter(
            Q(username__icontains=words)
            | Q(display_name__icontains=words)
            | Q(role__icontains=words)
            | Q(agency_code__icontains=words)
            | Q(role__in=_named_so(words, ((role.code, role.name) for role in current_pack().roles.values())))
            | Q(
                agency_code__in=_named_so(words, ((each.code, each.name) for each in current_pack().agencies))
            )
        )
    return list(rows[:500])


def _named_so(words: str, named: Iterable[tuple[str, Label]]) -> list[str]:
    """Return the codes of those whose name in some language holds the words."""
    wanted = words.casefold()
    return [code for code, name in named if any(wanted in text.casefold() for text in name.values())]


def account(username: str, *, by: Viewer) -> User:
    """Return one account. Raises NotFound."""
    if not by.scopes("guard.account.manage", "accounts"):
        raise NotFound
    found = User.objects.filter(username=username).first()
    if found is None:
        raise NotFound
    return found


@dataclass(frozen=True, kw_only=True)
class Reachable:
    """A colleague to whom a notice without content may go."""

    user_id: int
    username: str
    email: str
    language: str


def reachable(agency: str, *, permission: str, scope: str = "") -> list[Reachable]:
    """Return the people of an agency with an address whose role holds the permission (in the scope, if named)."""
    roles = _able(permission, scope=scope)
    rows = User.objects.filter(agency_code=agency, role__in=roles, is_active=True).exclude(email="")
    return [_reachable(row) for row in rows.order_by("pk")] if agency else []


def _able(permission: str, *, scope: str = "") -> list[str]:
    """Return the roles that hold a permission (in the scope, if named)."""
    return [
        role.code
        for role in current_pack().roles.values()
        if any(
            grant.permission == permission and (not scope or grant.scope == scope) for grant in role.grants
        )
    ]


def supervised(agencies: Collection[str], *, permission: str, scope: str) -> Mapping[str, int]:
    """Return, for each of the bodies that has some, how many of its active people hold the permission in the scope."""
    rows = _at_work(_able(permission, scope=scope)).filter(agency_code__in=agencies)
    return dict(rows.values_list("agency_code").annotate(Count("pk")).order_by("agency_code"))


def bodies_at_work(permission: str) -> list[str]:
    """Return the codes of the bodies whose active people hold the permission in some scope, in order."""
    rows = _at_work(_able(permission)).exclude(agency_code="")
    return list(rows.order_by("agency_code").values_list("agency_code", flat=True).distinct())


def _at_work(roles: Collection[str]) -> "QuerySet[User]":
    """Return the active accounts of some roles; those of a demo only among fictitious cases."""
    rows = User.objects.filter(role__in=roles, is_active=True)
    return rows if settings.KAPEA_FICTITIOUS else rows.exclude(fictitious=True)


def reachable_person(user_id: int) -> Reachable | None:
    """Return one active account with an address, else None."""
    row = User.objects.filter(pk=user_id, is_active=True).exclude(email="").first()
    return _reachable(row) if row else None


def _reachable(row: User) -> Reachable:
    return Reachable(user_id=row.pk, username=row.username, email=row.email, language=row.language)


@dataclass(frozen=True, kw_only=True)
class Holder:
    """An active account whose role holds a permission. is_national: for every body's records."""

    user_id: int
    agency_code: str
    is_national: bool


def holders(permission: str) -> list[Holder]:
    """Return the active accounts whose role holds the permission for its own body or for the country."""
    scopes = {
        role.code: {grant.scope for grant in role.grants if grant.permission == permission}
        for role in current_pack().roles.values()
    }
    able = {code: found for code, found in scopes.items() if found & {"agency", "national"}}
    rows = _at_work(able).order_by("pk")
    return [
        Holder(user_id=row.pk, agency_code=row.agency_code, is_national="national" in able[row.role])
        for row in rows.only("pk", "agency_code", "role")
    ]


def colleagues(agency: str, *, permission: str) -> list[tuple[int, str]]:
    """Return number and name of the active people of an agency whose role holds the permission."""
    roles = [
        role.code
        for role in current_pack().roles.values()
        if any(grant.permission == permission for grant in role.grants)
    ]
    rows = User.objects.filter(agency_code=agency, role__in=roles, is_active=True).order_by("username")
    return [(row.pk, row.display_name or row.username) for row in rows] if agency else []


def colleague_name(user_id: int, *, agency: str, permission: str) -> str:
    """Return the name of one of those people, "" when the account is none of them."""
    return dict(colleagues(agency, permission=permission)).get(user_id, "")
