"""What every page knows: who is looking, where they can go, and whether the data is fictitious."""

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kapea.guard.access.viewer import Viewer
from kapea.guard.pack import current_pack
from kapea.registers.agencies.queries import agency_name

# permission, address, words, icon
PLACES = (
    ("worklist.task.read", "worklist:tasks", _("Tasks"), "check"),
    ("hotline.contact.read", "hotline:queue", _("Contacts"), "phone"),
    ("hotline.address.read", "hotline:addresses", _("Web addresses"), "link"),
    ("hotline.complaint.read", "hotline:complaints", _("Complaints"), "flag"),
    ("hotline.roster.read", "hotline:missed", _("Missed calls"), "return"),
    ("hotline.roster.read", "hotline:roster", _("On duty"), "calendar"),
    ("hotline.statistics.read", "hotline:numbers", _("Numbers of the hotline"), "chart"),
    ("police.incident.read", "police:incidents", _("Incidents"), "police"),
    ("casework.case.read", "casework:cases", _("Cases"), "person"),
    ("care.placement.read", "care:placements", _("Placements"), "bed"),
    ("returns.return.read", "returns:returns", _("Returns"), "return"),
    ("care.facility.read", "care:facilities", _("Care facilities"), "home"),
    ("directory.service.read", "directory:offers", _("Services"), "people"),
    ("justice.proceeding.read", "justice:proceedings", _("Proceedings"), "court"),
    ("justice.vetting.answer", "justice:vetting", _("Certificates"), "search"),
    ("justice.indicator.write", "justice:counts", _("Children in conflict"), "chart"),
    ("people.index.review", "people:index_queue", _("Links to review"), "people"),
    ("statistics.table.read", "statistics:tables", _("Figures"), "chart"),
    ("statistics.table.read", "casework:services_by_group", _("Services by group"), "chart"),
    ("law.text.read", "law:works", _("Law"), "book"),
    ("guard.audit.read", "guard:audit", _("Audit"), "eye"),
    ("guard.break_glass.open", "guard:break_glass_open", _("Open in danger"), "key"),
    ("guard.break_glass.review", "guard:break_glass_reviews", _("Reviews"), "shield"),
    ("guard.account.manage", "guard:accounts", _("Accounts"), "people"),
    ("worklist.notice.manage", "worklist:outbox", _("Notices"), "message"),
)


def shell(request: HttpRequest) -> dict[str, object]:
    """Return the shell's context."""
    viewer: Viewer | None = getattr(request, "viewer", None)
    shared: dict[str, object] = {"viewer": viewer, "fictitious": settings.KAPEA_FICTITIOUS}
    if viewer is None or viewer.user_id is None:
        return shared
    role = current_pack().roles.get(viewer.role)
    return {
        **shared,
        "home_url": reverse("home"),
        "viewer_role": role.name if role else viewer.role,
        "viewer_agency": agency_name(viewer.agency) if viewer.agency else "",
        "navigation": navigation(viewer, request.path),
    }


def navigation(viewer: Viewer, path: str) -> list[dict[str, object]]:
    """Return the places that the viewer may go to."""
    places = [
        (_("Home"), reverse("home"), "home"),
        *((words, reverse(name), icon) for permission, name, words, icon in PLACES if viewer.may(permission)),
        (_("My account"), reverse("guard:own_account"), "lock"),
    ]
    here = max((url for _words, url, _icon in places if path.startswith(url)), key=len, default="")
    return [{"label": words, "url": url, "icon": icon, "current": url == here} for words, url, icon in places]
