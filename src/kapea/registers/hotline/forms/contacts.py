"""What the hotline's pages ask, and what they say when an answer cannot be taken."""

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kapea.guard.pack import current_pack, local_day
from kapea.registers.agencies.queries import agencies_receiving
from kapea.registers.choices import AgeField, Choices, DayField, coded, in_language, province_choices
from kapea.registers.hotline.paper import PLACE
from kapea.registers.hotline.receipts import typed_code
from kapea.registers.hotline.rules import MOST_CHARACTERS, PRIORITIES, is_embedded_file, without_zero_width
from kapea.registers.hotline.services.taking import SafeContact

DANGER = [("yes", _("Yes, now")), ("no", _("No, not now")), ("unknown", _("I do not know"))]
SAFE = [("", _("Not asked")), ("yes", _("Yes, it is safe")), ("no", _("No, never call"))]
YES_NO = {"yes": True, "no": False}
WHO = [("self", _("Me")), ("other", _("A child I know")), ("stranger", _("Another child"))]
PRIORITY_WORDS = {"red": _("Red: danger now"), "amber": _("Amber: within a day"), "green": _("Green: soon")}


def receiver_choices() -> Choices:
    """Return the bodies to which a contact may be handed over, as "register:agency"."""
    found: Choices = []
    for to, words in (("police", _("Police")), ("casework", _("Casework"))):
        found += [
            (f"{to}:{code}", f"{words}: {in_language(names)}") for code, names in agencies_receiving(to)
        ]
    return found


def category_choices() -> list[tuple[str, Choices]]:
    """Return the helpline's categories in their groups, each in the reader's language."""
    topics = current_pack().code_list("contact_topic")
    groups = [item for item in topics.items if not item.parent]
    return [
        (
            in_language(group.label),
            [(item.code, in_language(item.label)) for item in topics.children(group.code)],
        )
        for group in groups
    ]


def plain_text(value: str) -> str:
    """Return the text, or refuse one that carries a file."""
    text = without_zero_width(value)
    if is_embedded_file(text):
        raise ValidationError(
            _("This holds a file or a picture as text. Please describe it in words instead.")
        )
    return text


class WordsField(forms.CharField):
    """Free text in words only, of a limited length."""

    def __init__(self, *, rows: int = 5, most: int = MOST_CHARACTERS, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows, "autocomplete": "off"}))
        super().__init__(max_length=most, **kwargs)

    def clean(self, value: Any) -> str:
        return plain_text(super().clean(value))


class AddressesField(WordsField):
    """Web addresses as text, one on each line."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("most", 4_000)
        super().__init__(rows=2, **kwargs)


class DangerForm(forms.Form):
    """First step of a public report."""

    is_danger_now = forms.ChoiceField(
        label=_("Is someone in danger right now?"),
        choices=DANGER,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one answer. If you are not sure, choose “I do not know”.")},
    )


class StoryForm(forms.Form):
    """Second step: what happened, to whom."""

    narrative = WordsField(
        label=_("What happened?"),
        help_text=_("Write it as you can. You need not give a name. Do not send pictures."),
        error_messages={
            "required": _("Write a few words about what happened, so that someone can help."),
            "max_length": _(
                "This is too long. Please keep to %(limit_value)d characters; you can write more later."
            ),
        },
    )
    relation_to_child = forms.ChoiceField(
        label=_("Who is it about?"),
        choices=WHO,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one answer.")},
    )


class DetailsForm(forms.Form):
    """Third step: everything here may be left empty."""

    child_age_years = AgeField(label=_("How old is the child? A guess is fine."), required=False)
    child_sex = forms.ChoiceField(label=_("Is the child a girl or a boy?"), required=False)
    province_code = forms.ChoiceField(label=_("In which province?"), required=False)
    web_address = forms.CharField(
        label=_("A web address, if it happened online"),
        help_text=_("Copy the address as text. Do not open it again, and do not copy pictures."),
        required=False,
        max_length=2_000,
    )
    recontact = WordsField(
        label=_("May we call? Write a number and when it is safe to call."),
        help_text=_("You can leave this empty. You will get a code to come back with."),
        rows=2,
        most=300,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["child_sex"].choices = coded("sex")
        self.fields["province_code"].choices = province_choices()

    def clean_web_address(self) -> str:
        return plain_text(self.cleaned_data["web_address"])


class ReturnForm(forms.Form):
    """The receipt code with which a reporter comes back."""

    receipt = forms.CharField(
        label=_("Your code"),
        help_text=_("16 digits, in groups of four."),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
        error_messages={"required": _("Write the 16 digits of your code.")},
    )

    def clean_receipt(self) -> str:
        code = typed_code(self.cleaned_data["receipt"])
        if code is None:
            raise ValidationError(_("A digit is missing or wrong. Check the 16 digits and try again."))
        return code


class MessageForm(forms.Form):
    """A message in either direction."""

    text = WordsField(
        label=_("Your message"),
        most=4_000,
        error_messages={"required": _("Write your message first.")},
    )

    def clean_text(self) -> str:
        text = self.cleaned_data["text"]
        if typed_code(text) is not None:
            raise ValidationError(_("This is a code, not a message. Keep your code to yourself."))
        return text


class TakeForm(forms.Form):
    """A call, a visit or a message taken by an operator."""

    channel = forms.ChoiceField(label=_("How did it come?"))
    kind = forms.ChoiceField(label=_("What kind of contact is it?"), required=False)
    is_danger_now = forms.ChoiceField(label=_("Danger now?"), choices=DANGER, widget=forms.RadioSelect)
    narrative = WordsField(label=_("What was told"), rows=8, required=False)
    relation_to_child = forms.ChoiceField(label=_("Who is calling?"), required=False)
    child_age_years = AgeField(label=_("Age of the child"), required=False)
    child_sex = forms.ChoiceField(label=_("Sex of the child"), required=False)
    province_code = forms.ChoiceField(label=_("Province"), required=False)
    place_told = WordsField(
        label=PLACE, most=300, required=False, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    web_address = AddressesField(
        label=_("Web addresses, one on each line"),
        help_text=_("As text only. Nobody opens them here."),
        required=False,
    )
    phone_is_safe = forms.ChoiceField(label=_("Is it safe to call back?"), choices=SAFE, required=False)
    phone = forms.CharField(
        label=_("Phone to call back"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "tel"}),
    )
    phone_whose = forms.ChoiceField(label=_("Whose phone is it?"), required=False)
    safe_when = WordsField(label=_("When is it safe?"), rows=1, most=200, required=False)
    code_word = forms.CharField(
        label=_("Code word"),
        help_text=_("Agreed with the caller: without it, say a wrong number and hang up."),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["channel"].choices = coded("contact_channel", empty=False)
        self.fields["kind"].choices = coded("contact_kind")
        self.fields["relation_to_child"].choices = coded("relation_to_child")
        self.fields["child_sex"].choices = coded("sex")
        self.fields["province_code"].choices = province_choices()
        self.fields["phone_whose"].choices = coded("phone_owner")

    def told(self) -> dict[str, Any]:
        """Return the answers as a new contact takes them."""
        found = dict(self.cleaned_data)
        found["is_danger_now"] = YES_NO.get(found["is_danger_now"])
        found["safe"] = SafeContact(
            phone=found.pop("phone"),
            whose=found.pop("phone_whose"),
            is_safe=YES_NO.get(found.pop("phone_is_safe")),
            safe_when=found.pop("safe_when"),
            code_word=found.pop("code_word"),
        )
        return found


class PaperForm(TakeForm):
    """A paper form of a commune, typed in later."""

    told_on = DayField(label=_("Day on the paper"))
    paper_number = forms.CharField(label=_("Number on the paper"), max_length=40, required=False)
    field_order = ("paper_number", "told_on", "is_danger_now", "narrative")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["channel"]

    def clean_told_on(self) -> date:
        day: date = self.cleaned_data["told_on"]
        if day > local_day(timezone.now()):
            raise ValidationError(_("This day is still to come. Write the day on the paper."))
        return day

    def told(self) -> dict[str, Any]:
        found = super().told()
        day = found.pop("told_on")
        zone = current_pack().time_zone
        found["told_at"] = datetime.combine(day, time.min, tzinfo=zone)
        return {**found, "channel": "paper"}


class TriageForm(forms.Form):
    """The operator's decision."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(label=_("What kind of contact is it?"))
    priority = forms.ChoiceField(
        label=_("Priority"), choices=[(p, PRIORITY_WORDS[p]) for p in PRIORITIES], widget=forms.RadioSelect
    )
    topics = forms.MultipleChoiceField(
        label=_("What it is about"), required=False, widget=forms.CheckboxSelectMultiple
    )
    categories = forms.MultipleChoiceField(
        label=_("Helpline categories"), required=False, widget=forms.CheckboxSelectMultiple
    )
    child_age_years = AgeField(label=_("Age of the child"), required=False)
    child_sex = forms.ChoiceField(label=_("Sex of the child"), required=False)
    province_code = forms.ChoiceField(label=_("Province"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = coded("contact_kind", empty=False)
        self.fields["topics"].choices = coded("exploitation_form", empty=False)
        self.fields["categories"].choices = category_choices()
        self.fields["child_sex"].choices = coded("sex")
        self.fields["province_code"].choices = province_choices()


class HandOverForm(forms.Form):
    """To whom a contact goes, and with which words."""

    receiver = forms.ChoiceField(label=_("Hand over to"))
    summary = WordsField(
        label=_("What the receiver needs to know"),
        help_text=_("Only what they need to act. The report itself does not go along."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["receiver"].choices = receiver_choices()


class CloseForm(forms.Form):
    """Why a contact ends."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    outcome = forms.ChoiceField(label=_("How it ended"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["outcome"].choices = coded("contact_outcome", empty=False)
