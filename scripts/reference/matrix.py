"""Who may do what, and which address asks for which permission, read off the pack and the doors."""

from kapea.guard.pack import current_pack
from kapea.packs.vocabulary import PERMISSIONS, PURPOSES, SCOPES, SECTIONS
from reference.tables import heading, table
from scenes.routes import all_routes


def permissions_page() -> str:
    """Return the page of permissions, scopes, sections, purposes and the grants of the pack in force."""
    about = (
        "A pack's `roles.yaml` grants a permission in a scope, for sections and purposes; what is not granted is\n"
        "refused. The words are those of `kapea.packs.vocabulary`; the grants below are those of `packs/khm`."
    )
    return "\n".join(
        [
            heading("Permissions", about),
            "## Who has which\n",
            table(["permission", "asked by", "granted to"], _permissions()),
            "## Scopes\n",
            "How the viewer stands to the record: " + ", ".join(f"`{scope}`" for scope in SCOPES) + ".\n",
            "## Sections\n",
            ", ".join(f"`{section}`" for section in sorted(SECTIONS)) + ".\n",
            "## Purposes\n",
            ", ".join(f"`{purpose}`" for purpose in sorted(PURPOSES)) + ".\n",
            "## What each role may do\n",
            *(_role(code) for code in current_pack().roles),
        ]
    )


def _permissions() -> list[list[str]]:
    roles = current_pack().roles
    routes = all_routes()
    return [
        [
            f"`{permission}`",
            str(
                sum(1 for route in routes if route.door and route.door.permission == permission) or "queries"
            ),
            ", ".join(
                f"`{code}`"
                for code, role in roles.items()
                if any(grant.permission == permission for grant in role.grants)
            ),
        ]
        for permission in sorted(PERMISSIONS)
    ]


def _role(code: str) -> str:
    role = current_pack().roles[code]
    held: dict[tuple[str, ...], list[str]] = {}
    for grant in role.grants:
        key = (grant.permission, ", ".join(sorted(grant.sections)), ", ".join(sorted(grant.purposes)))
        held.setdefault(key, []).append(grant.scope)
    rows = [
        [f"`{permission}`", ", ".join(scope for scope in SCOPES if scope in scopes), sections, purposes]
        for (permission, sections, purposes), scopes in held.items()
    ]
    return f"### `{code}`\n\n{table(['permission', 'scopes', 'sections', 'purposes'], rows)}"


def routes_page() -> str:
    """Return the page of addresses with the door of each."""
    about = (
        "Every address of the site, and what its door asks. `public`: nobody signs in. `signed in`: anyone who has.\n"
        "What a viewer finds behind a door is decided record by record."
    )
    rows = [[f"`/{route.pattern}`", f"`{route.name}`", *_asked(route.door)] for route in all_routes()]
    return f"{heading('Routes', about)}\n{table(['address', 'name', 'asks', 'section', 'record'], rows)}"


def _asked(door: object) -> list[str]:
    if door is None:
        return ["NO DOOR", "", ""]
    if not door.signed_in:  # type: ignore[attr-defined]
        return ["public", "", ""]
    permission = door.permission  # type: ignore[attr-defined]
    if not permission:
        return ["signed in", "", door.record]  # type: ignore[attr-defined]
    return [f"`{permission}`", door.section, door.record]  # type: ignore[attr-defined]
