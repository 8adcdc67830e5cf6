"""Which cases a list shows, and how many: the same conditions for both, so that they agree.

Each list is one simple condition with its own index; lists show codes, never names.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db.models import Q, QuerySet

from kapea.guard.access.viewer import Viewer
from kapea.registers.casework import access
from kapea.registers.casework.models import Case
from kapea.registers.casework.queries.search import cases_matching
from kapea.registers.casework.rules import OPEN_STATUSES, STEPS
from kapea.registers.worklist.queues import counted

PAGE: Final = 25
LISTS: Final = ("mine", "waiting", "closure", "unit", "agency", "province", "own", "opened", "national")
_SCOPE_OF: Final = {
    "mine": "assigned",
    "unit": "unit",
    "agency": "agency",
    "province": "province",
    "own": "own",
    "national": "national",
}


@dataclass(frozen=True, kw_only=True)
class CaseFilter:
    """What a list is narrowed by. which: one of LISTS; status: "open", "closed" or "all"."""

    which: str = ""
    status: str = "open"
    step: str = ""
    risk: str = ""
    text: str = ""


@dataclass(frozen=True, kw_only=True)
class CaseRow:
    """A case as a list shows it."""

    code: str
    step: str
    status: str
    risk_level: str
    priority: str
    province_code: str
    opened_at: datetime
    worker: str
    is_mine: bool
    forms: tuple[str, ...]


def lists_of(by: Viewer) -> tuple[str, ...]:
    """Return the lists that the viewer has, the one they open first at the front."""
    return tuple(which for which in LISTS if _condition(which, by) is not None)


def _condition(which: str, by: Viewer) -> Q | None:
    """Return the condition of a list, None when the viewer does not have it."""
    if which == "waiting":
        return access.waiting_for(by) if "referred" in by.scopes(access.ACCEPT, "summary") else None
    if which == "closure":
        agency = "agency" in by.scopes(access.APPROVE_CLOSURE, "closure")
        return Q(agency_code=by.agency, step="closure") & ~Q(agency_code="") if agency else None
    if which == "opened":
        codes = by.opened_codes("case")
        return Q(code__in=codes) if codes else None
    scope = _SCOPE_OF.get(which, "")
    return access.scopes(by)[scope] if scope in by.scopes(access.READ, "summary") else None


def default_list(by: Viewer) -> str:
    """Return the list that opens first, "" when the viewer has none."""
    return next(iter(lists_of(by)), "")


def listed_cases(wanted: CaseFilter, *, by: Viewer) -> "QuerySet[Case]":
    """Return the cases of a list, over all its pages."""
    condition = _condition(wanted.which or default_list(by), by)
    if condition is None:
        return Case.objects.none()
    rows = Case.objects.filter(condition)
    if wanted.status == "open":
        rows = rows.filter(status__in=OPEN_STATUSES)
    elif wanted.status == "closed":
        rows = rows.filter(status="closed")
    if wanted.step in STEPS:
        rows = rows.filter(step=wanted.step)
    if wanted.risk:
        rows = rows.filter(risk_level="" if wanted.risk == "unknown" else wanted.risk)
    return cases_matching(rows, wanted.text, by=by) if wanted.text.strip() else rows


def list_cases(wanted: CaseFilter, *, by: Viewer, after: str = "") -> list[CaseRow]:
    """Return one page of cases, newest first. after: the code of the last row of the page before."""
    rows = listed_cases(wanted, by=by)
    if after:
        last = Case.objects.filter(code=after).values_list("pk", flat=True).first()
        rows = rows.filter(pk__lt=last) if last is not None else rows.none()
    page = rows.select_related("owner").prefetch_related("forms").order_by("-pk")[:PAGE]
    return [_row(case, by=by) for case in page]


def count_cases(wanted: CaseFilter, *, by: Viewer) -> int:
    """Return how many cases the list holds over all its pages, as far as lists are counted."""
    return counted(listed_cases(wanted, by=by))


def _row(case: Case, *, by: Viewer) -> CaseRow:
    owner = case.owner
    return CaseRow(
        code=case.code,
        step=case.step,
        status=case.status,
        risk_level=case.risk_level,
        priority=case.priority,
        province_code=case.province_code,
        opened_at=case.opened_at,
        worker=(owner.display_name or owner.username) if owner else "",
        is_mine=owner is not None and owner.pk == by.user_id,
        forms=tuple(sorted(form.form for form in case.forms.all())),
    )
