"""Headers that every answer carries beyond Django's own."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse


class SafeHeaders:
    """Keep pages out of every cache, and windows and resources apart."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.setdefault("Cache-Control", "no-store")
        response.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.setdefault("Cross-Origin-Embedder-Policy", "require-corp")
        response.setdefault("X-Robots-Tag", "noindex")
        return response
