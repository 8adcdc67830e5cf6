"""What an administrator fills in about an account, and what a person does with their own sign-ins."""

from collections.abc import Iterable

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kapea.guard.accounts.services import REASONS, Duties
from kapea.guard.pack import current_pack
from kapea.packs import Label, in_language

REASON_WORDS = {
    "lost_device": _("Lost or broken device"),
    "forgotten_password": _("Forgotten password"),
    "left_post": _("Left the post"),
    "returned": _("Came back to the post"),
    "other_duty": _("Has another duty now"),
    "suspected_misuse": _("Suspected misuse"),
}


class DutiesForm(forms.Form):
    """Role, agency, unit and provinces of an account."""

    display_name = forms.CharField(label=_("Name at work"), max_length=120, required=False)
    role = forms.ChoiceField(label=_("Role"))
    agency_code = forms.ChoiceField(label=_("Agency"), required=False)
    unit_code = forms.CharField(label=_("Unit (code)"), max_length=60, required=False)
    province_codes = forms.MultipleChoiceField(
        label=_("Provinces served"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        pack = current_pack()
        self.fields["role"].choices = _named((role.code, role.name) for role in pack.roles.values())
        self.fields["agency_code"].choices = [
            ("", "—"),
            *_named((each.code, each.name) for each in pack.agencies),
        ]
        self.fields["province_codes"].choices = _named(
            (place.code, place.name) for place in pack.places.at_level(1)
        )

    def duties(self) -> Duties:
        """Return what was filled in."""
        return Duties(**{name: self.cleaned_data[name] for name in Duties.__dataclass_fields__})


class NewAccountForm(DutiesForm):
    """A new account."""

    username = forms.CharField(
        label=_("User name"),
        max_length=60,
        help_text=_("Small Latin letters, digits, full stop, hyphen, underscore."),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )
    field_order = ["username"]


class ReasonForm(forms.Form):
    """Why an account is closed, opened or reset."""

    reason = forms.ChoiceField(label=_("Reason"), choices=[(code, REASON_WORDS[code]) for code in REASONS])


def _named(pairs: Iterable[tuple[str, Label]]) -> list[tuple[str, str]]:
    language = (get_language() or "en").split("-")[0]
    return sorted(((code, in_language(name, language)) for code, name in pairs), key=lambda pair: pair[1])
