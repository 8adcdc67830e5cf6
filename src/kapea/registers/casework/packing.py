"""What goes along when the worker of a case hands the child on to a body of care or return.

Only what the receiver needs: who the child is, as registered or as told, and what the case is about; and
of that only what a ground of the ledger covers on the day: for another body as a referral would, within
one's own body the ground of its own work.
Notes, assessments and the plan stay where they are; a referral carries what its sections say.
"""

from datetime import datetime
from typing import Final

from kapea.guard.access.viewer import Viewer
from kapea.guard.audit.chain import record_events
from kapea.guard.pack import local_day
from kapea.registers.casework import sealed
from kapea.registers.casework.ledger import grounds_of
from kapea.registers.casework.models import Case
from kapea.registers.casework.rules.consent import PURPOSE_OF, allows_own_work, covered
from kapea.registers.casework.words import SECTION
from kapea.registers.people.queries import identity_read, identity_through
from kapea.registers.worklist.handover import HandOver

PACKED: Final = frozenset({"identity"})
"""What a package holds beside the case's summary: its code, step and risk level."""


def package_of(code: str, *, to: str, agency_code: str, by: Viewer, now: datetime) -> HandOver:
    """Return the package of one of the viewer's own cases; opening the child's name is audited."""
    case = Case.objects.get(code=code)
    return package_for(
        case,
        to=to,
        agency_code=agency_code,
        by=by,
        now=now,
        sections=PACKED - missing(case, agency_code=agency_code, now=now),
    )


def missing(case: Case, *, agency_code: str, now: datetime) -> frozenset[str]:
    """Return the sections of a package that no ground in force opens to a body.

    For the case's own body: all of them, unless it may work on the case today.
    """
    grounds, today = grounds_of(case), local_day(now)
    if agency_code == case.agency_code:
        return frozenset() if allows_own_work(grounds, agency=agency_code, today=today) else PACKED
    return PACKED - covered(grounds, purpose=PURPOSE_OF["referral"], recipient=agency_code, today=today)


def left_behind_of(code: str, *, agency_code: str, now: datetime) -> tuple[object, ...]:
    """Return in words what does not go along from a case to a body today."""
    lacking = missing(Case.objects.get(code=code), agency_code=agency_code, now=now)
    return tuple(words for section, words in SECTION.items() if section in lacking)


def package_for(
    case: Case,
    *,
    to: str,
    agency_code: str,
    by: Viewer,
    now: datetime,
    sections: frozenset[str],
    summary: str = "",
) -> HandOver:
    """Return what goes along from a case: its summary, and what of PACKED is in `sections`.

    The caller has checked that it may.
    """
    child = _child(case, has_name="identity" in sections, by=by, now=now)
    return HandOver(
        source_kind="case",
        source_code=case.code,
        to=to,
        agency_code=agency_code,
        priority=case.risk_level,
        province_code=case.province_code,
        place_code=case.place_code,
        summary=summary,
        forms=tuple(case.forms.values_list("form", flat=True)),
        sent_on=local_day(now),
        **child,
    )


def _child(case: Case, *, has_name: bool, by: Viewer, now: datetime) -> dict[str, object]:
    if case.child_id is None:
        told = {"child_age_years": case.told_age_years, "child_sex": case.told_sex}
        if not has_name:
            return told
        return {
            **told,
            "child_name_km": sealed.open_text(case, case.told_name_km, sealed.TOLD_NAME_KM),
            "child_name_latin": sealed.open_text(case, case.told_name_latin, sealed.TOLD_NAME_LATIN),
        }
    sections = frozenset({"summary", "identity"} if has_name else {"summary"})
    identity = identity_through(case.child_id, sections=sections, today=local_day(now))
    record_events(identity_read(identity, sections=sections, on=("case", case.code)), by=by, at=now)
    return {
        "child_code": identity.code,
        "child_age_years": identity.ages.lowest if identity.ages else None,
        "child_sex": identity.sex,
        "child_name_km": identity.name_in("km"),
        "child_name_latin": identity.name_in("en"),
    }
