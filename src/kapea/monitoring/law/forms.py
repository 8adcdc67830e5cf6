"""What the pages of the law ask: the day, which criteria, and what a scenario says of itself."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kapea.monitoring.law.words import FEATURE, STATUS
from kapea.registers.choices import DayField

Choices = list[tuple[str, Any]]
YES_NO: Choices = [("yes", _("yes")), ("no", _("no")), ("unknown", _("unknown"))]
TRUTH = {"yes": True, "no": False, "unknown": None}
ANSWERED = {value: word for word, value in TRUTH.items()}


class DayForm(forms.Form):
    """The day whose law is shown; empty: the law as it is recorded now."""

    on = DayField(
        label=_("The law of this day"),
        required=False,
        help_text=_("Leave it empty for the law as it is recorded now."),
    )


class SearchForm(forms.Form):
    """Words to look for."""

    q = forms.CharField(label=_("Search works, provisions, criteria and questions"), max_length=100)


class ConcordanceForm(DayForm):
    """Which criteria, and what they are compared with."""

    instrument = forms.ChoiceField(label=_("Instrument"), required=False)
    status = forms.ChoiceField(label=_("Existing law"), required=False)
    compare = forms.ChoiceField(label=_("Proposed law"), required=False)
    only = forms.ChoiceField(label=_("Show"), required=False)

    ONLY: Choices = [
        ("", _("Every criterion")),
        ("contested", _("Contested among assessors")),
        ("review", _("Assessors and facts differ")),
        ("changed", _("Changed by what is proposed")),
    ]

    def __init__(self, *args: Any, instruments: Choices, proposed: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["instrument"].choices = [("", _("Every instrument")), *instruments]
        self.fields["compare"].choices = [("", _("Nothing")), *proposed]
        self.fields["status"].choices = [("", _("Every status")), *list(STATUS.items())[:4]]
        self.fields["only"].choices = self.ONLY


class AskedForm(DayForm):
    """Which amendment the recommendations are compared with."""

    compare = forms.ChoiceField(label=_("Met by this amendment"), required=False)

    def __init__(self, *args: Any, proposed: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["compare"].choices = [("", _("Nothing: every recommendation")), *proposed]


class DetailsForm(forms.Form):
    """What a scenario says of itself. It holds nothing about any person."""

    title = forms.CharField(
        label=_("Title"), max_length=200, help_text=_("Name the bill, or what the change should bring about.")
    )
    origin = forms.CharField(
        label=_("Where it comes from"),
        max_length=300,
        required=False,
        help_text=_("A bill, a recommendation or a source, for example S1 §2.4."),
    )
    assumptions = forms.CharField(
        label=_("Assumptions"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "What the scenario takes for granted and a lawyer must settle. Write nothing about a person."
        ),
    )
    commences_on = DayField(
        label=_("In force from"), required=False, help_text=_("Before this day nothing of it holds.")
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class FactForm(forms.Form):
    """An answer that a scenario gives to a question about the law."""

    target = forms.ChoiceField(label=_("Question"))
    value = forms.ChoiceField(label=_("Answer in the scenario"), choices=YES_NO)

    def __init__(self, *args: Any, targets: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["target"].choices = targets


class TargetForm(forms.Form):
    """The provision or work that a change is about."""

    target = forms.ChoiceField(label=_("Provision or work"))

    def __init__(self, *args: Any, targets: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["target"].choices = targets


class DisplaceForm(TargetForm):
    """Which older provision a newer one displaces: an assumption of the author."""

    by = forms.ChoiceField(label=_("Displaced by"), required=False)

    def __init__(self, *args: Any, newer: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["by"].choices = [("", _("whatever the scenario adds with the same conduct")), *newer]


class DefinitionForm(forms.Form):
    """Which features the definition of an object has: yes, no, or left open by the text."""

    def __init__(self, *args: Any, features: Mapping[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.features = features
        for name, held in features.items():
            self.fields[name] = forms.ChoiceField(
                label=FEATURE.get(name, name), choices=YES_NO, initial=ANSWERED[held]
            )

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if not self.errors and not self.content()["features"]:
            self.add_error(None, _("Nothing is changed yet. Change an answer first."))
        return told

    def content(self) -> dict[str, Any]:
        """Return what differs from the recorded definition."""
        told = {name: TRUTH[self.cleaned_data[name]] for name in self.features}
        changed = {name: value for name, value in told.items() if value is not self.recorded(name)}
        return {"features": changed}

    def recorded(self, name: str) -> Any:
        """Return what the law holds of a feature."""
        return self.features[name]


class StatedForm(forms.Form):
    """A penalty that an author states without giving the text: in prose, and worked out where it can be."""

    offence = forms.CharField(
        label=_("Offence"),
        max_length=100,
        help_text=_("Its short name, for example TIPSE-41-3. Several stand side by side with a slash."),
    )
    before = forms.CharField(
        label=_("Imprisonment now, as the author states it"), required=False, max_length=200
    )
    after = forms.CharField(
        label=_("Imprisonment then, as the author states it"),
        max_length=200,
        help_text=_("For example 1-3 years. A range that can be read is worked out and marked as stated."),
    )
    effects = forms.CharField(
        label=_("What follows, as the author states it"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One sentence a line."),
    )

    def content(self) -> dict[str, Any]:
        """Return the statement as a scenario file writes it."""
        told = self.cleaned_data
        lines = [line.strip() for line in told["effects"].splitlines() if line.strip()]
        whole = {
            "offence": told["offence"],
            "before": told["before"],
            "after": told["after"],
            "effects": lines,
        }
        return {key: value for key, value in whole.items() if value}


class SaveForm(forms.Form):
    """Where a change is kept."""

    scenario = forms.ChoiceField(label=_("Keep it in"), required=False)
    scenario_title = forms.CharField(label=_("Title of the new scenario"), max_length=200, required=False)

    def __init__(self, *args: Any, own: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["scenario"].choices = [("", _("A new scenario")), *own]

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if not told.get("scenario") and not told.get("scenario_title"):
            self.add_error("scenario_title", _("Write a title for the new scenario, or choose one of yours."))
        return told
