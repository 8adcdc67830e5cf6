"""What a role opens first from its home, by the pack's word for that home."""

from collections.abc import Mapping, Sequence

from django.urls import reverse

FIRST: Mapping[str, str] = {
    "hotline": "hotline:queue",
    "complaints": "hotline:complaints",
    "police": "police:incidents",
    "casework": "casework:cases",
    "commune": "casework:cases",
    "shelter": "care:placements",
    "care": "care:facilities",
    "court": "justice:proceedings",
    "supervision": "worklist:tasks",
    "statistics": "statistics:tables",
    "law": "law:works",
    "reports": "statistics:tables",
    "oversight": "guard:audit",
    "administration": "guard:accounts",
}


def opens_first(home: str, places: Sequence[Mapping[str, object]]) -> Mapping[str, object] | None:
    """Return the place that a home leads to first, of those the viewer may go to; None when there is none."""
    name = FIRST.get(home)
    url = reverse(name) if name else ""
    return next((place for place in places if place["url"] == url), None)
