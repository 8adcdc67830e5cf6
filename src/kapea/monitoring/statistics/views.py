"""The figures: which tables there are, and one table with the published ones beside it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kapea.engines.errors import KapeaError
from kapea.engines.figures.periods import By, Period
from kapea.engines.figures.specification import TableSpecification
from kapea.engines.figures.writers import MEDIA_TYPES, SUFFIXES
from kapea.engines.figures.writers import render as write
from kapea.guard.pack import current_pack, local_day
from kapea.guard.web import door, viewer
from kapea.monitoring.statistics import queries
from kapea.monitoring.statistics.forms import PeriodForm
from kapea.monitoring.statistics.grids import chart_series, computed_grid, published_grids
from kapea.registers.choices import in_language

READ = queries.PERMISSION
ESTIMATES = "statistics.estimate.read"
MOST_CHART_ROWS = 8


@door(READ, section="counts")
def tables(request: HttpRequest) -> HttpResponse:
    """List the tables of the pack."""
    by = viewer(request)
    context = {"tables": queries.tables(by=by), "may_read_estimates": by.may(ESTIMATES)}
    return render(request, "statistics/tables.html", context)


@door(READ, section="counts")
def table(request: HttpRequest, name: str) -> HttpResponse:
    """Show one table for any period, and what others have printed, with its source."""
    spec = _specification(request, name)
    form = _form(request, spec)
    if not form.is_valid():
        return render(request, "statistics/table.html", {"form": form, "specification": spec}, status=422)
    try:
        found = _counted(request, name, form)
    except KapeaError:
        form.add_error(
            "is_safe",
            _("This table cannot be shown safely in such detail. Choose longer steps or fewer breakdowns."),
        )
        return render(request, "statistics/table.html", {"form": form, "specification": spec}, status=422)
    measure, provinces = queries.by_province(name, found.period, by=viewer(request))
    grid, published = computed_grid(found.table), published_grids(found.table, found.published)
    return render(
        request,
        "statistics/table.html",
        {
            "form": form,
            "specification": spec,
            "grid": grid,
            "published": [
                {"grid": each, "series": chart_series(each), "source": _source(each.source)}
                for each in published
            ],
            "series": chart_series(grid) if len(grid.rows) <= MOST_CHART_ROWS else [],
            "provinces": provinces,
            "map_title": next((each.label for each in spec.measures if each.code == measure), ""),
            "query": request.GET.urlencode(),
            "formats": list(SUFFIXES),
        },
    )


@door(READ, section="counts")
def download(request: HttpRequest, name: str, form: str) -> HttpResponse:
    """Send one table as a file."""
    spec = _specification(request, name)
    asked = _form(request, spec)
    if form not in SUFFIXES or not asked.is_valid():
        raise Http404
    found = _counted(request, name, asked)
    body = write(found.table, form, published=found.published, language=get_language() or "en")
    response = HttpResponse(body, content_type=MEDIA_TYPES[form])
    response["Content-Disposition"] = f'attachment; filename="{name}{SUFFIXES[form]}"'
    return response


def _source(locator: str) -> dict[str, str]:
    """Return where a figure was printed: the locator, and the title and year of its source."""
    source = current_pack().sources.get(locator.split(" ")[0])
    return {
        "locator": locator,
        "title": source.title if source else "",
        "year": str(source.year or "") if source else "",
    }


def _specification(request: HttpRequest, name: str) -> TableSpecification:
    found = next((each for each in queries.tables(by=viewer(request)) if each.id == name), None)
    if found is None:
        raise Http404
    return found


def _form(request: HttpRequest, spec: TableSpecification) -> PeriodForm:
    first, last = queries.usual_period(local_day(timezone.now()))
    usual = {"first_on": str(first), "last_on": str(last), "by": By.YEAR.value}
    breakdowns = [(each.id, in_language(each.label)) for each in spec.dimensions if not each.is_shown]
    given = {
        name: request.GET[name]
        for name in ("first_on", "last_on", "by", "also_by", "is_safe")
        if name in request.GET
    }
    return PeriodForm({**usual, **given}, breakdowns=breakdowns)


def _counted(request: HttpRequest, name: str, form: PeriodForm) -> queries.Counted:
    told = form.cleaned_data
    return queries.counted(
        name,
        Period(first_on=told["first_on"], last_on=told["last_on"], by=By(told["by"])),
        by=viewer(request),
        also_by=(told["also_by"],) if told["also_by"] else (),
        is_safe=told["is_safe"],
    )
