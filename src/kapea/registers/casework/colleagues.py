"""Who else works in an agency on children's cases: to whom a case may be given."""

from django.contrib.auth import get_user_model

from kapea.guard.pack import current_pack

WRITE = "casework.case.write"


def _casework_roles() -> list[str]:
    roles = current_pack().roles.values()
    return [role.code for role in roles if any(grant.permission == WRITE for grant in role.grants)]


def colleagues(agency_code: str) -> list[tuple[int, str]]:
    """Return (id, name) of the agency's active workers who may work on cases, by name."""
    rows = get_user_model().objects.filter(
        agency_code=agency_code, is_active=True, role__in=_casework_roles()
    )
    found = rows.order_by("display_name", "username").values_list("pk", "display_name", "username")
    return [(pk, display_name or username) for pk, display_name, username in found]


def is_colleague(worker_id: int, *, agency_code: str) -> bool:
    """Whether the account is an active caseworker of the agency."""
    rows = get_user_model().objects.filter(pk=worker_id, agency_code=agency_code, is_active=True)
    return rows.filter(role__in=_casework_roles()).exists()
