"""`{% load drafts %}`: a form filled from a draft, the drafts on offer, and the button that keeps one.

See `kapea.guard.drafts` for how a template uses them.
"""

from collections.abc import Mapping
from typing import Any, Final

from django import forms, template
from django.http import HttpRequest
from django.utils.safestring import SafeString, mark_safe

from kapea.guard.drafts.queries import KeptDraft, drafts_of, open_draft
from kapea.guard.web import viewer

register = template.Library()
SHORT: Final = 5
"""A form of so many fields, none of them free text, is typed again in a moment."""


@register.simple_tag(takes_context=True)
def kept_draft(context: Any, form: Any = None, action: str = "") -> SafeString:
    """Fill an unsent form from the draft that the address asks for; write nothing."""
    request: HttpRequest | None = context.get("request")
    context["draft_form"] = ""
    if request is None or not _keeps_drafts(form, request):
        return mark_safe("")
    address = action or request.path
    context["draft_form"], context["draft_page"] = address, request.path
    context["draft_key"] = ""
    if not form.is_bound:
        found = open_draft(address, request.GET.get("draft", "")[:64], by=viewer(request))
        if found is not None:
            fill(form, found)
            context["draft_key"] = found.key
    context["draft_offers"] = [
        each for each in drafts_of(address, by=viewer(request)) if each.key != _key_of(form)
    ]
    return mark_safe("")


@register.inclusion_tag("guard/draft_offer.html", takes_context=True)
def draft_offer(context: Any) -> Mapping[str, Any]:
    """Return what offers the drafts kept of this form."""
    names = ("draft_form", "draft_page", "draft_key", "draft_offers", "csrf_token", "request")
    return {name: context.get(name) for name in names}


@register.inclusion_tag("guard/draft_button.html", takes_context=True)
def draft_button(context: Any) -> Mapping[str, Any]:
    """Return the button that keeps what is typed, and where the page says that it did."""
    return {name: context.get(name) for name in ("draft_form", "draft_page", "draft_key")}


def fill(form: forms.BaseForm, draft: KeptDraft) -> None:
    """Show what was typed in the form's fields, and keep the key under which it is sent."""
    for name, field in form.fields.items():
        full_name = form.add_prefix(name)
        if not field.widget.value_omitted_from_data(draft.fields, {}, full_name):
            form.initial[name] = field.widget.value_from_datadict(draft.fields, {}, full_name)
    form.kept_submission_key = draft.key  # type: ignore[attr-defined]


def _key_of(form: forms.BaseForm) -> str:
    if form.is_bound:
        return str(form.data.get("submission_key", ""))
    return str(getattr(form, "kept_submission_key", ""))


def _keeps_drafts(form: Any, request: HttpRequest) -> bool:
    if not isinstance(form, forms.BaseForm) or not getattr(form, "keeps_drafts", True):
        return False
    if getattr(request, "viewer", None) is None or viewer(request).user_id is None:
        return False
    widgets = [field.widget for field in form.fields.values() if not field.widget.is_hidden]
    if any(isinstance(widget, forms.PasswordInput) for widget in widgets):
        return False
    return len(widgets) > SHORT or any(isinstance(widget, forms.Textarea) for widget in widgets)
