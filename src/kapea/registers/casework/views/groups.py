"""Which children got which services: counts only, for who keeps the figures."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kapea.guard.web import door
from kapea.registers.casework import queries


@door("statistics.table.read", section="counts")
def services_by_group(request: HttpRequest) -> HttpResponse:
    """Show for each service how many girls, boys, children with a disability and foreign children had it."""
    years = queries.years_of_services()
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isascii() and asked.isdigit() and int(asked) in years else None
    lines = queries.services_by_group(year=year)
    return render(request, "casework/services_by_group.html", {"lines": lines, "years": years, "year": year})
