"""Slips in agencies, hotlines, roles and the calendar."""

from broken_packs.breaking import Break, Found, added, slip

AGENCY = """- code: {code}
  name: {{en: New body, km: ស្ថាប័នថ្មី}}
  kind: {kind}
  level: national
  role: {{en: fictional}}
  check: {check}
{more}"""


def agency(code: str = "new", *, kind: str = "ngo", check: str = "proposed", more: str = "") -> str:
    return AGENCY.format(code=code, kind=kind, check=check, more=more)


ROLE = """- code: {code}
  name: {{en: New role, km: តួនាទីថ្មី}}
  sees_cases: {sees}
  home: here
  grants:
  - permissions: [{permission}]
    scopes: [{scope}]
    sections: [{section}]
    purposes: [{purpose}]
{more}"""


def role(
    code: str = "new",
    *,
    sees: str = "true",
    permission: str = "casework.case.read",
    scope: str = "own",
    section: str = "summary",
    purpose: str = "care",
    more: str = "",
) -> str:
    return ROLE.format(
        code=code, sees=sees, permission=permission, scope=scope, section=section, purpose=purpose, more=more
    )


AGENCIES = "agencies.yaml"
HOTLINES = "services/hotlines.yaml"
ROLES = "roles.yaml"
AGAIN = """  - permissions: [casework.case.read]
    scopes: [own]
    sections: [risk]
    purposes: [care]
"""

BODIES = (
    added(
        "an agency twice",
        AGENCIES,
        agency("ex-court  # again"),
        at="# again",
        reason="agency 'ex-court' stands twice, first in line {first}",
        first="- code: ex-court",
    ),
    added(
        "an agency under nobody",
        AGENCIES,
        agency(more="  parent: ex-nobody\n"),
        at="- code: new",
        reason="parent 'ex-nobody' is not an agency of the pack",
    ),
    added(
        "an agency above itself",
        AGENCIES,
        agency(more="  parent: new\n"),
        at="- code: new",
        reason="agency 'new' is above itself",
    ),
    added(
        "an agency that receives what is not sent",
        AGENCIES,
        agency(more="  receives: [gifts]\n"),
        at="receives: [gifts]",
        reason="receives 'gifts' is not one of hotline, police, casework, shelter, court, community, "
        "legal_aid, health",
    ),
    added(
        "an agency of an unknown kind",
        AGENCIES,
        agency(kind="club"),
        at="kind: club",
        reason="kind 'club' is not one of government, police, court, ngo",
    ),
    added(
        "an agency sourced without a source",
        AGENCIES,
        agency(check="sourced"),
        at="- code: new",
        reason="sourced, but names no source",
    ),
    added(
        "an agency from an unknown source",
        AGENCIES,
        agency(more="  source: EL9 §1\n"),
        at="- code: new",
        reason="source 'EL9' is not in the list of sources",
    ),
    Break(
        name="nobody who takes calls",
        file=AGENCIES,
        old="  receives: [hotline]\n",
        found=(
            Found(
                file=AGENCIES,
                at="",
                reason="no agency receives hotline (of hotline, police, casework, shelter, court, community, "
                "legal_aid, health)",
            ),
        ),
    ),
    slip(
        "a number with letters",
        HOTLINES,
        '"001"',
        '"call me"',
        at="call me",
        reason="number 'call me' is not digits",
    ),
    slip(
        "a line of no agency",
        HOTLINES,
        "operator: ex-hotline",
        "operator: ex-nobody",
        at="- code: child_line",
        reason="operator 'ex-nobody' is not an agency of the pack",
    ),
    slip(
        "a confirmed line without a number",
        HOTLINES,
        '  number: "000"\n',
        "",
        at="- code: danger",
        reason="line 'danger' is confirmed but has no number",
    ),
    slip(
        "a confirmed line without a source",
        HOTLINES,
        "  source: EL2 §3\n",
        "",
        at="- code: danger",
        reason="sourced, but names no source",
    ),
    slip(
        "no line for danger",
        HOTLINES,
        "emergency: true",
        "emergency: false",
        at="",
        reason="no line is for danger (emergency: true)",
    ),
    added(
        "a permission that does not exist",
        ROLES,
        role(permission="casework.case.burn"),
        at="casework.case.burn",
        reason="permissions has no word 'casework.case.burn'",
    ),
    added(
        "a scope that does not exist",
        ROLES,
        role(scope="everywhere"),
        at="scopes: [everywhere]",
        reason="scopes has no word 'everywhere'",
    ),
    added(
        "a section that does not exist",
        ROLES,
        role(section="dreams"),
        at="sections: [dreams]",
        reason="sections has no word 'dreams'",
    ),
    added(
        "a purpose that does not exist",
        ROLES,
        role(purpose="curiosity"),
        at="purposes: [curiosity]",
        reason="purposes has no word 'curiosity'",
    ),
    added(
        "a role that must not see cases and does",
        ROLES,
        role(sees="false"),
        at="- code: new",
        reason="role 'new' does not see cases but is granted casework.case.read",
    ),
    added(
        "a grant given twice",
        ROLES,
        role(more=AGAIN),
        at="- code: new",
        reason="role 'new' is granted casework.case.read twice for scope own",
    ),
    added(
        "a role twice",
        ROLES,
        role("court_officer  # again"),
        at="# again",
        reason="role 'court_officer' stands twice",
    ),
    added(
        "a role that may do nothing",
        ROLES,
        "- code: new\n  name: {en: New role, km: តួនាទីថ្មី}\n  sees_cases: false\n  home: here\n  grants: []\n",
        at="grants: []",
        reason="role 'new' is granted nothing",
    ),
    slip(
        "a weekday that does not exist",
        "calendar/week.yaml",
        "[friday]",
        "[freeday]",
        at="freeday",
        reason="weekend 'freeday' is not one of "
        "monday, tuesday, wednesday, thursday, friday, saturday, sunday",
    ),
    added(
        "a holiday twice",
        "calendar/holidays.csv",
        "2025-03-03,Again,ម្តងទៀត,sourced,EL1 art. 91,\n",
        at="Again",
        reason="holiday 2025-03-03 stands twice",
    ),
)
