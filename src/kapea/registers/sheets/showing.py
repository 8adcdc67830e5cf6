"""How one record's page is shown, and a page of a list turned."""

from datetime import date, datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kapea.guard.access.viewer import Viewer
from kapea.guard.pack import current_pack
from kapea.registers.sheets.acts import Kind
from kapea.registers.worklist.queries import tasks_of


def show_sheet(
    request: HttpRequest, kind: Kind, code: str, *, template: str, by: Viewer, now: datetime
) -> HttpResponse:
    """Show one record with what is open on each of its parts."""
    sheet = kind.read(code, by=by, now=now)
    context = {
        "sheet": sheet,
        "kind": kind,
        "tasks": tasks_of(kind.kind, code, by=by, now=now) if sheet.is_ours else [],
    }
    return render(request, template, context)


def coded(code: str, name: str) -> object:
    """Return the words of a pack's code by language, "" for none."""
    if not code:
        return ""
    found = current_pack().code_list(name)
    return found.label(code) if code in found else code


def page_after(request: HttpRequest) -> tuple[date, str] | None:
    """Return the last row of the page before, as ?after= names it."""
    day, _mark, code = request.GET.get("after", "").partition("~")
    try:
        return (date.fromisoformat(day), code) if code else None
    except ValueError:
        return None
