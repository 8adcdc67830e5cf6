"""How an error reaches a person: in words, in their language, without a trace of anybody's data."""

import logging
import secrets
import sys
import traceback
from collections.abc import Callable
from pathlib import Path

from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from kapea.engines.errors import KapeaError
from kapea.guard.errors import NotAllowed, NotFound, StaleSave
from kapea.guard.vault.keyring import KeyringFault
from kapea.guard.vault.sealing import SealBroken

log = logging.getLogger("kapea.site")


class UserErrors:
    """Turn the guard's and registers' errors into pages."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer for errors that a person may be told; leave the rest to the fault page."""
        if isinstance(exception, SealBroken | KeyringFault):
            return None  # nothing the person sent: a fault of ours
        if isinstance(exception, NotFound):
            raise Http404 from exception
        if isinstance(exception, NotAllowed):
            return render(request, "403.html", status=403)
        if isinstance(exception, StaleSave):
            return render(request, "400.html", {"error_code": exception.code}, status=409)
        if isinstance(exception, KapeaError):
            return render(request, "400.html", {"error_code": exception.code}, status=400)
        return None


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer a request that cannot be read."""
    return render(request, "400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer a request that is not allowed."""
    return render(request, "403.html", status=403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form that came without its token: the page was open too long."""
    return render(request, "403.html", {"is_expired": True}, status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer for what is not there, or not yours: both look alike."""
    return render(request, "404.html", status=404)


def out_of_reach(request: HttpRequest) -> HttpResponse:
    """Answer when the database does not: nothing is lost, try again."""
    log.error("the database does not answer")
    response = render(request, "503.html", status=503)
    response["Retry-After"] = "60"
    return response


def fault(request: HttpRequest) -> HttpResponse:
    """Answer a fault of ours with a reference number; the log carries the same number."""
    if isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        return out_of_reach(request)
    reference = secrets.token_hex(4).upper()
    where = request.resolver_match and request.resolver_match.view_name
    log.error("fault %s at %s: %s", reference, where, _cause(sys.exc_info()[1]))
    return render(request, "500.html", {"reference": reference}, status=500)


def _cause(error: BaseException | None) -> str:
    """Return the kind and the place of an error, and never its message: that may hold personal data."""
    if error is None:
        return "unknown"
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if "kapea" in frame.filename]
    place = f" in {Path(frames[-1].filename).name} line {frames[-1].lineno}" if frames else ""
    return f"{type(error).__name__}{place}"
