"""A busy worker without a browser: signs in, keeps cookies, sends forms."""

import http.client
import re
import time
from urllib.parse import urlencode

HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)"[^>]*value="([^"]*)"')


class Worker:
    """One signed-in person on one kept connection."""

    def __init__(self, address: str, *, cookies: dict[str, str] | None = None) -> None:
        host, _mark, port = address.partition(":")
        self.connection = http.client.HTTPConnection(host, int(port), timeout=60)
        self.cookies = dict(cookies or {})

    def ask(self, method: str, path: str, form: dict[str, str] | None = None) -> tuple[int, str, float]:
        """Return status, body and seconds of one request."""
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        body = None
        if form is not None:
            body = urlencode(form)
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        started = time.perf_counter()
        self.connection.request(method, path, body=body, headers=headers)
        answer = self.connection.getresponse()
        content = answer.read().decode("utf-8", "replace")
        seconds = time.perf_counter() - started
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                cookie, _mark, content_of = value.partition(";")[0].partition("=")
                self.cookies[cookie] = content_of
        return answer.status, content, seconds

    def send(self, path: str, form: dict[str, str], *, page: str = "") -> tuple[int, str, float]:
        """Send a form of a page with its hidden fields; return status, body and seconds of the sending."""
        html = page or self.ask("GET", path)[1]
        return self.ask("POST", path, {**dict(HIDDEN.findall(html)), **form})
