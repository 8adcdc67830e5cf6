"""What is asked of an incident itself: where it stands in the book, when, where, how; and its steps."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kapea.registers.agencies.queries import agencies_receiving, agency_name, units_of
from kapea.registers.choices import DayField, coded, in_language, province_choices
from kapea.registers.places.queries import province_of
from kapea.registers.police import law
from kapea.registers.police.forms.fields import OccurredField
from kapea.registers.police.services import BookEntry, NewIncident, stations_of
from kapea.registers.sheets.places import PlaceField

YEAR_ERRORS = {
    name: _("Write the year with four digits, for example 2026.")
    for name in ("invalid", "min_value", "max_value")
}


class FactsForm(forms.Form):
    """Where an incident stands in the book, and when, where and how it was done."""

    station_code = forms.ChoiceField(label=_("Station that keeps the book"), required=False)
    book_number = forms.CharField(label=_("Number in the station’s book"), required=False, max_length=20)
    book_year = forms.IntegerField(
        label=_("Year of the book"),
        required=False,
        min_value=1950,
        max_value=2200,
        error_messages=YEAR_ERRORS,
    )
    occurred = OccurredField(label=_("When was it done?"), required=False)
    province_code = forms.ChoiceField(label=_("Province"))
    place_code = PlaceField(label=_("Place"), required=False)
    exploitation = forms.MultipleChoiceField(
        label=_("Forms of exploitation"), required=False, widget=forms.CheckboxSelectMultiple
    )
    setting = forms.ChoiceField(label=_("Setting"), required=False)

    def __init__(self, *args: Any, agency_code: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = dict(units_of(agency_code))
        self.fields["station_code"].choices = [
            ("", _("Not in a book yet")),
            *(
                (code, in_language(names[code] if code in names else agency_name(code)))
                for code in stations_of(agency_code)
            ),
        ]
        self.fields["province_code"].choices = province_choices(empty=_("Choose a province"))
        self.fields["exploitation"].choices = coded("exploitation_form", empty=False)
        self.fields["setting"].choices = coded("setting")

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        number, station = told.get("book_number"), told.get("station_code")
        if number and not station:
            self.add_error("station_code", _("Choose the station in whose book the number stands."))
        if station and not number:
            self.add_error("book_number", _("Write the number, or choose “Not in a book yet”."))
        place, province = told.get("place_code") or "", told.get("province_code") or ""
        if place and province and province_of(place) != province:
            self.add_error("place_code", _("This place lies in another province. Choose that province."))
        return told

    def facts(self) -> dict[str, Any]:
        """Return what was told, named as the service takes it; call it on a valid form."""
        told = self.cleaned_data
        book = None
        if told["book_number"]:
            book = BookEntry(
                station_code=told["station_code"], number=told["book_number"].strip(), year=told["book_year"]
            )
        return {
            "book": book,
            "occurred": told["occurred"],
            "province_code": told["province_code"],
            "place_code": told["place_code"],
            "forms": tuple(told["exploitation"]),
            "setting": told["setting"],
        }


class IncidentForm(FactsForm):
    """A new incident that the police themselves confirm."""

    reported_on = DayField(label=_("Day of the report"))
    form_code = forms.CharField(
        label=_("Secret code of the provincial form"),
        required=False,
        max_length=60,
        help_text=_("Stored sealed. The form is found by it, and by nothing else on it."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    narrative = forms.CharField(
        label=_("What is reported"),
        required=False,
        max_length=8_000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    field_order = ("reported_on", "station_code", "book_number", "book_year", "form_code")

    def clean(self) -> dict[str, Any]:
        told = super().clean()
        if told.get("book_number") and not told.get("book_year") and told.get("reported_on"):
            told["book_year"] = told["reported_on"].year
        return told

    def new(self) -> NewIncident:
        """Return the incident told; call it on a valid form."""
        told = self.cleaned_data
        return NewIncident(
            reported_on=told["reported_on"],
            narrative=told["narrative"],
            form_code=told["form_code"],
            **self.facts(),
        )


class CorrectionForm(FactsForm):
    """The facts as they stand, to be put right. version: the one that was read."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        told = super().clean()
        if told.get("book_number") and not told.get("book_year") and "book_year" not in self.errors:
            self.add_error("book_year", _("Write the year of the book."))
        return told


class StepForm(forms.Form):
    """The day on which a step was taken."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    step = forms.CharField(widget=forms.HiddenInput)
    on = DayField(label=_("On which day?"))


class SendForm(StepForm):
    """The day on which an incident is sent, and the court that receives it."""

    court = forms.ChoiceField(label=_("To which court?"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        courts = agencies_receiving("court")
        self.fields["court"].choices = [(code, in_language(names)) for code, names in courts]


class ClearanceForm(forms.Form):
    """How and when the police cleared an incident."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    clearance = forms.ChoiceField(label=_("How was it cleared?"))
    on = DayField(label=_("On which day?"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["clearance"].choices = [("", _("Choose")), *coded("clearance", empty=False)]


class OffenceForm(forms.Form):
    """Which provision is alleged, and against whom."""

    offence = forms.ChoiceField(
        label=_("Provision of the law"),
        help_text=_("The titles keep the law’s own words."),
    )
    suspect_code = forms.ChoiceField(label=_("Against"), required=False)

    def __init__(self, *args: Any, suspects: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["offence"].choices = [
            ("", _("Choose a provision")),
            *((name, f"{where}: {title}") for name, where, title in law.offences_in_force()),
        ]
        self.fields["suspect_code"].choices = [("", _("Nobody known yet")), *suspects]
