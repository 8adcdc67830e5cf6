"""What each role waits for, one visit at a time: its home, the lists behind its numbers, a record of each list.

The baseline is the site's own public page in the same run: what a page costs that asks the database nothing
of a register. Needs a filled PostgreSQL database (`python -m benchmarks.site_load` says how one is made).
"""

import argparse
import html
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg

from benchmarks.browser import Worker
from benchmarks.database import environment, site
from benchmarks.measures import quantile

PUBLIC = "/"
CARD = re.compile(r'<a class="count-card[^>]*href="([^"]+)"')
RECORD = re.compile(r'<a class="code" href="([^"]+)"')
HOME_MS, LIST_MS = 200, 150


def main() -> None:
    """Print, for each role, its home, its slowest list and the slowest record it opens."""
    options = _options()
    variables = environment(options.url, options.home)
    accounts = _one_account_a_role(options.url)
    made = subprocess.run(
        [sys.executable, "-m", "benchmarks.sessions", *accounts.values()],
        env=variables,
        check=True,
        capture_output=True,
        text=True,
    )
    sessions = json.loads(made.stdout)
    with site(variables) as address:
        visitor = Worker(address)
        plain = _median_ms(visitor, PUBLIC, options.visits)
        print(f"public page {plain:.1f} ms; goals: home {HOME_MS} ms, list and record {LIST_MS} ms")
        for role, key in zip(accounts, sessions["keys"], strict=True):
            worker = Worker(address, cookies={sessions["cookie"]: key, "kapea_language": "km"})
            print(_said(role, dict(_visits(worker, options.visits)), plain), flush=True)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--url", required=True, help="a database that is already filled")
    parser.add_argument("--home", type=Path, default=Path("var/bench"), help="its KAPEA_HOME, with its keys")
    parser.add_argument("--visits", type=int, default=7, help="how often each page is asked for")
    return parser.parse_args()


def _one_account_a_role(url: str) -> dict[str, str]:
    with psycopg.connect(url) as connection:
        rows = connection.execute(
            "SELECT role, min(username) FROM guard_user WHERE is_active GROUP BY role ORDER BY role"
        ).fetchall()
    return dict(rows)


def _visits(worker: Worker, visits: int) -> Iterator[tuple[str, float]]:
    """Yield (address, median milliseconds) of the home, its lists, and the first record of each list."""
    yield "/home/", _median_ms(worker, "/home/", visits)
    home = worker.ask("GET", "/home/")[1]
    for address in dict.fromkeys(html.unescape(found) for found in CARD.findall(home)):
        yield address, _median_ms(worker, address, visits)
        record = RECORD.search(worker.ask("GET", address)[1])
        if record:
            yield html.unescape(record[1]), _median_ms(worker, html.unescape(record[1]), visits)


def _median_ms(worker: Worker, address: str, visits: int) -> float:
    worker.ask("GET", address)
    taken = []
    for _visit in range(visits):
        status, _body, seconds = worker.ask("GET", address)
        if status != 200:
            print(f"{address}: status {status}", flush=True)
        taken.append(seconds)
    return quantile(taken, 0.5) * 1000


def _said(role: str, found: dict[str, float], plain: float) -> str:
    home = found.pop("/home/")
    text = f"{role:<26} home {home:7.1f} ms ({home / plain:5.1f} public pages)"
    if found:
        address, slowest = max(found.items(), key=lambda item: item[1])
        text += f"  slowest of {len(found):>2} lists and records {slowest:7.1f} ms ({slowest / plain:5.1f}) {address}"
    return text


if __name__ == "__main__":
    main()
