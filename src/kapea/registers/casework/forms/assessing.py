"""The form of one of the country's tools of assessment."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kapea.registers.casework.tools import INITIAL, parted_answers, question_fields, tool_in_force
from kapea.registers.choices import DayField
from kapea.registers.sheets.fields import Words


class AssessmentForm(forms.Form):
    """The questions of the tool, then a summary."""

    done_on = DayField(label=_("On which day was it done?"))
    summary = Words(label=_("Summary of the assessment"), required=False)

    def __init__(self, *args: Any, tool: str = INITIAL, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.tool = tool_in_force(tool)
        summary = self.fields.pop("summary")
        self.fields.update(question_fields(self.tool))
        self.fields["summary"] = summary

    def told(self) -> dict[str, Any]:
        """Return the answers as the act takes them; call it on a valid form."""
        chosen, written = parted_answers(self.tool, self.cleaned_data)
        return {
            "tool": (self.tool.code, str(self.tool.version)),
            "answers": chosen,
            "texts": written,
            "summary": self.cleaned_data["summary"],
            "done_on": self.cleaned_data["done_on"],
        }
