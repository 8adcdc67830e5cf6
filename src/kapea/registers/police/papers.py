"""What of an incident goes onto the provincial form: the same facts as on its page, in words."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from kapea.guard.access.viewer import Viewer
from kapea.guard.audit.chain import record_event
from kapea.guard.pack import current_pack
from kapea.packs.labels import in_language
from kapea.registers import papers
from kapea.registers.agencies.queries import agency_name, unit_name, units_of
from kapea.registers.places.queries import place_name, place_path
from kapea.registers.police.queries import IncidentFacts, IncidentPage, accessible_incident

Rows = list[Mapping[str, str]]


@transaction.atomic
def print_incident(code: str, paper_code: str, *, language: str, by: Viewer, now: datetime) -> bytes:
    """Return the form filled from an incident, as PDF; audited as an export.

    Raises NotFound, UnknownPaper.
    """
    paper = papers.paper_of("incident", paper_code)
    with papers.in_words(language):
        page = accessible_incident(code, by=by, now=now)
        filling = papers.Filling(
            code=code,
            values=_values(page, language),
            rows=_rows(page, language),
            sections=page.sections,
        )
    printed = papers.print_paper(paper, filling, language=language, by=by.username, now=now)
    record_event(
        "incident.exported",
        by=by,
        on=("incident", code),
        details={"paper": paper_code, "language": language, "sections": sorted(page.sections)},
        at=now,
    )
    return printed


def print_empty(paper_code: str, *, language: str, now: datetime) -> bytes:
    """Return the form to fill in by hand. Raises UnknownPaper."""
    paper = papers.paper_of("incident", paper_code)
    return papers.print_paper(paper, papers.Filling(code="", values={}), language=language, by="", now=now)


def _coded(code: str, name: str, language: str) -> str:
    codes = current_pack().code_list(name)
    return in_language(codes.label(code), language) if code and code in codes else code


def occurred_words(page: IncidentFacts) -> str:
    """Return when it was done, as far as it is known."""
    if page.occurred is None:
        return ""
    first, last, precision = page.occurred
    written = {"exact": str(first), "month": f"{first:%Y-%m}", "year": f"{first:%Y}"}
    return written.get(precision, f"{first}/{last}")


def station_name(page: IncidentPage) -> Mapping[str, str]:
    """Return the names of the station in whose book the incident stands; empty when in none."""
    station = page.row.station_code
    if not station:
        return {}
    return unit_name(station) if station in dict(units_of(page.agency_code)) else agency_name(station)


def _values(page: IncidentPage, language: str) -> dict[str, str]:
    def day(value: object) -> str:
        return papers.written_day(value, language)  # type: ignore[arg-type]

    station = station_name(page)
    path = [in_language(names, language) for _code, names in reversed(place_path(page.place_code))]
    return {
        "incident.code": page.row.code,
        "incident.form_code": page.form_code,
        "incident.station": in_language(station, language) if station else "",
        "incident.book": page.row.book,
        "incident.reported_on": day(page.stages.reported_on),
        "incident.occurred": occurred_words(page),
        "incident.province": in_language(place_name(page.row.province_code), language)
        if page.row.province_code
        else "",
        "incident.place": ", ".join(path[:-1]),
        "incident.forms": ", ".join(_coded(each, "exploitation_form", language) for each in page.row.forms),
        "incident.setting": _coded(page.setting, "setting", language),
        "incident.via_hotline": _("Yes") if page.row.via_hotline else _("No"),
        "incident.narrative": page.narrative,
        "incident.clearance": _coded(page.clearance, "clearance", language),
        "incident.cleared_on": day(page.cleared_on),
        "incident.confirmed_on": day(page.stages.confirmed_on),
        "incident.investigated_on": day(page.stages.investigated_on),
        "incident.sent_to_court_on": day(page.stages.sent_to_court_on),
    }


def _rows(page: IncidentPage, language: str) -> dict[str, Rows]:
    return {
        "offences": [{"offence": each.title, "against": each.suspect_code} for each in page.offences],
        "victims": [
            {
                "code": each.code,
                "name": "",
                "sex": _coded(each.sex, "sex", language),
                "age": _age(each.age_low, each.age_high),
                "nationality": _coded(each.nationality, "nationality", language),
                "rescued_on": papers.written_day(each.rescued_on, language),
                "assistance": _coded(each.assistance, "assistance", language),
                "interviews": str(len(each.interviews)),
                "at_post": _("Yes") if each.stay else "",
            }
            for each in page.victims
        ],
        "suspects": [
            {
                "code": each.code,
                "name": each.name,
                "sex": _coded(each.sex, "sex", language),
                "age": _age(each.age_low, each.age_high),
                "nationality": _coded(each.nationality, "nationality", language),
                "arrested_on": papers.written_day(each.arrested_on, language),
            }
            for each in page.suspects
        ],
    }


def _age(low: int | None, high: int | None) -> str:
    if low is None:
        return ""
    return str(low) if low == high else f"{low}–{high}"
