"""Pages say times as the country's clocks do; instants are kept in UTC."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from kapea.guard.pack import current_pack


class LocalTime:
    """Show each page in the time zone of the pack."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with timezone.override(current_pack().time_zone):
            return self.get_response(request)
