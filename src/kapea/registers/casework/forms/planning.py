"""What is asked for the plan, its actions, the services and the visits."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kapea.registers.casework.services.planning import NewAction, NewGoal
from kapea.registers.casework.words import RESPONSIBLE
from kapea.registers.choices import DayField, coded
from kapea.registers.sheets.fields import Line, OneOf, PickedFrom, Words, YesNo
from kapea.registers.sheets.visits import MissedVisit, offer_missed


class ActionFields(forms.Form):
    """One step towards a goal."""

    action = forms.CharField(
        label=_("Action: what is to be done"),
        max_length=500,
        error_messages={"required": _("Write what is to be done.")},
    )
    responsible = PickedFrom(label=_("Who does it?"), choices=list(RESPONSIBLE.items()))
    due_on = DayField(label=_("Until which day?"))

    def new_action(self) -> NewAction:
        """Return the action as told; call it on a valid form."""
        told = self.cleaned_data
        return NewAction(text=told["action"], due_on=told["due_on"], responsible=told["responsible"])


class ActionForm(ActionFields):
    """One more action of a goal of the plan."""


class GoalForm(ActionFields):
    """A goal with its first action."""

    domain = PickedFrom(label=_("Area of the goal"))
    goal = Words(label=_("Goal: what should be reached"), rows=2, most=1_000)
    field_order = ("domain", "goal", "action", "responsible", "due_on")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["domain"].choices = [("", _("Choose")), *coded("service_kind", empty=False)]

    def new_goal(self) -> NewGoal:
        """Return the goal as told; call it on a valid form."""
        told = self.cleaned_data
        return NewGoal(domain=told["domain"], text=told["goal"], action=self.new_action())


class PlanForm(GoalForm):
    """A new plan with its first goal."""

    child_took_part = YesNo(label=_("Did the child take part in making the plan?"))
    childs_view = Words(label=_("What the child wants, in the child’s own words"), required=False, rows=3)
    review_on = DayField(label=_("Day of the next review"), required=False)
    field_order = (
        "child_took_part",
        "childs_view",
        "domain",
        "goal",
        "action",
        "responsible",
        "due_on",
        "review_on",
    )


class PlanChangeForm(forms.Form):
    """What of a plan may be changed."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    child_took_part = YesNo(label=_("Did the child take part in making the plan?"))
    childs_view = Words(label=_("What the child wants, in the child’s own words"), required=False, rows=3)
    review_on = DayField(label=_("Day of the next review"), required=False)


class ActionEndForm(forms.Form):
    """How an action ended."""

    state = OneOf(
        label=_("How did it end?"),
        choices=[("done", _("It was done")), ("dropped", _("It will not be done"))],
    )
    reason = Words(label=_("Reason"), required=False, rows=2, help_text=_("Needed when it will not be done."))


class ServiceForm(forms.Form):
    """A service given to the child."""

    service = PickedFrom(label=_("Service"))
    given_on = DayField(label=_("On which day?"))
    words = Words(label=_("In a few words"), required=False, rows=3)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["service"].choices = [("", _("Choose")), *coded("service_kind", empty=False)]


class FollowUpForm(forms.Form):
    """How follow-up begins."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    returned_on = DayField(
        label=_("Day on which the child returned to family or community"),
        required=False,
        help_text=_("Leave empty when the child never left. Visits are planned from this day."),
    )


class VisitForm(forms.Form):
    """A visit made to the child."""

    visited_on = DayField(label=_("On which day?"))
    place = Line(
        label=_("Where was the visit?"),
        help_text=_(
            "In a few words: at home, at school, at the shelter. It is printed on the follow-up form."
        ),
        required=False,
    )
    safety = OneOf(label=_("How is the child?"))
    child_seen_alone = YesNo(label=_("Did you speak with the child alone?"))
    findings = Words(label=_("What you saw and heard"), required=False)
    makes_up_month = MissedVisit()
    missed_because = Words(label=_("Why was that visit missed?"), required=False, rows=2)

    def __init__(self, *args: Any, missed: list[tuple[int, date]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_missed(self, missed)
        self.fields["safety"].choices = coded("visit_finding", empty=False)
