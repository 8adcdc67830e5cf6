"""What is asked when a person returns: the journey, what is prepared, the arrival, what follows."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kapea.registers.agencies.queries import agencies_receiving
from kapea.registers.choices import AgeField, DayField, coded, in_language, province_choices
from kapea.registers.returns import words
from kapea.registers.sheets.fields import Line, OneOf, PickedFrom, Words, YesNo, offer, pairs
from kapea.registers.sheets.places import CommuneField
from kapea.registers.sheets.visits import MissedVisit, offer_missed


class JourneyForm(forms.Form):
    """Whereto, from where, and with whom on the other side."""

    direction = OneOf(label=_("Which way?"), choices=pairs(words.DIRECTION))
    from_country = PickedFrom(label=_("From country"), required=False)
    to_country = PickedFrom(label=_("To country"), required=False)
    province_code = PickedFrom(label=_("Province of the return, in this country"), required=False)
    partner = Words(label=_("Body on the other side, and how to reach it"), required=False, rows=2)
    words = Words(label=_("What is known"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "from_country", coded("country"))
        offer(self, "to_country", coded("country"))
        offer(self, "province_code", province_choices())

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        needed = {"in": "from_country", "out": "to_country"}.get(told.get("direction", ""))
        if needed and not told.get(needed):
            self.add_error(needed, _("Choose the other country."))
        return told


class FromCaseForm(JourneyForm):
    """A return for the child of one's own case."""

    case_code = PickedFrom(label=_("Child's case"))
    agency_code = PickedFrom(
        label=_("Which body works on the return?"),
        required=False,
        help_text=_(
            "To another body, who the child is goes along only when a ground of the case covers it today."
        ),
    )
    field_order = ("case_code", "agency_code", "direction")

    def __init__(self, *args: Any, cases: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["version"]
        bodies = [(code, in_language(names)) for code, names in agencies_receiving("casework")]
        offer(self, "case_code", [(code, code) for code in cases], empty=_("Choose"))
        offer(self, "agency_code", bodies, empty=_("Our own"))


class MetForm(JourneyForm):
    """A return for a person whom the body met itself."""

    name = Line(label=_("Name"), required=False)
    sex = PickedFrom(label=_("Sex"), required=False)
    age_years = AgeField(label=_("Age, as told"), required=False)
    field_order = ("name", "sex", "age_years", "direction")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["version"]
        offer(self, "sex", coded("sex"))


class RecognitionForm(forms.Form):
    """Whether the person is recognised as a victim."""

    on = DayField(label=_("On which day?"))
    outcome = OneOf(label=_("What was decided?"), choices=pairs(words.RECOGNISED))
    body = PickedFrom(label=_("By whom?"))
    words = Words(label=_("Reasons"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "body", coded("recognising_body", empty=False))


class TracingForm(forms.Form):
    """One search for the family."""

    on = DayField(label=_("On which day?"))
    outcome = OneOf(label=_("What came of it?"), choices=pairs(words.TRACED))
    words = Words(label=_("What was found"), required=False)


class AssessmentForm(forms.Form):
    """Whether the person is safe with the family."""

    on = DayField(label=_("On which day?"))
    is_family_involved = YesNo(label=_("Did somebody of the family take part in the exploitation?"))
    outcome = OneOf(label=_("What was found?"), choices=pairs(words.ASSESSED))
    words = Words(
        label=_("Reasons"),
        help_text=_("A family that took part is not safe: say what other care is arranged."),
    )


class ConsentForm(forms.Form):
    """What the child says."""

    on = DayField(label=_("On which day?"))
    is_informed = YesNo(label=_("Was the child told what awaits them, in their own language?"))
    childs_assent = OneOf(label=_("Does the child agree?"), choices=pairs(words.ASSENT))
    ground = PickedFrom(label=_("Ground"))
    view = Words(label=_("What the child says"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "ground", coded("legal_ground", empty=False))


class PaperForm(forms.Form):
    """A paper asked for."""

    kind = PickedFrom(label=_("Which paper?"))
    asked_on = DayField(label=_("Asked on"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "kind", coded("return_paper", empty=False))


class PaperAnswerForm(forms.Form):
    """What came of asking for a paper."""

    on = DayField(label=_("On which day?"))
    is_issued = YesNo(label=_("Was it issued?"))
    number = Line(label=_("Number of the paper"), required=False)
    valid_until = DayField(label=_("Valid until"), required=False)
    is_free = YesNo(label=_("Did the child pay nothing for it?"))


class EscortForm(forms.Form):
    """Who goes with the person."""

    planned_on = DayField(label=_("Planned on"))
    agency_code = PickedFrom(label=_("Body"), required=False)
    name = Line(label=_("Name of the escort"))
    route = Words(label=_("Route"), required=False, rows=3)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bodies = [(code, in_language(names)) for code, names in agencies_receiving("casework")]
        offer(self, "agency_code", bodies, empty=_("Another one"))


class HandingForm(forms.Form):
    """The hand-over from one body to another."""

    on = DayField(label=_("On which day?"))
    place = Line(label=_("Where?"))
    given_by = Line(label=_("Who handed the person over?"))
    taken_by = Line(label=_("Who took them?"))
    is_signed = YesNo(label=_("Did both sign?"))


class ArrivalForm(forms.Form):
    """The arrival, confirmed by somebody."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    arrived_on = DayField(label=_("Day of arrival"))
    care = PickedFrom(label=_("In whose care"))
    confirmed_by = OneOf(label=_("Who confirmed it?"), choices=pairs(words.CONFIRMED_BY))
    commune_code = CommuneField(
        label=_("Commune in which the person lives now"),
        required=False,
        help_text=_(
            "Only when its focal point shall visit: they see the code and the days of the visits, no name. Tell them whom."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "care", coded("care_arrangement", empty=False), empty=_("Choose"))


class StopForm(forms.Form):
    """Why a return is stopped."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    on = DayField(label=_("On which day?"))
    reason = Words(label=_("Reason"))


class GoalForm(forms.Form):
    """A goal of the plan."""

    domain = PickedFrom(label=_("Domain"))
    text = Words(label=_("Goal"), rows=3)
    due_on = DayField(label=_("By"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "domain", coded("service_kind", empty=False))


class PlanForm(GoalForm):
    """The plan with its first goal."""

    child_took_part = YesNo(label=_("Did the child take part in making it?"))
    view = Words(label=_("What the child says"), required=False, rows=3)
    review_on = DayField(label=_("To be reviewed on"))


class GoalEndForm(forms.Form):
    """How a goal ended."""

    state = OneOf(
        label=_("How did it end?"), choices=[(code, words.GOAL[code][0]) for code in ("met", "dropped")]
    )
    on = DayField(label=_("On which day?"))


class DayForm(forms.Form):
    """The day of something, and nothing else."""

    on = DayField(label=_("On which day?"))


class VisitForm(forms.Form):
    """A visit after the return."""

    visited_on = DayField(label=_("Day of the visit"))
    finding = PickedFrom(label=_("How is the child?"))
    seen_alone = YesNo(label=_("Was the child seen alone?"))
    by_partner = forms.BooleanField(label=_("Made by the body on the other side"), required=False)
    words = Words(label=_("What was seen"), required=False)
    makes_up_month = MissedVisit()
    missed_because = Words(label=_("Why was that visit missed?"), required=False, rows=2)

    def __init__(self, *args: Any, missed: list[tuple[int, date]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "finding", coded("visit_finding", empty=False), empty=_("Choose"))
        offer_missed(self, missed)


class ClosureForm(forms.Form):
    """Why a return is closed, and what the child says of it."""

    reason = PickedFrom(label=_("Reason"))
    view = Words(label=_("What the child says"))
    waiver = Words(label=_("If the follow-up is not done: why close now?"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "reason", coded("closure_reason", empty=False), empty=_("Choose"))


class DecisionForm(forms.Form):
    """What is decided on a closure."""

    is_approved = YesNo(label=_("Close this return?"))
    words = Words(label=_("Reasons"), required=False, help_text=_("Needed when you refuse."))
