"""How an installation is made ready, and how it serves and works in the background."""

import gc
import logging
import os
import socket
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kapea.engines.errors import KapeaError

if TYPE_CHECKING:
    from collections.abc import Callable
    from threading import Event

log = logging.getLogger("kapea.commands")
SECONDS_A_MINUTE = 60
MINUTES_AN_HOUR = 60
HOURS_A_DAY = 24


class PortInUse(KapeaError):
    """Another program listens on that port."""

    code = "kapea.port_in_use"


def prepare(*, load_pack: bool) -> dict[str, int]:
    """Migrate the database, load the pack and gather the static files; return what was loaded."""
    from django.conf import settings
    from django.core.management import call_command

    from kapea.guard.pack import current_pack

    call_command("migrate", interactive=False, verbosity=0)
    if load_pack or static_files_are_old(Path(settings.STATIC_ROOT) / "staticfiles.json"):
        call_command("collectstatic", interactive=False, verbosity=0)
    if not load_pack:
        return {}
    from kapea.registers.agencies.services import load_agencies
    from kapea.registers.places.services import load_places

    pack = current_pack()
    return {"places": load_places(pack), "agencies": load_agencies(pack)}


def static_files_are_old(gathered: Path) -> bool:
    """Whether a style or script of the code is newer than what was gathered last, as after an upgrade."""
    from django.contrib.staticfiles.finders import get_finders

    if not gathered.exists():
        return True
    when = gathered.stat().st_mtime
    return any(
        Path(storage.path(name)).stat().st_mtime > when
        for finder in get_finders()
        for name, storage in finder.list([])
    )


def check_port(host: str, port: int) -> None:
    """Raise PortInUse when the site could not listen there."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            reason = "is in use" if error.errno == 98 else f"cannot be used ({error.strerror})"
            raise PortInUse(f"Port {port} on {host} {reason}. Choose another: --port {port + 1}") from error
        except OverflowError as error:
            raise PortInUse(f"Port {port} does not exist: give a number from 1 to 65535.") from error


def serve(*, host: str, port: int, workers: int | None, threads: int) -> None:
    """Serve the site until the process is asked to stop.

    workers: None for two for each core; with two threads each no page waits long for the interpreter that
    another holds (decision 0119).
    """
    check_port(host, port)
    from gunicorn.app.base import BaseApplication

    class Site(BaseApplication):  # type: ignore[misc]
        def load_config(self) -> None:
            given: dict[str, Any] = {
                "bind": f"[{host}]:{port}" if ":" in host else f"{host}:{port}",
                "workers": workers or 2 * len(os.sched_getaffinity(0)),
                "threads": threads,
                "worker_class": "gthread",
                "preload_app": True,
                "worker_exit": _leave,
                "accesslog": None,
                "loglevel": "warning",
                "graceful_timeout": 20,
                "timeout": 60,
                "forwarded_allow_ips": "127.0.0.1,::1",
                "control_socket_disable": True,
            }
            for name, value in given.items():
                if name in self.cfg.settings:
                    self.cfg.set(name, value)

        def load(self) -> Any:
            return _warm_application()

    Site().run()


def _warm_application() -> Any:
    """Return the site with everything that its first page would wait for, before processes part.

    Each of them would otherwise read every page's code and words for itself while people wait.
    """
    from django.apps import apps
    from django.conf import settings
    from django.template.loader import get_template
    from django.urls import reverse
    from django.utils import translation

    from kapea.site.wsgi import application

    for app in apps.get_app_configs():
        folder = Path(app.path) / "templates"
        for page in folder.rglob("*.html") if app.name.startswith("kapea.") else ():
            get_template(str(page.relative_to(folder)))
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            reverse("home")
            translation.gettext("Home")
    leave_database()
    gc.collect()
    gc.freeze()  # what all processes share is not looked through again by each
    gc.set_threshold(20_000, 20, 20)  # a page makes fifty thousand objects and keeps none: look seldom
    return application


def _leave(_server: Any, _worker: Any) -> None:
    """End a process that answered: at once, without the clean-up of libraries.

    DuckDB's threads belong to the process that read its code first; taking them down here would abort.
    """
    logging.shutdown()
    leaving = sys.exception()
    code = leaving.code if isinstance(leaving, SystemExit) else 1
    os._exit(code if isinstance(code, int) else int(code is not None))


def leave_database() -> None:
    """Close this process's connections and their pool: the workers that follow open their own."""
    from django.db import connections

    for connection in connections.all(initialized_only=True):
        connection.close()
        if hasattr(connection, "close_pool"):
            connection.close_pool()


def work() -> None:
    """Do background work until the process is asked to stop; set the hourly and daily work too."""
    from threading import Event, Thread

    from django.core.management import call_command

    stopped = Event()
    Thread(target=_keep_time, args=(stopped,), daemon=True).start()
    Thread(target=_compare, daemon=True).start()
    try:
        call_command("db_worker", interval=2.0, verbosity=0)
    finally:
        stopped.set()


def _compare() -> None:
    """Do the comparisons of the national index beside all other work; what ends halfway is carried on."""
    from django.utils.crypto import get_random_string
    from django_tasks_db.management.commands.db_worker import Worker

    from kapea.registers.people.tasks import QUEUE

    Worker(
        queue_names=[QUEUE],
        interval=2.0,
        batch=False,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=get_random_string(32),
        excluded_queue_names=[],
    ).run()


def _keep_time(stopped: "Event") -> None:
    """Do what is due each minute, and enqueue what is due each hour and day; a start does all at once."""
    from django.db import connection

    minute = 0
    while True:
        minute += _is_done(lambda due=minute: _enqueue_due(due))
        _is_done(_keep_clocks)
        connection.close()
        if stopped.wait(SECONDS_A_MINUTE):
            return


def _is_done(act: "Callable[[], object]") -> bool:
    """Whether the act came to its end; when it did not, the next minute tries again."""
    from django.db import DatabaseError

    try:
        act()
    except (DatabaseError, KapeaError) as error:
        log.error("this minute's work was not done (%s); trying again in a minute", type(error).__name__)
        return False
    return True


def _keep_clocks() -> None:
    """Send late tasks up and notices out; here, not in the queue, which would keep a row for each minute."""
    from kapea.registers.worklist.tasks import keep_clocks

    keep_clocks.call()


def _enqueue_due(minute: int) -> None:
    from kapea.guard.audit.tasks import anchor_chain
    from kapea.guard.tasks import clear_void
    from kapea.registers.care.nightly import look_for_new_suspects
    from kapea.registers.casework.tasks import expire_unanswered
    from kapea.registers.hotline.tasks import erase_old_addresses
    from kapea.registers.people.tasks import carry_on_abandoned, compare_nightly
    from kapea.registers.worklist.tasks import forget_sent_notices

    carry_on_abandoned()
    if minute % MINUTES_AN_HOUR == 0:
        anchor_chain.enqueue()
    if minute % (MINUTES_AN_HOUR * HOURS_A_DAY) == 0:
        clear_void.enqueue()
        expire_unanswered.enqueue()
        erase_old_addresses.enqueue()
        look_for_new_suspects.enqueue()
        forget_sent_notices.enqueue()
        compare_nightly.enqueue()
