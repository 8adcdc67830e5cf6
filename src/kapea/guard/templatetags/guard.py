"""`{% load guard %}`: roles, purposes and outcomes in the reader's words."""

from django import template
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kapea.guard.accounts.own import session_tag as tag_of_session
from kapea.guard.break_glass.forms import PURPOSE_WORDS
from kapea.guard.pack import current_pack
from kapea.packs import in_language

register = template.Library()

OUTCOMES = {"done": _("Done"), "refused": _("Refused"), "failed": _("Failed")}
SYSTEM_ROLES = {"system": _("The system"), "public": _("The public")}


@register.filter
def purpose_words(code: str) -> str:
    """Return a purpose in words."""
    return str(PURPOSE_WORDS.get(code, code))


@register.filter
def role_words(code: str) -> str:
    """Return a role in the pack's words."""
    role = current_pack().roles.get(code)
    if role is None:
        return str(SYSTEM_ROLES.get(code, code))
    return in_language(role.name, (get_language() or "en").split("-")[0])


@register.filter
def agency_words(code: str) -> str:
    """Return a body's name in the reader's language, "" when the pack has no such body."""
    name = next((agency.name for agency in current_pack().agencies if agency.code == code), None)
    return in_language(name, (get_language() or "en").split("-")[0]) if name else ""


@register.filter
def place_words(code: str) -> str:
    """Return a place's name and those it lies in, the widest last; "" when the pack has no such place."""
    places, language = current_pack().places, (get_language() or "en").split("-")[0]
    if code not in places:
        return ""
    return ", ".join(in_language(place.name, language) for place in reversed(places.path(code)))


@register.filter
def outcome_words(code: str) -> str:
    """Return an outcome in words."""
    return str(OUTCOMES.get(code, code))


@register.filter
def session_tag(session_key: str) -> str:
    """Return what names a session on a page."""
    return tag_of_session(session_key)
