"""Which children got which services: girls, boys, children with a disability, foreign children."""

from typing import Final

from django.db.models import Count, Exists, OuterRef, Q

from kapea.guard.pack import current_pack
from kapea.registers.casework.models import CaseNeed, ServiceGiven
from kapea.registers.casework.rules.groups import WHOLE, GroupLine, held_back

READ: Final = "statistics.table.read"
UNKNOWN_NATIONALITY: Final = "XU"
DISCLOSURE: Final = "figures.disclosure"


def services_by_group(*, year: int | None = None) -> list[GroupLine]:
    """Return one line a service, children counted once in each; small numbers are held back.

    A foreign child is one of another nationality than the country's own; a child of unknown sex is
    among the children and in neither sex. year: of the day on which the service was given.
    """
    pack = current_pack()
    disabilities = [
        item.code
        for item in pack.code_list("special_need").items
        if item.attributes.get("disability") == "yes"
    ]
    rows = ServiceGiven.objects.filter(given_on__year=year) if year else ServiceGiven.objects.all()
    disabled = Exists(CaseNeed.objects.filter(case=OuterRef("case"), need__in=disabilities))
    domestic = Q(case__child__nationality__in=("", UNKNOWN_NATIONALITY, pack.manifest.country))
    child = "case__child"
    counted = rows.annotate(disabled=disabled).values("service").annotate(
        children=Count(child, distinct=True),
        girls=Count(child, distinct=True, filter=Q(case__child__sex="female")),
        boys=Count(child, distinct=True, filter=Q(case__child__sex="male")),
        with_disability=Count(child, distinct=True, filter=Q(disabled=True)),
        foreign=Count(child, distinct=True, filter=~domestic),
    )  # fmt: skip
    by_service = {row.pop("service"): row for row in counted}
    smallest = int(str(pack.rule(DISCLOSURE).values["smallest_published"]))
    return [
        held_back(service, by_service.get(service, {WHOLE: 0}), smallest=smallest)
        for service in pack.code_list("service_kind").codes
    ]


def years_of_services() -> list[int]:
    """Return the years in which services were given, the newest first."""
    return [day.year for day in ServiceGiven.objects.dates("given_on", "year", order="DESC")]
