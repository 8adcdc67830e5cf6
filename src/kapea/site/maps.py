"""A map of the country's provinces from local boundaries, with its table beside it.

Five steps hold about as many areas each; an area without a figure is drawn apart from one with
zero. Draws whatever areas the file has; where the file comes from is the pack's word.
"""

from collections.abc import Mapping
from pathlib import Path

from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

from kapea.site.moments import say_number
from kapea.site.outlines import WIDTH_UNITS, Outline, OutlineMap, read_outlines

STEPS = 5


def step_bounds(values: Mapping[str, float | None]) -> tuple[float, ...]:
    """Return the highest value of each step, ascending: fifths of the areas that have a figure.

    >>> step_bounds({"01": 0, "02": 1, "03": 2, "04": 3, "05": 40, "06": None})
    (0, 1, 2, 3, 40)
    """
    figures = sorted(value for value in values.values() if value is not None)
    if not figures:
        return ()
    at = [max(1, -(-len(figures) * step // STEPS)) - 1 for step in range(1, STEPS + 1)]
    return tuple(sorted({figures[place] for place in at}))


def step_of(value: float | None, bounds: tuple[float, ...]) -> str:
    """Return the class of a value: `step-none` without a figure, else `step-1` (low) to `step-5`.

    Nothing at all stands apart from little, however few the steps.

    >>> step_of(0, (0, 1)), step_of(1, (0, 1))
    ('step-1', 'step-5')
    """
    if value is None:
        return "step-none"
    if len(bounds) > 1 and value == bounds[0] == 0:
        return "step-1"
    place = next(place for place, highest in enumerate(bounds, start=1) if value <= highest)
    return f"step-{place + STEPS - len(bounds)}"


def province_map(
    values: Mapping[str, float | None],
    boundaries: Path,
    *,
    title: str,
    unit: str = "",
    credit: str = "",
    decimals: int = 0,
) -> SafeString:
    """Return the figure: map, key, credit and table. An area that `values` does not name has no figure."""
    outlines = read_outlines(boundaries)
    figures = {area.code: values.get(area.code) for area in outlines.areas}
    bounds = step_bounds(figures)
    return render_to_string(
        "components/map_figure.html",
        {
            "title": title,
            "unit": unit,
            "credit": credit or outlines.credit,
            "drawing": _drawing(outlines, figures, bounds, title=title, decimals=decimals),
            "keys": _keys(figures, bounds, decimals=decimals),
            "rows": [
                (area.code.lstrip("0"), _name(area), _said(figures[area.code], decimals))
                for area in outlines.areas
            ],
        },
    )


def _name(area: Outline) -> str:
    language = (get_language() or "en").split("-")[0]
    return area.names.get(language) or area.names.get("en") or area.code


def _said(value: float | None, decimals: int) -> str:
    return gettext("no figure printed") if value is None else say_number(value, decimals=decimals)


def _drawing(
    outlines: OutlineMap,
    figures: Mapping[str, float | None],
    bounds: tuple[float, ...],
    *,
    title: str,
    decimals: int,
) -> SafeString:
    shapes = format_html_join(
        "",
        '<path class="{}" d="{}"><title>{}: {}</title></path>',
        (
            (step_of(figures[area.code], bounds), area.path, _name(area), _said(figures[area.code], decimals))
            for area in outlines.areas
        ),
    )
    marks = format_html_join(
        "",
        '<text x="{}" y="{}">{}</text>',
        ((*area.label_at, area.code.lstrip("0")) for area in outlines.areas),
    )
    return format_html(
        '<svg class="map" viewBox="0 0 {} {}" role="img"><title>{}</title><desc>{}</desc>{}{}</svg>',
        WIDTH_UNITS,
        outlines.height,
        title,
        gettext("The numbers on the map are those of the table; the table says each figure."),
        shapes,
        marks,
    )


def _keys(
    figures: Mapping[str, float | None], bounds: tuple[float, ...], *, decimals: int
) -> list[tuple[str, str]]:
    """Return each step drawn with the lowest and highest figure in it."""
    keys = []
    for highest in bounds:
        step = step_of(highest, bounds)
        lowest = min(
            value for value in figures.values() if value is not None and step_of(value, bounds) == step
        )
        low, high = say_number(lowest, decimals=decimals), say_number(highest, decimals=decimals)
        keys.append((step, low if low == high else f"{low} – {high}"))
    if None in figures.values():
        keys.append(("step-none", gettext("no figure printed")))
    return keys
