"""What a person at a browser does: opens a page, fills its form, sends it."""

import re
from html import unescape

from django.test import Client


def hidden(page: str) -> dict[str, str]:
    """Return the hidden fields of a page, as a browser would send them back."""
    found = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page)
    return {name: unescape(value) for name, value in found}


def send(client: Client, url: str, **typed: object) -> str:
    """Open a page, fill its form and send it; return where it led."""
    opened = client.get(url)
    assert opened.status_code == 200, opened.content.decode()[:2000]
    answer = client.post(url, {**hidden(opened.content.decode()), **typed})
    assert answer.status_code == 302, re.findall(r'class="errors".*?</ul>', answer.content.decode(), re.S)
    return answer["Location"]
