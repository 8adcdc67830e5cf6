"""What is asked about hearings, interviews, protective measures and legal aid."""

from datetime import datetime, time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kapea.guard.pack import current_pack
from kapea.registers.agencies.queries import agencies_receiving
from kapea.registers.choices import DayField, coded, in_language
from kapea.registers.justice import words
from kapea.registers.justice.forms.fields import Truth
from kapea.registers.justice.words import pairs
from kapea.registers.sheets.fields import OneOf, PickedFrom, Words, YesNo, offer

Options = dict[str, list[tuple[str, str]]]
COURT_OPENS = time(8, 0)


class HearingForm(forms.Form):
    """A sitting to come."""

    kind = OneOf(label=_("Kind of hearing"), choices=pairs(words.HEARING_KIND), initial="trial")
    on = DayField(label=_("On which day?"))
    at = forms.TimeField(
        label=_("At what time?"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    child_testifies = YesNo(
        label=_("Does a child testify?"),
        help_text=_("Then screen, closed doors and a comfortable setting are asked for at once."),
    )

    def planned_at(self) -> datetime:
        """Return the instant, in the country's time; at opening time when no hour is written."""
        told = self.cleaned_data
        return datetime.combine(told["on"], told["at"] or COURT_OPENS, tzinfo=current_pack().time_zone)


class HearingEndForm(forms.Form):
    """How a hearing went."""

    state = OneOf(
        label=_("What happened"),
        choices=[pair for pair in pairs(words.HEARING_STATE) if pair[0] != "planned"],
    )
    on = DayField(label=_("On which day?"))
    words = Words(label=_("In words"), required=False, help_text=_("Needed when the hearing was not held."))


class InterviewForm(forms.Form):
    """An interview of a child that took place."""

    victim = PickedFrom(label=_("Child"))
    on = DayField(label=_("On which day?"))
    by_whom = PickedFrom(label=_("By whom"), choices=pairs(words.INTERVIEWER))
    room = PickedFrom(label=_("Where"), choices=pairs(words.ROOM), required=False)
    support_present = Truth(label=_("Was a support person there?"))
    lawyer_present = Truth(label=_("Was a lawyer there?"))
    reason = Words(
        label=_("Why another interview"), required=False, help_text=_("Needed from the second interview on.")
    )

    def __init__(self, *args: Any, options: Options, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "victim", options["victim"])


class MeasureForm(forms.Form):
    """A protective measure asked for a child."""

    victim = PickedFrom(label=_("Child"))
    kind = OneOf(label=_("Measure"))
    asked_by = PickedFrom(label=_("Asked by"))
    special_need = PickedFrom(
        label=_("Special need"), choices=pairs(words.NEED), required=False, help_text=_("Needed for TV link.")
    )
    hearing = PickedFrom(label=_("For the hearing of"), required=False)

    def __init__(self, *args: Any, options: Options, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "victim", options["victim"])
        offer(self, "kind", coded("protective_measure", empty=False))
        offer(self, "asked_by", [pair for pair in pairs(words.ASKED_BY) if pair[0] != "rule"])
        offer(self, "hearing", options["hearing"], empty=_("Every hearing"))


class MeasureDecisionForm(forms.Form):
    """The court grants or refuses."""

    granted = YesNo(label=_("Is it granted?"))
    on = DayField(label=_("On which day?"))
    person = forms.CharField(label=_("Support person approved by the court"), required=False, max_length=200)
    reason = Words(label=_("Why it is refused"), required=False)


class MeasureUseForm(forms.Form):
    """Whether a granted measure was used on the day."""

    used = YesNo(label=_("Was it used?"))
    on = DayField(label=_("On which day?"))
    reason = Words(label=_("Why it was not used"), required=False)


class LawyerForm(forms.Form):
    """Who defends a child or an accused."""

    person = PickedFrom(label=_("Who is defended"))
    agency_code = PickedFrom(label=_("Who gives legal aid"))
    lawyer = forms.CharField(label=_("Name of the lawyer"), required=False, max_length=200)
    on = DayField(label=_("Appointed on"))

    def __init__(self, *args: Any, options: Options, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        victims = [(f"v{pk}", code) for pk, code in options["victim"]]
        accused = [(f"a{pk}", said) for pk, said in options["accused"]]
        offer(self, "person", victims + accused)
        offer(
            self,
            "agency_code",
            [(code, in_language(names)) for code, names in agencies_receiving("legal_aid")],
        )

    def chosen(self) -> tuple[int | None, int | None]:
        """Return the victim's number or the accused's; the other is None."""
        person = self.cleaned_data["person"]
        number = int(person[1:])
        return (number, None) if person.startswith("v") else (None, number)


class MeetingForm(forms.Form):
    """When the lawyer first met whom they defend."""

    met_on = DayField(label=_("First met on"))
