"""What is asked of victims and suspects, and of where a victim is."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kapea.registers.agencies.queries import agencies_receiving, agency_name, units_of
from kapea.registers.choices import AgeField, DayField, coded, in_language
from kapea.registers.people.drafts import PersonDraft
from kapea.registers.people.rules import IDENTIFIER_KINDS
from kapea.registers.people.words import IDENTIFIER_WORDS
from kapea.registers.police.forms.fields import MomentField
from kapea.registers.police.services import NewSuspect, VictimFacts, stations_of
from kapea.registers.police.words import KEPT_AT, LEFT_TO


class AgesMixin(forms.Form):
    """An age with its doubt."""

    age_low = AgeField(label=_("Age, or the lowest it can be"), required=False)
    age_high = AgeField(label=_("The highest it can be"), required=False)

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        low, high = told.get("age_low"), told.get("age_high")
        if low is None and high is not None:
            self.add_error("age_low", _("Write the lowest age too; 0 when nothing is known."))
        if low is not None and high is not None and high < low:
            self.add_error("age_high", _("This is below the lowest age. Write a higher number."))
        return told


class VictimForm(AgesMixin):
    """A victim, with the age as it is known."""

    sex = forms.ChoiceField(label=_("Sex"), required=False)
    nationality = forms.ChoiceField(label=_("Nationality"), required=False)
    rescued_on = DayField(label=_("Rescued on"), required=False)

    field_order = ("sex", "age_low", "age_high", "nationality", "rescued_on")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sex"].choices = coded("sex")
        self.fields["nationality"].choices = coded("nationality")


class VictimCorrectionForm(VictimForm):
    """What is known of a victim, to be put right. version: the mark of what stood there."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def facts(self) -> VictimFacts:
        """Return what was told; call it on a valid form."""
        return VictimFacts(**{name: self.cleaned_data[name] for name in VictimFacts.__dataclass_fields__})


class AssistanceForm(forms.Form):
    """To whom a victim was referred or entrusted. version: the mark of what stood there."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    assistance = forms.ChoiceField(label=_("Assistance given"))
    on = DayField(label=_("On which day?"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["assistance"].choices = [("", _("Choose")), *coded("assistance", empty=False)]


class HandOverForm(forms.Form):
    """Which body takes the child's case, how urgent it is, and what it must know."""

    agency = forms.ChoiceField(label=_("To which body?"))
    priority = forms.ChoiceField(label=_("How urgent is it?"))
    words = forms.CharField(
        label=_("What must they know?"),
        max_length=4_000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Only what is needed to help the child. Nothing of the suspects."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bodies = agencies_receiving("casework")
        self.fields["agency"].choices = [
            ("", _("Choose a body")),
            *((code, in_language(names)) for code, names in bodies),
        ]
        self.fields["priority"].choices = coded("contact_priority", empty=False)


class ArrivalForm(forms.Form):
    """When and where a victim came to be with the police."""

    arrived_at = MomentField(label=_("When did the person arrive?"))
    station_code = forms.ChoiceField(label=_("At which station?"))
    kept_at = forms.ChoiceField(
        label=_("Where is the person kept?"), widget=forms.RadioSelect, choices=list(KEPT_AT.items())
    )

    def __init__(self, *args: Any, agency_code: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = dict(units_of(agency_code))
        self.fields["station_code"].choices = [
            (code, in_language(names[code] if code in names else agency_name(code)))
            for code in stations_of(agency_code)
        ]


class LeavingForm(forms.Form):
    """When a victim left the post, and where to."""

    left_at = MomentField(label=_("When did the person leave?"))
    left_to = forms.ChoiceField(label=_("Where to?"))
    reason = forms.CharField(
        label=_("If it was later than allowed: why?"),
        required=False,
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["left_to"].choices = [
            *coded("assistance", empty=False),
            *((code, words) for code, words in LEFT_TO.items()),
        ]
        self.fields["left_to"].help_text = LEFT_TO_HELP


LEFT_TO_HELP = _("A move to another post does not begin the hours anew.")


class ArrestForm(forms.Form):
    """The day of an arrest."""

    on = DayField(label=_("Arrested on"))


class SuspectForm(AgesMixin):
    """A suspect; seen by police and justice roles only."""

    family_km = forms.CharField(label=_("Family name in Khmer script"), required=False, max_length=100)
    given_km = forms.CharField(label=_("Given name in Khmer script"), required=False, max_length=100)
    family_latin = forms.CharField(label=_("Family name in Latin letters"), required=False, max_length=100)
    given_latin = forms.CharField(label=_("Given name in Latin letters"), required=False, max_length=100)
    nickname = forms.CharField(label=_("Other name, or name on the internet"), required=False, max_length=100)
    sex = forms.ChoiceField(label=_("Sex"), required=False)
    nationality = forms.ChoiceField(label=_("Nationality"), required=False)
    identifier_kind = forms.ChoiceField(
        label=_("Document"),
        required=False,
        choices=[("", _("None")), *((kind, IDENTIFIER_WORDS[kind]) for kind in IDENTIFIER_KINDS)],
    )
    identifier = forms.CharField(label=_("Number of the document"), required=False, max_length=60)
    arrested_on = DayField(label=_("Arrested on"), required=False)

    field_order = (
        "family_km",
        "given_km",
        "family_latin",
        "given_latin",
        "nickname",
        "sex",
        "age_low",
        "age_high",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sex"].choices = coded("sex")
        self.fields["nationality"].choices = coded("nationality")

    def clean(self) -> dict[str, Any]:
        told = super().clean()
        if told.get("identifier") and not told.get("identifier_kind"):
            self.add_error("identifier_kind", _("Choose which document the number is from."))
        return told

    def draft(self) -> PersonDraft:
        """Return who was told of; call it on a valid form."""
        told = self.cleaned_data
        return PersonDraft(**{name: told[name] for name in PersonDraft.__dataclass_fields__ if name in told})

    def new(self) -> NewSuspect:
        """Return the suspect told; call it on a valid form."""
        told = self.cleaned_data
        return NewSuspect(
            person=self.draft(),
            age_low=told["age_low"],
            age_high=told["age_high"],
            arrested_on=told["arrested_on"],
        )
