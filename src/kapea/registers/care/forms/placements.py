"""What is asked when a child is placed in care, reviewed, and leaves."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kapea.guard.pack import current_pack
from kapea.registers.agencies.queries import agencies_receiving
from kapea.registers.care import tasks, words
from kapea.registers.care.rules.placements import EMERGENCY
from kapea.registers.choices import DayField, coded, in_language
from kapea.registers.sheets.fields import OneOf, PickedFrom, SomeOf, Words, YesNo, offer


class AskForm(forms.Form):
    """A placement asked for the child of one's own case."""

    case_code = PickedFrom(label=_("Child's case"))
    agency_code = PickedFrom(label=_("Which body is asked?"))
    arrangement = PickedFrom(label=_("What kind of care?"))
    words = Words(
        label=_("What the child needs"),
        rows=5,
        help_text=_(
            "Only what they need to answer. Who the child is goes along from the case when"
            " a ground of the case covers it for this body today."
        ),
    )

    def __init__(self, *args: Any, cases: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "case_code", [(code, code) for code in cases], empty=_("Choose"))
        bodies = [(code, in_language(names)) for code, names in agencies_receiving("shelter")]
        offer(self, "agency_code", bodies, empty=_("Choose"))
        offer(self, "arrangement", coded("care_arrangement", empty=False), empty=_("Choose"))


class AcceptForm(forms.Form):
    """Which facility takes the child."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    facility_code = OneOf(label=_("Which facility?"))
    over_capacity_reason = Words(
        label=_("If it is full: why one more child has to come here"), required=False, rows=3
    )

    def __init__(self, *args: Any, facilities: list[tuple[str, str, int]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = dict(coded("facility_kind"))
        free = _("free places")
        offered = [
            (code, f"{code} · {kinds.get(kind, kind)} · {free}: {number}")
            for code, kind, number in facilities
        ]
        offer(self, "facility_code", offered)


class RefuseForm(forms.Form):
    """Why a placement is refused."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    refusal = PickedFrom(label=_("Reason"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "refusal", coded("referral_refusal_reason", empty=False), empty=_("Choose"))


class VersionForm(forms.Form):
    """Nothing is asked: the person confirms what they saw."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class ArrivalForm(forms.Form):
    """The child's arrival: who decided, why, and what was considered before."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    arrived_on = DayField(label=_("Day of arrival"))
    arrangement = PickedFrom(label=_("Care arrangement"))
    authority = OneOf(label=_("Who decided?"))
    decision = Words(label=_("Number and day of the decision"), required=False, rows=2)
    reasons = SomeOf(label=_("Why cannot the child be with the family now?"), required=True)
    tried = SomeOf(label=_("Which family care was considered first?"))
    why = Words(label=_("Why was it not possible?"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rule = current_pack().rule(tasks.LAST_RESORT).values["first_consider"]
        first = set(rule) if isinstance(rule, list | tuple) else set()
        kinds = coded("care_arrangement", empty=False)
        offer(self, "arrangement", kinds, empty=_("Choose"))
        offer(self, "authority", coded("placement_authority", empty=False))
        offer(self, "reasons", coded("separation_cause", empty=False))
        offer(self, "tried", [kind for kind in kinds if kind[0] in first])


class ConfirmForm(forms.Form):
    """Who has confirmed a placement made in an emergency."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    authority = OneOf(label=_("Who decided?"))
    decision = Words(label=_("Number and day of the decision"), rows=2)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = coded("placement_authority", empty=False)
        offer(self, "authority", [each for each in known if each[0] != EMERGENCY])


class ReviewForm(forms.Form):
    """What a review found."""

    on = DayField(label=_("Day of the review"))
    child_heard = YesNo(label=_("Was the child heard?"))
    view = Words(label=_("What the child says"), required=False, rows=3)
    family_contact = YesNo(label=_("Has the child contact with the family?"))
    outcome = OneOf(
        label=_("What follows?"),
        choices=[(code, words.REVIEW_OUTCOME[code][0]) for code in ("stay", "prepare_family")],
    )
    words = Words(label=_("What was found"))


class ProlongForm(forms.Form):
    """Until when residential care may last longer, and why."""

    until = DayField(label=_("Until which day?"))
    words = Words(label=_("Why is no family possible yet?"))


class EndForm(forms.Form):
    """The child has left."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    ended_on = DayField(label=_("On which day?"))
    end_reason = PickedFrom(label=_("For where?"))
    words = Words(label=_("What has to be known of it"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "end_reason", coded("placement_end", empty=False), empty=_("Choose"))
