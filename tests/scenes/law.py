"""A scenario of the law, written by a legal analyst."""

from typing import Any

from scenes.accounts import make_user, viewer_for
from scenes.guard import NOW


def make_scenario(**details: Any) -> tuple[Any, Any]:
    """Store a draft with one change; return its row and its author's account."""
    from kapea.monitoring.law.drafts import DraftChange, Kind
    from kapea.monitoring.law.models import Scenario
    from kapea.monitoring.law.services import Details, write_scenario

    author = make_user("legal_analyst")
    change = DraftChange(kind=Kind.FACT, target="isp.report", content={"value": True})
    told = Details(**{"title": "Providers report", **details})
    code = write_scenario(told, [change], by=viewer_for(author), now=NOW)
    return Scenario.objects.get(code=code), author
