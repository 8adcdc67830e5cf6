"""The home screen: what waits for this person, and the numbers of their registers."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from kapea.guard.pack import current_pack
from kapea.guard.web import door, public, viewer
from kapea.site.cards import home_cards
from kapea.site.homes import opens_first

SHOWN_AT_HOME = 10


@door()
def home(request: HttpRequest) -> HttpResponse:
    """Show the viewer's tasks and numbers; each number opens exactly the list it counts."""
    from kapea.registers.worklist.overview import work_of

    by, now = viewer(request), timezone.now()
    role = current_pack().roles.get(by.role)
    work = work_of(by=by, now=now, most=SHOWN_AT_HOME)
    return render(
        request,
        "site/home.html",
        {
            "first": opens_first(role.home if role else "", by=by),
            "tasks": work.first,
            "counts": work.counts,
            "cards": home_cards(by=by, now=now),
            "has_tasks": by.may("worklist.task.read"),
            "is_supervisor": "agency" in by.scopes("worklist.task.read"),
        },
    )


@public
def gallery(request: HttpRequest) -> HttpResponse:
    """Show every component in every state; in development only."""
    from kapea.site.gallery import gallery_context, public_context

    if "public" in request.GET:
        return render(request, "gallery_public.html", public_context())
    return render(request, "gallery.html", gallery_context())
