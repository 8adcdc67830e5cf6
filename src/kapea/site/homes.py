"""What a role opens first from its home, by the pack's word for that home."""

from collections.abc import Mapping

from django.urls import reverse

from kapea.guard.access.viewer import Viewer
from kapea.site.context import PLACES

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


def opens_first(home: str, *, by: Viewer) -> Mapping[str, object] | None:
    """Return the place that a home leads to first, None when there is none or the viewer may not go there."""
    for permission, name, words, icon in PLACES:
        if name == FIRST.get(home) and by.may(permission):
            return {"label": words, "url": reverse(name), "icon": icon}
    return None
