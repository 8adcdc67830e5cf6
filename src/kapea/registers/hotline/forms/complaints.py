"""What the pages of complaints ask."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kapea.guard.pack import current_pack
from kapea.registers.choices import Choices, coded, in_language, province_choices
from kapea.registers.hotline.forms.contacts import WordsField
from kapea.registers.hotline.routing import is_in_line

OF_THE_STATE_OR_NGO = ("government", "police", "court", "ngo", "professional_body")
LEVELS = ("national", "province", "commune")


def authority_choices() -> list[tuple[str, Choices]]:
    """Return the country's bodies by kind, for a complaint about one of them."""
    from kapea.registers.hotline.words import BODIES

    agencies = [each for each in current_pack().agencies if each.level in LEVELS]
    return [
        (
            str(BODIES[kind]),
            sorted(((a.code, in_language(a.name)) for a in agencies if a.kind == kind), key=lambda c: c[1]),
        )
        for kind in OF_THE_STATE_OR_NGO
        if any(a.kind == kind for a in agencies)
    ]


class ComplaintForm(forms.Form):
    """A complaint about an authority, from the public or taken by an operator."""

    accused_agency = forms.ChoiceField(
        label=_("Which office is it about?"),
        error_messages={"required": _("Choose the office. Its people will not see your complaint.")},
    )
    province_code = forms.ChoiceField(label=_("In which province?"), required=False)
    subject = forms.ChoiceField(label=_("What is wrong?"), required=False)
    narrative = WordsField(
        label=_("What happened?"),
        error_messages={
            "required": _("Write a few words about what happened, so that someone can help."),
            "max_length": _(
                "This is too long. Please keep to %(limit_value)d characters; you can write more later."
            ),
        },
    )
    recontact = WordsField(
        label=_("May we call? Write a number and when it is safe to call."), rows=2, most=300, required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["accused_agency"].choices = [("", _("Choose")), *authority_choices()]
        self.fields["province_code"].choices = province_choices()
        self.fields["subject"].choices = coded("complaint_subject")


class PassOnForm(forms.Form):
    """Another body that may examine the complaint."""

    agency = forms.ChoiceField(label=_("Give it to"))

    def __init__(self, *args: Any, accused: str, ours: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        wanted = current_pack().rule("complaint.receivers").values["agencies"]
        names = {each.code: each.name for each in current_pack().agencies}
        self.fields["agency"].choices = [
            (code, in_language(names[code]))
            for code in wanted  # type: ignore[attr-defined]
            if code != ours and not is_in_line(code, accused)
        ]


class CloseComplaintForm(forms.Form):
    """What was found and done."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    finding = forms.ChoiceField(label=_("What was found"))
    measures = WordsField(label=_("What was done"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["finding"].choices = coded("complaint_finding", empty=False)
