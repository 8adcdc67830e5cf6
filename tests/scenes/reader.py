"""A person at a real browser: what they open, read, fill in and press, and what must hold on every page.

Each page a person comes to is looked at: no fault in the console, nothing asked of another host,
nothing inline, no sideways scrolling, and nothing that axe finds serious.
"""

import re
import time
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, Route

PHONE_PX, DESK_PX = 360, 1280
CODE_SECONDS = 30
SERIOUS = ("serious", "critical")
EXIT_HOST = "www.wikipedia.org"
INLINE = """() => [
  ...document.querySelectorAll('script:not([src]):not([type="application/json"]), style, [style]'),
  ...[...document.querySelectorAll('*')].filter(e => e.getAttributeNames().some(n => n.startsWith('on'))),
].map(e => e.outerHTML.slice(0, 120))"""
LISTENED: set[str] = set()
"""The kinds of pages that axe has been through in this process, whoever came to them."""
ANSWERED = re.compile(r"the server responded with a status of (403|404|409|422|503)")
"""What Chromium writes to the console when a page answers that something is wrong."""
GAP = re.compile(r"%\(\w+\)[sd]")
"""Where a text of the site takes a name or a number."""


def in_words(language: str, text: str, *, context: str = "") -> str:
    """Return a text of the site as a reader of the language sees it."""
    from django.utils import translation

    with translation.override(language):
        return translation.pgettext(context, text) if context else translation.gettext(text)


def called(language: str, code_list: str, code: str) -> str:
    """Return what the country calls a code."""
    from kapea.guard.pack import current_pack

    return str(dict(current_pack().code_list(code_list).choices(language))[code])


@dataclass
class Reader:
    """A person with a browser of their own."""

    page: Page
    context: BrowserContext
    site: str
    language: str
    width: int
    has_scripts: bool = True
    faults: list[str] = field(default_factory=list)

    def open(self, path: str) -> "Reader":
        """Go to an address, as by a link or a bookmark."""
        self.page.goto(f"{self.site}{path}")
        return self.look()

    def press(self, words: str, *, within: str = "main") -> "Reader":
        """Press a button or a link by its words in the reader's language; comes to the page it leads to."""
        said = in_words(self.language, words)
        place = self.page.locator(within)
        named = [
            place.get_by_role(role, name=said, exact=exact)
            for exact in (True, False)
            for role in ("button", "link")
        ]
        found = next((each for each in named if each.count()), named[0])
        with self.page.expect_navigation():
            found.first.click()
        return self.look()

    def send(self) -> "Reader":
        """Send the form that was filled in, by the first button of the page's form."""
        with self.page.expect_navigation():
            self.page.locator(
                "main form[method=post].form button[type=submit], main form.form .actions button"
            ).first.click()
        return self.look()

    def write(self, **fields: str) -> "Reader":
        """Fill in fields by their names."""
        for name, text in fields.items():
            self.page.fill(f'main [name="{name}"]', text)
        return self

    def pick(self, **fields: str) -> "Reader":
        """Choose from lists by their names."""
        for name, value in fields.items():
            self.page.select_option(f'main select[name="{name}"]', value)
        return self

    def tick(self, **fields: str) -> "Reader":
        """Tick radio buttons and boxes by name and value."""
        for name, value in fields.items():
            self.page.check(f'main input[name="{name}"][value="{value}"]')
        return self

    def sees(self, *texts: str) -> "Reader":
        """Every text stands on the page, in the reader's language, whatever fills its gaps."""
        shown = self.text
        for text in texts:
            for said in GAP.split(in_words(self.language, text)):
                assert flat(said) in shown, f"{said!r} is not on {self.page.url}:\n{shown[:3000]}"
        return self

    def does_not_see(self, *texts: str) -> "Reader":
        """None of the texts stands on the page."""
        shown = self.text
        for text in texts:
            assert flat(in_words(self.language, text)) not in shown, f"{text!r} is on {self.page.url}"
        return self

    @property
    def text(self) -> str:
        """What is to be read on the page."""
        return flat(self.page.inner_text("body"))

    @property
    def path(self) -> str:
        return urlsplit(self.page.url).path

    def value(self, name: str) -> str:
        """Return what stands in a field."""
        return self.page.input_value(f'main [name="{name}"]')

    def look(self) -> "Reader":
        """Check what must hold on every page."""
        assert self.faults == []
        assert self.page.evaluate(INLINE) == []
        assert self.page.get_attribute("html", "lang") == self.language
        wide = self.page.evaluate("document.documentElement.scrollWidth")
        assert wide <= self.width, f"{self.page.url} is {wide} px wide at {self.width} px"
        assert self.page.locator("h1").count() == 1, self.page.url
        assert self.page.locator("[hidden]:visible").count() == 0, f"{self.page.url} shows what is hidden"
        return self.listen()

    def listen(self) -> "Reader":
        """Look for what a person who cannot see or use a mouse would stumble over, once for each kind of page.

        axe is a script: where scripts are off it cannot look, and the same pages are looked at with them on.
        """
        place = re.sub(r"[A-Z]-[0-9A-Z]{8}", "CODE", self.path)
        alerts = self.page.locator("[role=alert]").count()
        parts = self.page.locator("main h2").count()
        kind = f"{self.language} {self.width} {place} {self.page.inner_text('h1')} {parts} {alerts}"
        if kind in LISTENED or not self.has_scripts:
            return self
        LISTENED.add(kind)
        found = Axe().run(
            self.page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]}
        )
        worst = [
            f"{rule['id']}: {rule['nodes'][0]['html'][:200]} {rule['nodes'][0].get('failureSummary', '')[:300]}"
            for rule in found.response["violations"]
            if rule["impact"] in SERIOUS
        ]
        assert worst == [], f"{self.page.url}: {worst}"
        return self

    def close(self) -> None:
        self.context.close()


def flat(text: str) -> str:
    """Return a text with its white space made even."""
    return " ".join(text.split())


def new_reader(
    browser: Browser, site: str, *, language: str, width: int, scripts: bool = True, state: Any = None
) -> Reader:
    """Return a person who just opened a browser; their faults are gathered as they go."""
    context = browser.new_context(
        locale={"km": "km-KH", "en": "en-GB"}[language],
        viewport={"width": width, "height": 800},
        java_script_enabled=scripts,
        storage_state=state,
    )
    context.set_default_timeout(20_000)
    page = context.new_page()
    reader = Reader(
        page=page, context=context, site=site, language=language, width=width, has_scripts=scripts
    )
    own = urlsplit(site).netloc

    def guard(route: Route) -> None:
        host = urlsplit(route.request.url).netloc
        if host == own:
            route.continue_()
        elif host == EXIT_HOST and route.request.is_navigation_request():
            route.fulfill(
                status=200, content_type="text/html", body="<!doctype html><title>elsewhere</title>"
            )
        else:
            reader.faults.append(f"asked another host: {route.request.url}")
            route.abort()

    context.route("**/*", guard)
    page.on(
        "console",
        lambda said: (
            reader.faults.append(f"console: {said.text}")
            if said.type in ("error", "warning") and not ANSWERED.search(said.text)
            else None
        ),
    )
    page.on("pageerror", lambda error: reader.faults.append(f"script: {error}"))
    return reader


def sign_in(reader: Reader, username: str, *, seconds_ahead: int = 0) -> Any:
    """Sign in with password and second factor; return the browser's state, for coming back signed in.

    seconds_ahead: how far the clock of the site is moved. A code that somebody else has just used, or that grew old
    on a slow machine, is followed by the next one, as a person would wait for it.
    """
    from kapea.guard.accounts.second_factor import demo_code
    from kapea.site.demo.accounts import PASSWORD

    reader.open("/accounts/login/").write(login=username, password=PASSWORD).send()
    for later in (0, CODE_SECONDS):
        if reader.path == "/accounts/factors/sign-in/":
            reader.write(code=demo_code(at=time.time() + seconds_ahead + later)).send()
    assert reader.path == "/home/", reader.text[:500]
    return reader.context.storage_state()
