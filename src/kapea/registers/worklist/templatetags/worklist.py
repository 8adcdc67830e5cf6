"""`{% load worklist %}`: what became of what was handed on from a record, and where it can go on to."""

from django import template

from kapea.guard.access.viewer import Viewer
from kapea.registers.worklist.handover import outcomes
from kapea.registers.worklist.own_records import ways_on_from

register = template.Library()


@register.inclusion_tag("worklist/ways_on.html")
def ways_on(kind: str, code: str, viewer: Viewer) -> dict[str, object]:
    """Show the outcomes of hand-overs from a record, and, on one's own, the ways on.

    The page that asks has checked that the viewer may see the record.
    """
    return {"outcomes": outcomes(kind, code), "ways": ways_on_from(kind, code, by=viewer)}
