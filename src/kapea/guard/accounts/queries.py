"""Who a signed-in account is, as a viewer."""

from typing import Any

from kapea.guard.access.viewer import ANONYMOUS, Viewer
from kapea.guard.accounts.models import User
from kapea.guard.pack import current_pack


def viewer_of(user: Any) -> Viewer:
    """Return the viewer for an account: its role's grants, its agency, unit and provinces.

    An account whose role the pack does not know may do nothing.
    """
    if not isinstance(user, User) or not user.is_active:
        return ANONYMOUS
    role = current_pack().roles.get(user.role)
    grants = role.grants if role else ()
    return Viewer(
        user_id=user.pk,
        username=user.username,
        role=user.role,
        agency=user.agency_code,
        unit=user.unit_code,
        provinces=frozenset(user.province_codes),
        purpose=next((purpose for grant in grants for purpose in sorted(grant.purposes)), ""),
        grants=grants,
    )
