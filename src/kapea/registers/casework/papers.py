"""What of a case goes onto the country's forms on paper: the same facts as on its page, in words.

Only what the page holds for the viewer is here, so a part that is closed to them stays empty.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from kapea.guard.access.viewer import Viewer
from kapea.guard.audit.chain import record_event
from kapea.guard.pack import current_pack, local_day
from kapea.packs.labels import in_language
from kapea.registers import papers
from kapea.registers.agencies.queries import agency_name
from kapea.registers.casework import tools
from kapea.registers.casework.queries import CasePage, accessible_case
from kapea.registers.casework.templatetags.casework import called, checklist_words
from kapea.registers.people.queries import Identity
from kapea.registers.people.words import IDENTIFIER_WORDS
from kapea.registers.places.queries import place_name
from kapea.registers.worklist.placements import PlacementFact, placements_of

Values = dict[str, str]
Rows = list[Mapping[str, str]]


class Words:
    """How the codes and days of a case are written in one language."""

    def __init__(self, language: str) -> None:
        self.language = language

    def coded(self, code: str, name: str) -> str:
        """Return the words of a code of the pack's list, the code itself when it is not there."""
        codes = current_pack().code_list(name)
        return in_language(codes.label(code), self.language) if code and code in codes else code

    def listed(self, codes: Iterable[str], name: str) -> str:
        return ", ".join(self.coded(code, name) for code in codes)

    def agency(self, code: str) -> str:
        return in_language(agency_name(code), self.language) if code else ""

    def place(self, code: str) -> str:
        return in_language(place_name(code), self.language) if code else ""

    def day(self, value: object) -> str:
        if isinstance(value, datetime):
            value = local_day(value)
        return papers.written_day(value, self.language)  # type: ignore[arg-type]


@transaction.atomic
def print_case(code: str, paper_code: str, *, language: str, by: Viewer, now: datetime) -> bytes:
    """Return one of the country's forms filled from a case, as PDF; audited as an export.

    Raises NotFound, UnknownPaper.
    """
    paper = papers.paper_of("case", paper_code)
    with papers.in_words(language):
        page = accessible_case(code, by=by, now=now)
        filling = papers.Filling(
            code=page.code,
            values=_values(page, Words(language)),
            rows=_rows(page, Words(language), by=by, now=now),
            sections=page.sections,
        )
    printed = papers.print_paper(paper, filling, language=language, by=by.username, now=now)
    record_event(
        "casework.case.exported",
        by=by,
        on=("case", code),
        details={"paper": paper_code, "language": language, "sections": sorted(page.sections)},
        at=now,
    )
    return printed


def print_empty(paper_code: str, *, language: str, now: datetime) -> bytes:
    """Return one of the forms to fill in by hand. Raises UnknownPaper."""
    paper = papers.paper_of("case", paper_code)
    return papers.print_paper(paper, papers.Filling(code="", values={}), language=language, by="", now=now)


def _values(page: CasePage, say: Words) -> Values:
    return {
        **_case(page, say),
        **(_child(page.child, say) if page.child else {}),
        **_told(page, say),
        **_identified(page, say),
        **_judged(page, say),
        **_planned(page, say),
        **_closed(page, say),
    }


def _case(page: CasePage, say: Words) -> Values:
    return {
        "case.code": page.code,
        "case.opened_on": say.day(page.opened_at),
        "case.agency": say.agency(page.agency_code),
        "case.worker": page.worker,
        "case.step": say.coded(page.step, "case_step"),
        "case.status": called(page.status, "status"),
        "case.risk": say.coded(page.risk_level, "risk_level"),
        "case.forms": say.listed(page.forms, "exploitation_form"),
        "case.province": say.place(page.province_code),
        "case.returned_on": say.day(page.returned_on),
        "case.follow_up_since": say.day(page.follow_up_since),
        "case.closed_on": say.day(page.closed_at),
    }


def _child(child: Identity, say: Words) -> Values:
    names = {(name.script, name.kind): name.whole for name in child.names}
    nicknames = [name.whole for name in child.names if name.kind == "nickname"]
    return {
        "child.code": child.code,
        "child.name_km": names.get(("km", "official"), ""),
        "child.name_latin": names.get(("latin", "official"), ""),
        "child.nickname": ", ".join(nicknames),
        "child.sex": say.coded(child.sex, "sex"),
        "child.age": _("%(ages)s years") % {"ages": child.ages} if child.ages else "",
        "child.born_on": _born(child, say),
        "child.nationality": say.coded(child.nationality, "nationality"),
        "child.province": say.place(child.province_code),
        "child.commune": say.place(child.commune_code),
        "child.documents": ", ".join(
            f"{IDENTIFIER_WORDS.get(kind, kind)} {number}" for kind, number in child.identifiers
        ),
        "child.phone": ", ".join(f"{point.value} {point.safe_when}".strip() for point in child.contacts),
    }


def _born(child: Identity, say: Words) -> str:
    if child.born_on is None:
        return ""
    written = {"year": f"{child.born_on:%Y}", "month": f"{child.born_on:%m/%Y}"}
    return written.get(child.born_precision) or say.day(child.born_on)


def _told(page: CasePage, say: Words) -> Values:
    told = page.told
    if told is None:
        return {}
    return {
        "told.words": told.words,
        "told.age": "" if told.age_years is None else str(told.age_years),
        "told.sex": say.coded(told.sex, "sex"),
    }


def _identified(page: CasePage, say: Words) -> Values:
    found: Values = {}
    if page.grounds:
        newest = page.grounds[0]
        found["ground.kinds"] = say.listed(
            dict.fromkeys(each.ground for each in page.grounds if each.state == "live"), "legal_ground"
        )
        found["ground.assent"] = called(newest.childs_assent, "assent")
        found["ground.from_on"] = say.day(newest.from_on)
    if page.identification:
        row = page.identification
        found["identification.decision"] = called(row.decision, "decision")
        found["identification.indicators"] = say.listed(row.indicators, "identification_indicator")
        found["identification.reasons"] = row.reasons
        found["identification.decided_on"] = say.day(row.decided_at)
    if page.age:
        found["age.standing"] = called(page.age.standing, "age")
        found["age.methods"] = say.listed((each.method for each in page.age.methods), "age_method")
    return found


def _judged(page: CasePage, say: Words) -> Values:
    found: Values = {}
    if page.risks:
        risk = page.risks[0]
        found["risk.level"] = say.coded(risk.level, "risk_level")
        found["risk.factors"] = say.listed(risk.factors, "risk_factor")
        found["risk.reasons"] = risk.reasons
        found["risk.assessed_on"] = say.day(risk.assessed_at)
    if page.assessments:
        newest = page.assessments[0]
        tool = current_pack().forms.get(newest.tool)
        found["assessment.tool"] = in_language(tool.title, say.language) if tool else newest.tool
        found["assessment.done_on"] = say.day(newest.done_on)
        found["assessment.summary"] = newest.summary
        found["assessment.by"] = newest.recorded_by
    return found


def _planned(page: CasePage, say: Words) -> Values:
    plan = page.plan
    if plan is None:
        return {}
    return {
        "plan.made_on": say.day(plan.made_at),
        "plan.review_on": say.day(plan.review_on),
        "plan.childs_view": plan.childs_view,
        "plan.child_took_part": _("Yes") if plan.child_took_part else _("No"),
        "plan.by": plan.made_by,
    }


def _closed(page: CasePage, say: Words) -> Values:
    if not page.closures:
        return {}
    row = page.closures[0]
    decision = {"approved": _("Approved"), "refused": _("Refused")}
    return {
        "closure.reason": say.coded(row.reason, "closure_reason"),
        "closure.childs_view": row.childs_view,
        "closure.goals_reason": row.goals_reason,
        "closure.waiver": row.waiver,
        "closure.asked_on": say.day(row.asked_at),
        "closure.asked_by": row.asked_by,
        "closure.decision": decision.get(row.decision, ""),
        "closure.decided_on": say.day(row.decided_at),
        "closure.decided_by": row.decided_by,
        "closure.refusal": row.refusal,
    }


def _rows(page: CasePage, say: Words, *, by: Viewer, now: datetime) -> dict[str, Rows]:
    is_open = "shelter_location" in page.sections
    placed = placements_of(page.code, by=by, now=now) if is_open else ()
    return {
        "assessments": _answers(page),
        "actions": _actions(page, say),
        "services": [
            {
                "service": say.coded(each.service, "service_kind"),
                "given_on": say.day(each.given_on),
                "agency": say.agency(each.agency_code),
                "words": each.words,
            }
            for each in page.services
        ],
        "referrals": [
            {
                "to": say.agency(each.row.to_agency_code),
                "service": say.coded(each.row.service, "service_kind"),
                "sent_on": say.day(each.row.sent_at),
                "status": called(each.row.status, "referral"),
            }
            for each in page.referrals
        ],
        "placements": [_placement(each, say) for each in placed],
        **_followed(page, say),
        "checklist": [
            {"item": checklist_words(item.code), "state": _("Met") if item.is_met else _("Not met")}
            for item in (page.closures[0].items if page.closures else ())
        ],
    }


def _answers(page: CasePage) -> Rows:
    """Return question and answer of every assessment, the newest first; once a question."""
    found: dict[str, str] = {}
    for each in page.assessments:
        for question, answer in tools.said(each.tool, dict(each.answers), each.texts):
            found.setdefault(question, answer)
    return [{"question": question, "answer": answer} for question, answer in found.items()]


def _actions(page: CasePage, say: Words) -> Rows:
    return [
        {
            "domain": say.coded(goal.domain, "service_kind"),
            "goal": goal.text,
            "action": action.text,
            "responsible": called(action.responsible, "responsible"),
            "due_on": say.day(action.due_on),
            "state": called(action.state, "action"),
        }
        for goal in (page.plan.goals if page.plan else ())
        for action in goal.actions
    ]


def _placement(fact: PlacementFact, say: Words) -> Values:
    return {
        "kind": fact.kind,
        "facility": fact.facility,
        "authority": fact.authority,
        "from_on": say.day(fact.from_on),
        "review_on": say.day(fact.review_on),
        "until_on": say.day(fact.until_on),
        "reason": fact.reason,
    }


def _followed(page: CasePage, say: Words) -> dict[str, Rows]:
    return {
        "visits": [
            {
                "visited_on": say.day(each.visited_on),
                "place": each.place,
                "alone": _("Yes") if each.child_seen_alone else _("No"),
                "safety": say.coded(each.safety, "visit_finding"),
                "findings": each.findings,
            }
            for each in page.visits
        ],
        "planned_visits": [
            {
                "month": str(each.month),
                "due_on": say.day(each.due_on),
                "state": called(each.state, "visit"),
            }
            for each in page.planned_visits
        ],
    }
