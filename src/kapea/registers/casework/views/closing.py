"""Asking to close a case, with its checklist, and the second person's decision."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from kapea.registers.casework import access, services
from kapea.registers.casework.forms import referring
from kapea.registers.casework.problems import why_unmet
from kapea.registers.casework.queries import closing_items
from kapea.registers.casework.services import ClosureRequest
from kapea.registers.casework.views.acting import Act, Asking, act_view


def _request(told: Mapping[str, Any]) -> ClosureRequest:
    """Return what has been said so far, also in a form not yet complete."""
    fields = ClosureRequest.__dataclass_fields__
    given = {name: told.get(name) for name in fields}
    marked = ("feedback_asked", "no_protective_measure")
    return ClosureRequest(
        **{name: bool(value) if name in marked else str(value or "") for name, value in given.items()}  # type: ignore[arg-type]
    )


def _checked(asking: Asking) -> dict[str, Any]:
    items = closing_items(asking.page.code, _request(asking.data or {}), by=asking.by, now=asking.now)
    return {"items": [(item, why_unmet(item)) for item in items]}


closure_ask = act_view(
    Act(
        code="ask_closure",
        permission=access.ASK_CLOSURE,
        section="closure",
        title=_("Ask to close the case"),
        submit=_("Ask to close"),
        form=lambda asking: referring.ClosureForm(asking.data),
        do=lambda asking, form: services.ask_closure(
            asking.page.code, _request(form.cleaned_data), by=asking.by, now=asking.now
        ),
        done=_("Closing is asked. Another person decides."),
        anchor="closure",
        template="casework/closure_ask.html",
        context=_checked,
    )
)

closure_decide = act_view(
    Act(
        code="decide_closure",
        permission=access.APPROVE_CLOSURE,
        section="closure",
        title=_("Decide on closing"),
        submit=_("Record the decision"),
        form=lambda asking: referring.ClosureDecisionForm(asking.data),
        do=lambda asking, form: services.decide_closure(
            asking.page.code,
            approved=form.cleaned_data["decision"] == "approve",
            refusal=form.cleaned_data["refusal"],
            by=asking.by,
            now=asking.now,
        ),
        done=_("The decision is recorded."),
        anchor="closure",
        template="casework/closure_decide.html",
    )
)
