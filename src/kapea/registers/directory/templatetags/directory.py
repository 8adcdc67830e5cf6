"""`{% load directory %}`: what stands against an offer, in words."""

from django import template
from django.utils.translation import gettext_lazy as _

register = template.Library()
AGAINST = {
    "closed": _("takes no child now"),
    "area": _("does not reach the province"),
    "sex": _("not for this sex"),
    "age": _("not for this age"),
    "needs": _("does not meet the need"),
    "language": _("does not speak the language"),
    "foreign": _("does not take children of other countries"),
    "full": _("no free place"),
    "memorandum": _("memorandum has run out"),
}


@register.filter
def stands_against(code: str) -> str:
    """Return what stands against taking a child."""
    return str(AGAINST.get(code, code))
