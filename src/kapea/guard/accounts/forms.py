"""What an administrator fills in about an account, and what a person does with their own sign-ins."""

from collections.abc import Iterable
from typing import Any, Final

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kapea.guard.accounts.communes import places_in, provinces, way_to
from kapea.guard.accounts.duties import Duties
from kapea.guard.accounts.services import REASONS
from kapea.guard.pack import current_pack, local_day
from kapea.packs import Label, in_language

REASON_WORDS = {
    "lost_device": _("Lost or broken device"),
    "forgotten_password": _("Forgotten password"),
    "left_post": _("Left the post"),
    "returned": _("Came back to the post"),
    "other_duty": _("Has another duty now"),
    "suspected_misuse": _("Suspected misuse"),
}


NARROW: Final = "narrow"
"""Name of the button that asks for the districts and communes of what is chosen so far."""
NOT_THERE: Final = {"invalid_choice": _("This does not lie in the place chosen above. Choose again.")}


class DutiesForm(forms.Form):
    """Role, agency, unit, provinces and commune of an account.

    The commune is chosen by name: once a province is chosen its districts are offered, then the communes.
    """

    display_name = forms.CharField(label=_("Name at work"), max_length=120, required=False)
    role = forms.ChoiceField(label=_("Role"))
    agency_code = forms.ChoiceField(label=_("Agency"), required=False)
    unit_code = forms.CharField(
        label=_("Unit (code)"),
        max_length=60,
        required=False,
        help_text=_("Write the unit’s name when you do not know its code: near ones are then offered."),
    )
    province_codes = forms.MultipleChoiceField(
        label=_("Provinces served"), required=False, widget=forms.CheckboxSelectMultiple
    )
    commune_province = forms.ChoiceField(
        label=_("Commune served: its province"),
        required=False,
        help_text=_("Only for who works in one commune."),
    )
    commune_district = forms.ChoiceField(
        label=_("Commune served: its district"), required=False, error_messages=NOT_THERE
    )
    commune_code = forms.ChoiceField(label=_("Commune served"), required=False, error_messages=NOT_THERE)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        pack = current_pack()
        self._offer_communes()
        self.fields["role"].choices = _named((role.code, role.name) for role in pack.roles.values())
        self.fields["agency_code"].choices = [
            ("", "—"),
            *_named((each.code, each.name) for each in pack.agencies),
        ]
        self.fields["province_codes"].choices = _named(
            (place.code, place.name) for place in pack.places.at_level(1)
        )

    @classmethod
    def retyped(cls, sent: QueryDict) -> "DutiesForm":
        """Return the form as it was sent, not yet judged."""
        return cls(
            initial={
                name: sent.getlist(name) if name == "province_codes" else sent.get(name, "")
                for name in cls.base_fields
            }
        )

    def _offer_communes(self) -> None:
        """Offer the districts of the province chosen, then the communes of the district chosen; ask nothing earlier."""
        today = local_day(timezone.now())
        if not self.is_bound and not self.initial.get("commune_province"):
            province, district = way_to(str(self.initial.get("commune_code") or ""))
            self.initial |= {"commune_province": province, "commune_district": district}
        self._offer("commune_province", provinces(today=today))
        inside = self._chosen("commune_province")
        for name in ("commune_district", "commune_code"):
            self._offer(name, places_in(inside, today=today))
            inside = self._chosen(name) if inside else ""
            if len(self.fields[name].choices) == 1:
                del self.fields[name]
                inside = ""

    def _offer(self, name: str, places: Iterable[tuple[str, Label]]) -> None:
        self.fields[name].choices = [("", "—"), *_named(places)]  # type: ignore[attr-defined]

    def _chosen(self, name: str) -> str:
        """Return the code chosen, as far as it is among what is offered."""
        given = str((self.data if self.is_bound else self.initial).get(name) or "")
        return given if given in {code for code, _words in self.fields[name].choices} else ""  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if told.get("commune_province") and not told.get("commune_code") and not self.errors:
            self.add_error(
                "commune_code" if "commune_code" in self.fields else "commune_district",
                _("Choose the district and then the commune, or no province above."),
            )
        return told

    def duties(self) -> Duties:
        """Return what was filled in."""
        return Duties(
            **{name: self.cleaned_data.get(name, "") for name in Duties.__dataclass_fields__},
        )


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
