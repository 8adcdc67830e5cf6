"""What a reader of the audit asks for."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kapea.guard.audit.queries import Filter


class AuditFilterForm(forms.Form):
    """Who, what, which record, when."""

    actor = forms.CharField(label=_("Who (user name)"), required=False, max_length=150)
    action = forms.CharField(label=_("Act"), required=False, max_length=80, widget=forms.Select)
    object_code = forms.CharField(label=_("Code of the record"), required=False, max_length=60)
    outcome = forms.ChoiceField(
        label=_("Outcome"),
        required=False,
        choices=[("", "—"), ("done", _("Done")), ("refused", _("Refused")), ("failed", _("Failed"))],
    )
    from_on = forms.DateField(
        label=_("From"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    to_on = forms.DateField(
        label=_("To"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *args: object, actions: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["action"].widget.choices = [("", "—"), *((each, each) for each in actions)]  # type: ignore[attr-defined]

    def wanted(self, *, before: str) -> Filter:
        """Return the filter; an answer that cannot be read asks for nothing."""
        asked = self.cleaned_data if self.is_valid() else {}
        return Filter(
            **{name: value for name, value in asked.items() if value},
            before=int(before) if before.isascii() and before.isdigit() and len(before) < 19 else None,
        )
