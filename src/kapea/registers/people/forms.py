"""What is asked about a person, and the choice when one may already be recorded."""

import hashlib
from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kapea.registers.choices import AgeField, coded, province_choices
from kapea.registers.people.drafts import PersonDraft
from kapea.registers.people.index.rules import ANSWERS, GROUNDS
from kapea.registers.people.lookup import Candidate
from kapea.registers.people.rules import IDENTIFIER_KINDS, LINK_KINDS, SHORTEST_PHONE, digits_of
from kapea.registers.people.words import ANSWER_WORDS, GROUND_WORDS, IDENTIFIER_WORDS, LINK_WORDS, SAFE_WORDS

EARLIEST_YEAR = 1900
NEW_PERSON = "new"
NUMBER_ERRORS = {"invalid": _("Write a number, for example 2012.")}


class BirthMixin(forms.Form):
    """A birth as far as it is known, or an age."""

    born_year = forms.IntegerField(
        label=_("Year of birth"),
        required=False,
        min_value=EARLIEST_YEAR,
        error_messages={
            **NUMBER_ERRORS,
            "min_value": _("Write the year with four digits, for example 2012."),
        },
    )
    born_month = forms.IntegerField(
        label=_("Month of birth (1 to 12)"),
        required=False,
        min_value=1,
        max_value=12,
        error_messages={
            name: _("Write the month as a number from 1 to 12.")
            for name in ("invalid", "min_value", "max_value")
        },
    )
    born_day = forms.IntegerField(
        label=_("Day of birth (1 to 31)"),
        required=False,
        min_value=1,
        max_value=31,
        error_messages={
            name: _("Write the day as a number from 1 to 31.")
            for name in ("invalid", "min_value", "max_value")
        },
    )
    age_years = AgeField(
        label=_("Or the age in years, if no year of birth is known"),
        help_text=_("A guess is fine. In doubt, the person is presumed a child."),
        required=False,
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if any(name in self.errors for name in ("born_year", "born_month", "born_day")):
            return told
        try:
            told["born_on"], told["born_precision"] = self._born(told)
        except ValidationError as problem:
            self.add_error("born_year", problem)
            return told
        if told["born_on"] is not None:
            told["age_years"] = None
        told["age_as_of"] = self.today if told.get("age_years") is not None else None
        return told

    def _born(self, told: dict[str, Any]) -> tuple[date | None, str]:
        year, month, day = (told.get(name) for name in ("born_year", "born_month", "born_day"))
        if year is None:
            if month is not None or day is not None:
                raise ValidationError(_("Write the year too, or leave the month and the day empty."))
            return None, ""
        if day is not None and month is None:
            raise ValidationError(_("Write the month too, or leave the day empty."))
        try:
            born_on = date(year, month or 1, day or 1)
        except ValueError as error:
            raise ValidationError(_("There is no such day. Check the day and the month.")) from error
        if born_on > self.today:
            raise ValidationError(_("This is in the future. Check the year of birth."))
        return born_on, "exact" if day else ("month" if month else "year")


class PersonForm(BirthMixin):
    """A person as told."""

    family_km = forms.CharField(label=_("Family name in Khmer script"), required=False, max_length=100)
    given_km = forms.CharField(label=_("Given name in Khmer script"), required=False, max_length=100)
    family_latin = forms.CharField(label=_("Family name in Latin letters"), required=False, max_length=100)
    given_latin = forms.CharField(label=_("Given name in Latin letters"), required=False, max_length=100)
    nickname = forms.CharField(label=_("Nickname or other name"), required=False, max_length=100)
    sex = forms.ChoiceField(label=_("Sex"), required=False)
    nationality = forms.ChoiceField(label=_("Nationality"), required=False)
    province_code = forms.ChoiceField(label=_("Province where the person lives"), required=False)
    phone = forms.CharField(
        label=_("Phone"), required=False, max_length=40, widget=forms.TextInput(attrs={"inputmode": "tel"})
    )
    phone_whose = forms.ChoiceField(label=_("Whose phone is it?"), required=False)
    phone_safe = forms.ChoiceField(
        label=_("Is it safe to call this phone?"),
        required=False,
        choices=[(code, words) for code, words in SAFE_WORDS.items() if code] + [("", SAFE_WORDS[""])],
    )
    phone_safe_when = forms.CharField(label=_("When is it safe to call?"), required=False, max_length=200)
    identifier_kind = forms.ChoiceField(
        label=_("Document"),
        required=False,
        choices=[("", _("None")), *((kind, IDENTIFIER_WORDS[kind]) for kind in IDENTIFIER_KINDS)],
    )
    identifier = forms.CharField(label=_("Number of the document"), required=False, max_length=60)

    field_order = (
        "family_km",
        "given_km",
        "family_latin",
        "given_latin",
        "nickname",
        "sex",
        "born_year",
        "born_month",
        "born_day",
        "age_years",
        "nationality",
        "province_code",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sex"].choices = coded("sex")
        self.fields["nationality"].choices = coded("nationality")
        self.fields["province_code"].choices = province_choices()
        self.fields["phone_whose"].choices = coded("relation_to_child")

    def clean_phone(self) -> str:
        phone = str(self.cleaned_data["phone"])
        if phone and len(digits_of(phone)) < SHORTEST_PHONE:
            raise ValidationError(_("This is too short for a phone number. Write all its digits."))
        return phone

    def clean(self) -> dict[str, Any]:
        told = super().clean()
        if told.get("identifier") and not told.get("identifier_kind"):
            self.add_error("identifier_kind", _("Choose which document the number is from."))
        if not self.errors and not _tells_who(told):
            problem = _("Write a name, a nickname or an age, so that this person can be found again.")
            self.add_error("family_km", problem)
        return told

    def draft(self) -> PersonDraft:
        """Return what was told; call it on a valid form."""
        told = self.cleaned_data
        wanted = {name: told[name] for name in PersonDraft.__dataclass_fields__ if name in told}
        wanted["phone_safe"] = {"yes": True, "no": False}.get(told["phone_safe"])
        return PersonDraft(**wanted)


def _tells_who(told: dict[str, Any]) -> bool:
    names = ("family_km", "given_km", "family_latin", "given_latin", "nickname", "born_on")
    return any(told.get(name) for name in names) or told.get("age_years") is not None


class DuplicatesForm(forms.Form):
    """Which of the records shown is the same person, if any.

    is_strict: the choice holds only for the very records shown, not only for what was typed.
    """

    choice = forms.ChoiceField(
        label=_("Is it one of these persons?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose a record, or “No, this is another person”."),
            "invalid_choice": _("The records have changed. Look at them again and choose."),
        },
    )
    looked_up_for = forms.CharField(widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        candidates: Sequence[Candidate],
        draft: PersonDraft,
        is_strict: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.candidates = candidates
        self.mark = mark_of(draft, among=candidates if is_strict else ())
        self.fields["choice"].choices = [
            *((candidate.code, candidate.code) for candidate in candidates),
            (NEW_PERSON, _("No, this is another person")),
        ]
        self.initial["looked_up_for"] = self.mark

    def is_for_these(self) -> bool:
        """Whether the choice was made on the records found for what is typed now."""
        return str(self.data.get(self.add_prefix("looked_up_for"), "")) == self.mark


def mark_of(draft: PersonDraft, *, among: Sequence[Candidate] = ()) -> str:
    """Return what tells whether the person typed, and the records shown, are still those looked up."""
    shown = sorted(candidate.code for candidate in among)
    told = "|".join([*sorted(draft.keys), str(draft.birth_year), draft.identifier, *shown])
    return hashlib.sha256(told.encode()).hexdigest()[:16]


class CorrectionForm(BirthMixin):
    """What may be corrected beside the name."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    sex = forms.ChoiceField(label=_("Sex"), required=False)
    nationality = forms.ChoiceField(label=_("Nationality"), required=False)
    province_code = forms.ChoiceField(label=_("Province where the person lives"), required=False)

    field_order = ("sex", "born_year", "born_month", "born_day", "age_years", "nationality", "province_code")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sex"].choices = coded("sex")
        self.fields["nationality"].choices = coded("nationality")
        self.fields["province_code"].choices = province_choices()


class RelativeForm(forms.Form):
    """Who stands to a person, and how."""

    kind = forms.ChoiceField(
        label=_("What is the other person to this one?"),
        choices=[(kind, LINK_WORDS[kind]) for kind in LINK_KINDS],
    )
    relative_code = forms.CharField(
        label=_("Code of the other person’s record"),
        max_length=20,
        error_messages={"required": _("Write the code of the other record, for example P-7F3K9Q2M.")},
    )


class GroundMixin(forms.Form):
    """On what an answer rests."""

    ground = forms.ChoiceField(
        label=_("On what does your answer rest?"),
        choices=[("", _("Choose")), *((ground, GROUND_WORDS[ground]) for ground in GROUNDS)],
        error_messages={"required": _("Choose on what your answer rests.")},
    )


class AskForm(GroundMixin):
    """Another record that is the same person."""

    other_code = forms.CharField(
        label=_("Code of the other record of this person"),
        max_length=20,
        error_messages={"required": _("Write the code of the other record, for example P-7F3K9Q2M.")},
    )
    field_order = ("other_code", "ground")


class PartForm(GroundMixin):
    """That a record is not the person it is joined with."""


class AnswerForm(GroundMixin):
    """Whether two records are one person."""

    answer = forms.ChoiceField(
        label=_("Are the two records one person?"),
        choices=[(answer, ANSWER_WORDS[answer]) for answer in ANSWERS],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose an answer. When in doubt, choose “I cannot tell”.")},
    )
    field_order = ("answer", "ground")


class AgainForm(GroundMixin):
    """That a decision was wrong."""
