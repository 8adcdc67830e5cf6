"""The fictitious accounts: one for each role, and enough bodies to hand over to."""

import time
from dataclasses import dataclass

from django.contrib.auth.hashers import make_password
from django.db import transaction

from kapea.guard.accounts.communes import works_in_a_commune
from kapea.guard.accounts.models import User
from kapea.guard.accounts.second_factor import demo_code, give_demo_factor
from kapea.guard.pack import current_pack
from kapea.registers.agencies.queries import agencies_receiving
from kapea.registers.hotline.routing import examiner_of
from kapea.site.demo.communes import committee_of, demo_commune
from kapea.site.demo.courts import court_of, legal_aid_of

PASSWORD = "fictitious-people-only"  # noqa: S105 - demo accounts work among fictitious cases only
PROVINCES_SERVED = 2
MAIL = "example.org"
"""A domain that nobody has: nothing of the demo ever leaves. Source: RFC 2606 section 3."""


@dataclass(frozen=True, kw_only=True)
class DemoAccount:
    """An account of the demo."""

    username: str
    role: str
    agency: str = ""
    unit: str = ""
    commune: str = ""
    provinces: tuple[str, ...] = ()


def accounts() -> list[DemoAccount]:
    """Return the demo's accounts for the pack in force."""
    pack = current_pack()
    province = next(place.code for place in pack.places if place.level == 1)
    hotline = str(pack.rule("contact.public_reports").values["agency"])
    receiving = {agency.code: agency for agency in pack.agencies}
    police = _first("police", "province") or _first("police")
    state = _first("casework", "province") or _first("casework")
    others = [code for code, _names in agencies_receiving("casework") if receiving[code].kind == "ngo"]
    first_ngo, second_ngo = [*others, state, state][:2]
    shelters = [code for code, _names in agencies_receiving("shelter") if receiving[code].kind == "ngo"]
    apart = [code for code in shelters if code not in (first_ngo, second_ngo)]
    court = court_of(pack)
    homes = {
        "hotline_operator": (hotline, ""),
        "hotline_supervisor": (hotline, ""),
        "police_officer": (police, f"{police}-{province}"),
        "police_supervisor": (police, ""),
        "social_worker": (state, f"{state}-{province}"),
        "social_work_supervisor": (state, ""),
        "shelter_manager": ([*apart, *shelters, first_ngo][0], ""),
        "care_inspector": (str(pack.rule("care.oversight").values["agency"]), ""),
        "court_officer": (court, f"{court}-{province}"),
        "prosecutor": (court, f"{court}-{province}"),
        "court_supervisor": (court, f"{court}-{province}"),
        "legal_aid_lawyer": (legal_aid_of(pack), ""),
        "complaints_officer": (examiner_of(police), ""),
        "commune_focal_point": committee_of(pack),
    }
    found = [
        DemoAccount(
            username=role.replace("_", "."),
            role=role,
            agency=homes.get(role, ("", ""))[0],
            unit=homes.get(role, ("", ""))[1],
            commune=demo_commune(pack) if works_in_a_commune(role) else "",
        )
        for role in pack.roles
    ]
    for number, ngo in enumerate((first_ngo, second_ngo), start=1):
        found.append(DemoAccount(username=f"ngo{number}.worker", role="social_worker", agency=ngo))
        found.append(
            DemoAccount(username=f"ngo{number}.supervisor", role="social_work_supervisor", agency=ngo)
        )
    return found


def _first(receives: str, level: str = "") -> str:
    return next(
        (
            agency.code
            for agency in current_pack().agencies
            if receives in agency.receives and (not level or agency.level == level)
        ),
        "",
    )


@transaction.atomic
def make_accounts() -> dict[str, User]:
    """Store the demo's accounts with their second factor; return them by user name."""
    made = {}
    known = current_pack().roles
    password = make_password(PASSWORD)  # once: the hash is slow on purpose
    for account in accounts():
        if account.role not in known:
            continue
        user, _created = User.objects.get_or_create(
            username=account.username,
            defaults={
                "role": account.role,
                "agency_code": account.agency,
                "unit_code": account.unit,
                "province_codes": list(account.provinces),
                "commune_code": account.commune,
                "display_name": account.username,
                "email": f"{account.username}@{MAIL}",
                "fictitious": True,
            },
        )
        user.password = password
        user.save()
        give_demo_factor(user)
        made[account.username] = user
    return made


def known_accounts() -> dict[str, User]:
    """Return the demo's accounts that are already there, by user name."""
    return {user.username: user for user in User.objects.filter(fictitious=True)}


def current_totp() -> str:
    """Return the code of the second factor at this moment."""
    return demo_code(at=time.time())
