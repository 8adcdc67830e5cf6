"""The site as it runs for real: its own processes, its own database, reached over HTTP only."""

import fcntl
import json
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.error import URLError

CASES = 24
STARTS_WITHIN_SECONDS = 60


def kapea(*arguments: str) -> list[str]:
    """Return the command line of `kapea`, in the Python that runs the tests."""
    return [sys.executable, "-m", "kapea.cli", *arguments]


MOVED = """
import sys
from datetime import UTC, datetime, timedelta
import time_machine
time_machine.travel(datetime.now(UTC) + timedelta(days=int(sys.argv.pop(1))), tick=True).start()
from kapea.cli import main
raise SystemExit(main(sys.argv[1:]))
"""


def moved_kapea(days: int, *arguments: str) -> list[str]:
    """Return the command line of `kapea` with its clock moved so many days ahead."""
    return [sys.executable, "-c", MOVED, str(days), *arguments]


def environment(**settings: str) -> dict[str, str]:
    """Return this machine's environment with these settings of Kapea and no others."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("KAPEA_", "DJANGO_")) and name != "DATABASE_URL"
    }
    return kept | settings


def demo_settings(home: Path) -> Mapping[str, str]:
    """Return the settings of a site with fictitious cases in a folder."""
    return environment(KAPEA_HOME=str(home), KAPEA_FICTITIOUS="1", KAPEA_HTTPS="0")


def free_port() -> int:
    """Return a port on which nothing listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def prepared_home(folder: Path) -> Path:
    """Return a folder with a small fictitious country, made once however many processes ask."""
    home = folder / "kapea-demo"
    with (folder / "kapea-demo.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (home / "READY").exists():
            _prepare(home)
    return home


def _prepare(home: Path) -> None:
    made = subprocess.run(
        kapea("demo", "--prepare-only", "--cases", str(CASES), "--port", str(free_port())),
        env=demo_settings(home),
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    if made.returncode:
        raise RuntimeError(made.stderr)
    (home / "READY").touch()


@dataclass
class Site:
    """A served site. kill() leaves it no moment to tidy up; start() again finds what was stored."""

    home: Path
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self, *, days_ahead: int = 0) -> None:
        """Serve, and wait until a page comes. days_ahead: how far the clock of the site is moved."""
        asked = ("serve", "--port", str(self.port), "--workers", "1", "--threads", "4")
        with (self.home / "serve.log").open("ab") as log:
            self.process = subprocess.Popen(
                moved_kapea(days_ahead, *asked) if days_ahead else kapea(*asked),
                env=demo_settings(self.home),
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        ends = time.monotonic() + STARTS_WITHIN_SECONDS
        while not self._answers():
            if self.process.poll() is not None or time.monotonic() > ends:
                raise RuntimeError((self.home / "serve.log").read_text())
            time.sleep(0.2)

    def kill(self) -> None:
        """End every process of the site at once, as a power cut would; what it acknowledged is stored."""
        if self.process and self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait(timeout=30)
        self.process = None

    def stop(self) -> None:
        """Tell the site to stop, as the machine's manager of services does, and wait until it has."""
        if self.process is None:
            raise RuntimeError("the site is not served")
        self.process.terminate()
        if code := self.process.wait(timeout=30):
            raise RuntimeError(f"the site ended with {code}")

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(self.url, timeout=10) as answer:  # noqa: S310 - our own site
                return bool(answer.status == 200)
        except (URLError, OSError):
            return False


def copy_of(home: Path, folder: Path) -> Path:
    """Return a copy of a prepared folder, so that one test's records are not another's."""
    return Path(shutil.copytree(home, folder))


def contacts_stored(site: Site) -> int:
    """Return how many contacts lie in the site's database."""
    with sqlite3.connect(f"file:{site.home / 'kapea.sqlite3'}?mode=ro", uri=True) as database:
        return int(database.execute("select count(*) from hotline_contact").fetchone()[0])


CHILD_NEAREST_IN_AGE = """
import json, sys
import django
django.setup()
from django.utils import timezone
from kapea.guard.pack import local_day
from kapea.registers.people import queries
from kapea.registers.people.models import Person
today, years = local_day(timezone.now()), int(sys.argv[1])
best = None
for person in Person.objects.order_by("pk"):
    identity = queries.identity_through(person.pk, sections=frozenset({"identity"}), today=today)
    scripts = {name.script: name for name in identity.names if name.kind == "official"}
    if len(scripts) == 2 and identity.ages:
        apart = abs(identity.ages.lowest + identity.ages.highest - 2 * years)
        if best is None or apart < best[0]:
            best = (apart, {script: (name.family, name.given) for script, name in scripts.items()})
print(json.dumps(best[1]))
"""


def name_of_a_child(home: Path, *, years: int) -> dict[str, tuple[str, str]]:
    """Return family and given name, by script, of the recorded child nearest in age."""
    asked = subprocess.run(
        [sys.executable, "-c", CHILD_NEAREST_IN_AGE, str(years)],
        env=demo_settings(home) | {"DJANGO_SETTINGS_MODULE": "kapea.site.settings"},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    return json.loads(asked.stdout)
