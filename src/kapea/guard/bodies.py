"""No image, video or file ever enters: such bodies are refused before they are parsed.

Judged by declared content type and by the first bytes, whichever says "file". Nothing of a
refused body is read further, stored or logged.
"""

from collections.abc import Callable

from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

ACCEPTED = ("application/x-www-form-urlencoded", "application/json")


class RefuseFiles:
    """Answer 415 to a body that is not a plain form or JSON."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method in ("POST", "PUT", "PATCH", "DELETE") and not _is_plain(request):
            return render(request, "415.html", status=415)
        return self.get_response(request)


def _is_plain(request: HttpRequest) -> bool:
    declared = request.content_type or ""
    if not int(request.META.get("CONTENT_LENGTH") or 0):
        return True
    return declared in ACCEPTED


class NoFileHandler(FileUploadHandler):
    """Takes no file: a second wall behind RefuseFiles."""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        return None

    def file_complete(self, file_size: int) -> None:
        return None
