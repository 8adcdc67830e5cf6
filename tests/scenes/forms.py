"""The test browser sends forms as real ones do: URL-encoded. Multipart is refused by the site.

A test that means multipart says so with a content type of its own.
"""

from typing import Any

from django.test.client import MULTIPART_CONTENT, RequestFactory
from django.utils.http import urlencode

_post = RequestFactory.post


def _post_as_form(
    self: RequestFactory,
    path: str,
    data: Any = None,
    content_type: str = MULTIPART_CONTENT,
    *args: Any,
    **more: Any,
) -> Any:
    if content_type == MULTIPART_CONTENT and not isinstance(data, bytes):
        data, content_type = urlencode(data or {}, doseq=True), "application/x-www-form-urlencoded"
    return _post(self, path, data, content_type, *args, **more)


RequestFactory.post = _post_as_form  # type: ignore[method-assign]
