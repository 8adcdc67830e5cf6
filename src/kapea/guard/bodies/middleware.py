"""The first wall: a body that is not a plain form or JSON of plain text is answered with 415.

Only plain forms and JSON up to Django's own limit are read at all; the reading here is of raw
bytes, before any parser, and what is accepted stays whole for the parser behind.
"""

import json
import re
from collections.abc import Callable, Iterator
from typing import Final
from urllib.parse import unquote_plus, unquote_to_bytes

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import translation

from kapea.guard.bodies.signatures import carries_file, is_file, is_plain_text

FORM: Final = "application/x-www-form-urlencoded"
JSON: Final = "application/json"
CHARSETS: Final = ("", "utf-8", "utf8")
FIELD: Final = re.compile("[&=]")
DEEPEST: Final = 32


class RefuseFiles:
    """Answer 415 to a body that is or carries a file, 413 to one that is too large to be a form."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        length = _declared_length(request)
        if length == 0:
            return self.get_response(request)
        if length is None or not _is_declared_plain(request):
            return _answer(request, 415)
        if length > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
            return _answer(request, 413)
        if not _is_plain(request.body, json_body=request.content_type == JSON):
            return _answer(request, 415)
        return self.get_response(request)


def _declared_length(request: HttpRequest) -> int | None:
    """Return the body's length; None when it comes in pieces of unknown length or says nonsense."""
    if request.META.get("HTTP_TRANSFER_ENCODING"):
        return None
    written = str(request.META.get("CONTENT_LENGTH") or "0")
    return int(written) if written.isascii() and written.isdigit() else None


def _is_declared_plain(request: HttpRequest) -> bool:
    if request.META.get("HTTP_CONTENT_ENCODING", "identity").strip().lower() not in ("", "identity"):
        return False
    charset = (request.content_params or {}).get("charset", "").lower()
    return request.content_type in (FORM, JSON) and charset in CHARSETS


def _is_plain(body: bytes, *, json_body: bool) -> bool:
    """Whether the raw body is plain text and no part of it is a file."""
    if is_file(body[:64]) or not is_plain_text(body):
        return False
    if json_body:
        return not any(carries_file(text) for text in _json_texts(body))
    if not is_plain_text(unquote_to_bytes(body)):
        return False
    return not any(carries_file(unquote_plus(part)) for part in FIELD.split(body.decode()))


def _json_texts(body: bytes) -> Iterator[str]:
    """Yield every text of a JSON body, names included; of one that is no JSON, the body itself.

    A body that is nested deeper than any of ours is yielded as one text.
    """
    try:
        content = json.loads(body)
    except (ValueError, RecursionError):
        yield body.decode()
        return
    yield from _texts_in(content, depth=0)


def _texts_in(content: object, *, depth: int) -> Iterator[str]:
    if isinstance(content, str):
        yield content
    elif depth > DEEPEST:
        yield json.dumps(content, ensure_ascii=False)
    elif isinstance(content, dict):
        for name, value in content.items():
            yield name
            yield from _texts_in(value, depth=depth + 1)
    elif isinstance(content, list):
        for value in content:
            yield from _texts_in(value, depth=depth + 1)


def _answer(request: HttpRequest, status: int) -> HttpResponse:
    """Say in the reader's language that no file is taken (the language is not yet chosen here)."""
    if request.content_type == JSON or "application/json" in request.META.get("HTTP_ACCEPT", ""):
        return JsonResponse(
            {"error": "guard.no_files" if status == 415 else "guard.too_large"}, status=status
        )
    with translation.override(translation.get_language_from_request(request)):
        return render(request, f"{status}.html", status=status)
