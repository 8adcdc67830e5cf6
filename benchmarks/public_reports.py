"""Public reports a second, none lost, none doubled; beside a bare INSERT of the same bytes."""

import argparse
import tempfile
import threading
import time
from pathlib import Path
from uuid import uuid4

import psycopg

from benchmarks.browser import HIDDEN, Worker
from benchmarks.database import cluster, environment, fill, site
from benchmarks.measures import quantile

STORY = "Fictitious report of a measurement. " * 12


def main() -> None:
    """Send reports at a rate, or as fast as they are taken; compare what is stored with what was acknowledged."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clients", type=int, default=16)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument(
        "--rate", type=float, default=0, help="reports a second; 0 for as fast as they are taken"
    )
    options = parser.parse_args()
    with cluster() as url, tempfile.TemporaryDirectory() as folder:
        variables = environment(url, Path(folder))
        fill(variables, cases=100, persons=100, processes=1)
        before = _stored(url)
        with site(variables) as address:
            took, acknowledged = _send(
                address, clients=options.clients, seconds=options.seconds, rate=options.rate
            )
        stored = _stored(url) - before
        rate = len(took) / options.seconds
        print(
            f"{len(took)} reports acknowledged in {options.seconds:.0f} s by {options.clients} clients: {rate:.1f} a second"
        )
        print(f"median {quantile(took, 0.5) * 1000:.0f} ms, p95 {quantile(took, 0.95) * 1000:.0f} ms")
        print(
            f"stored {stored}, different codes {len(acknowledged)}: "
            f"lost {len(took) - stored}, doubled {stored - len(acknowledged)}"
        )
        bare = _bare(url)
        print(f"bare INSERT and commit of the same bytes: {bare:.0f} a second; ratio {bare / rate:.1f}")


def _stored(url: str) -> int:
    with psycopg.connect(url) as connection:
        return int(connection.execute("SELECT count(*) FROM hotline_contact WHERE is_public").fetchone()[0])  # type: ignore[index]


def _send(address: str, *, clients: int, seconds: float, rate: float) -> tuple[list[float], set[str]]:
    took: list[float] = []
    codes: set[str] = set()
    lock = threading.Lock()
    end = time.monotonic() + seconds

    def client(number: int) -> None:
        worker = Worker(address, cookies={"kapea_language": "en"})
        _status, page, _seconds = worker.ask("GET", "/")
        token = dict(HIDDEN.findall(page))["csrfmiddlewaretoken"]
        pause = clients / rate if rate else 0.0
        following = time.monotonic() + number * pause / clients
        while time.monotonic() < end:
            time.sleep(max(0.0, following - time.monotonic()))
            following += pause
            form = {
                "csrfmiddlewaretoken": token,
                "submission_key": uuid4().hex,
                "intent": "report",
                "step": "details",
                "go": "next",
                "is_danger_now": "unknown",
                "narrative": STORY,
                "relation_to_child": "self",
                "child_age_years": "13",
            }
            status, body, seconds_taken = worker.ask("POST", "/", form)
            found = body.partition('class="receipt">')[2].partition("</p>")[0]
            digits = "".join(c for c in found if c.isdigit())
            if status != 200 or len(digits) != 16:
                continue
            with lock:
                took.append(seconds_taken)
                codes.add(digits)

    threads = [threading.Thread(target=client, args=(number,)) for number in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return took, codes


def _bare(url: str, repeats: int = 500) -> float:
    with psycopg.connect(url) as connection:
        connection.execute("CREATE TABLE bare_report (id bigserial PRIMARY KEY, body bytea NOT NULL)")
        connection.commit()
        started = time.perf_counter()
        for _repeat in range(repeats):
            connection.execute("INSERT INTO bare_report (body) VALUES (%s)", [STORY.encode()])
            connection.commit()
        return repeats / (time.perf_counter() - started)


if __name__ == "__main__":
    main()
