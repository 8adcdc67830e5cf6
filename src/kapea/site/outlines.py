"""How boundary polygons become light outlines that still fit together.

Lines that two areas share are simplified once, so no gap opens between neighbours. Knows no
country and no figure: it reads a GeoJSON file of (multi)polygons with a `code` each.

Source: Douglas and Peucker (1973), Algorithms for the reduction of the number of points required
to represent a digitized line or its caricature, The Canadian Cartographer 10(2).
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import cos, hypot, radians
from pathlib import Path
from typing import Any

Point = tuple[float, float]
Ring = list[Point]

WIDTH_UNITS = 1000
MARGIN_UNITS = 6
TOLERANCE_UNITS = 1.3
SMALLEST_RING_UNITS2 = 30.0


@dataclass(frozen=True, kw_only=True)
class Outline:
    """One area of a map: its code, its names by language, an SVG path and where its label stands."""

    code: str
    names: Mapping[str, str]
    path: str
    label_at: Point


@dataclass(frozen=True, kw_only=True)
class OutlineMap:
    """The areas of one map in a box of `WIDTH_UNITS` by `height`."""

    height: int
    areas: tuple[Outline, ...]
    credit: str


def read_outlines(boundaries: Path) -> OutlineMap:
    """Return the outlines of a GeoJSON file; read once for each state of the file."""
    return _read(boundaries, boundaries.stat().st_mtime_ns)


@lru_cache(maxsize=8)
def _read(boundaries: Path, _changed_ns: int) -> OutlineMap:
    found = json.loads(boundaries.read_text(encoding="utf-8"))
    features = found["features"]
    rings_by_code = {str(feature["properties"]["code"]): _rings(feature["geometry"]) for feature in features}
    project, height = _projection(
        point for rings in rings_by_code.values() for ring in rings for point in ring
    )
    projected = {
        code: [[project(point) for point in ring] for ring in rings] for code, rings in rings_by_code.items()
    }
    simplify = _Simplifier(ring for rings in projected.values() for ring in rings)
    return OutlineMap(
        height=height,
        credit=str(found.get("credit", "")),
        areas=tuple(
            _outline(
                feature["properties"],
                [simplify(ring) for ring in _worth_drawing(projected[str(feature["properties"]["code"])])],
                project,
            )
            for feature in features
        ),
    )


def _rings(geometry: Mapping[str, Any]) -> list[Ring]:
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    return [[(x, y) for x, y, *_ in ring[:-1]] for polygon in polygons for ring in polygon]


def _projection(points: Iterable[Point]) -> tuple[Any, int]:
    """Return what turns longitude and latitude into places in the box, and the height of the box."""
    longitudes, latitudes = zip(*points, strict=True)
    west, east, south, north = min(longitudes), max(longitudes), min(latitudes), max(latitudes)
    squeeze = cos(radians((south + north) / 2))
    scale = (WIDTH_UNITS - 2 * MARGIN_UNITS) / ((east - west) * squeeze)

    def project(point: Point) -> Point:
        return (
            MARGIN_UNITS + (point[0] - west) * squeeze * scale,
            MARGIN_UNITS + (north - point[1]) * scale,
        )

    return project, round((north - south) * scale + 2 * MARGIN_UNITS)


def _area(ring: Ring) -> float:
    return (
        abs(sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in zip(ring, ring[1:] + ring[:1], strict=True))) / 2
    )


def _worth_drawing(rings: list[Ring]) -> list[Ring]:
    """Return the rings without specks; the largest always stays."""
    largest = max(rings, key=_area)
    return [ring for ring in rings if ring is largest or _area(ring) >= SMALLEST_RING_UNITS2]


class _Simplifier:
    """Simplifies rings arc by arc; an arc runs between points where three lines meet."""

    def __init__(self, rings: Iterable[Ring]) -> None:
        neighbours: dict[Point, set[Point]] = defaultdict(set)
        for ring in rings:
            for here, after in zip(ring, ring[1:] + ring[:1], strict=True):
                neighbours[here].add(after)
                neighbours[after].add(here)
        self._junctions = {point for point, around in neighbours.items() if len(around) > 2}

    def __call__(self, ring: Ring) -> Ring:
        cuts = [place for place, point in enumerate(ring) if point in self._junctions]
        if len(cuts) < 2:
            start = ring[cuts[0]] if cuts else min(ring)
            far = max(ring, key=lambda point: (hypot(point[0] - start[0], point[1] - start[1]), point))
            cuts = sorted({ring.index(start), ring.index(far)})
        simple: Ring = []
        for begin, end in zip(cuts, [*cuts[1:], cuts[0] + len(ring)], strict=True):
            arc = [ring[place % len(ring)] for place in range(begin, end + 1)]
            forward = arc[0] <= arc[-1]
            kept = _douglas_peucker(arc if forward else arc[::-1])
            simple += (kept if forward else kept[::-1])[:-1]
        return simple


def _douglas_peucker(line: Sequence[Point]) -> Ring:
    """Return the line without the points nearer than the tolerance; both ends stay."""
    keep = {0, len(line) - 1}
    spans = [(0, len(line) - 1)]
    while spans:
        begin, end = spans.pop()
        if end - begin < 2:
            continue
        distances = [_distance(line[place], line[begin], line[end]) for place in range(begin + 1, end)]
        farthest = max(distances)
        if farthest > TOLERANCE_UNITS:
            middle = begin + 1 + distances.index(farthest)
            keep.add(middle)
            spans += [(begin, middle), (middle, end)]
    return [line[place] for place in sorted(keep)]


def _distance(point: Point, start: Point, end: Point) -> float:
    across, down = end[0] - start[0], end[1] - start[1]
    length2 = across * across + down * down
    along = ((point[0] - start[0]) * across + (point[1] - start[1]) * down) / length2 if length2 else 0.0
    along = min(1.0, max(0.0, along))
    return hypot(point[0] - start[0] - along * across, point[1] - start[1] - along * down)


def _outline(properties: Mapping[str, Any], rings: list[Ring], project: Any) -> Outline:
    names = {
        key.removeprefix("name_"): str(words) for key, words in properties.items() if key.startswith("name_")
    }
    if "label_lon" in properties:
        label_at = project((properties["label_lon"], properties["label_lat"]))
    else:
        largest = max(rings, key=_area)
        label_at = tuple(sum(axis) / len(largest) for axis in zip(*largest, strict=True))
    return Outline(
        code=str(properties["code"]),
        names=names,
        path="".join(_path(ring) for ring in rings),
        label_at=(round(label_at[0]), round(label_at[1])),
    )


def _path(ring: Ring) -> str:
    """Return one closed ring in whole units, in steps from point to point."""
    whole = [(round(x), round(y)) for x, y in ring]
    steps = [
        f"{x1 - x0}{'' if y1 < y0 else ' '}{y1 - y0}"
        for (x0, y0), (x1, y1) in pairwise(whole)
        if (x0, y0) != (x1, y1)
    ]
    line = steps[0] + "".join(step if step[0] == "-" else f" {step}" for step in steps[1:]) if steps else ""
    return f"M{whole[0][0]} {whole[0][1]}l{line}z"
