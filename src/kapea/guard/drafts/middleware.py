"""A form that was saved needs no draft: one place clears it for every form of the site."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from kapea.guard.drafts.services import drop_draft
from kapea.guard.web import viewer

SAVED = (302, 303)


class ClearSavedDrafts:
    """Clear the draft of a form that its view has answered by leading on."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.method == "POST" and response.status_code in SAVED and not _is_kept(response):
            by, key = viewer(request), request.POST.get("submission_key", "")
            if by.user_id is not None and key and request.path == request.POST.get("draft_form"):
                drop_draft(key=key, by=by)
        return response


def _is_kept(response: HttpResponse) -> bool:
    """Whether the way leads to showing oneself again: then nothing has been saved."""
    return response["Location"].startswith("/accounts/")
