"""List, search, open and save at 20 busy users, beside the bare SQL of the same questions.

A busy user asks for a page, reads for a second, asks again; each has a connection and a session
of their own. The bare SQL answers the same question on one connection to the same database while
nobody else works. Needs PostgreSQL; makes its own private one.
"""

import argparse
import json
import random
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from pathlib import Path

import psycopg

from benchmarks.browser import Worker
from benchmarks.database import cluster, environment, fill, site
from benchmarks.measures import line

READING_SECONDS = 1.0
BARE_REPEATS = 200
WORKERS = ("ngo1.worker", "ngo2.worker", "social.worker", "ngo1.supervisor", "social.work.supervisor")
GOALS_MS = {"home": 200, "list": 150, "search by name": 150, "search by code": 150, "open": 150, "save": 300}
Samples = dict[str, list[float]]


def main() -> None:
    """Make the country, serve it, ask it, print."""
    options = _options()
    if options.url:
        measure(
            options.url, environment(options.url, options.home), users=options.users, seconds=options.seconds
        )
        return
    with cluster() as url, tempfile.TemporaryDirectory() as folder:
        variables = environment(url, Path(folder))
        started = time.perf_counter()
        fill(variables, cases=options.cases, persons=options.persons)
        print(f"filled in {time.perf_counter() - started:.0f} s: {_size(url)}")
        measure(url, variables, users=options.users, seconds=options.seconds)


def measure(url: str, variables: dict[str, str], *, users: int, seconds: float) -> None:
    """Print the figures for a filled database."""
    material = _material(url)
    bare = _bare(url, material)
    with site(variables) as address:
        samples, errors = _busy(address, variables, material, users=users, seconds=seconds)
    print(f"{users} users for {seconds:.0f} s, a second of reading between pages; errors: {errors}")
    for name, found in samples.items():
        print(line(name, found, beside=bare.get(name, ()), goal_ms=GOALS_MS.get(name, 0)))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=200_000)
    parser.add_argument("--persons", type=int, default=1_000_000)
    parser.add_argument("--users", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--url", default="", help="measure on a database that is already filled")
    parser.add_argument("--home", type=Path, default=Path("var/bench"), help="its KAPEA_HOME, with its keys")
    return parser.parse_args()


def _size(url: str) -> str:
    with psycopg.connect(url) as connection:
        counts = {
            name: connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # type: ignore[index]
            for name, table in (("persons", "people_person"), ("cases", "casework_case"))
        }
        size = connection.execute("SELECT pg_size_pretty(pg_database_size(current_database()))").fetchone()[0]  # type: ignore[index]
    return ", ".join(f"{count:,} {name}" for name, count in counts.items()) + f", {size}"


def _material(url: str) -> dict[str, dict[str, list[str]]]:
    """Return, for each worker, cases they own or supervise, and names to search for."""
    found: dict[str, dict[str, list[str]]] = {}
    with psycopg.connect(url) as connection:
        for username in WORKERS:
            user, agency = connection.execute(
                "SELECT id, agency_code FROM guard_user WHERE username = %s", [username]
            ).fetchone()  # type: ignore[misc]
            condition = "owner_id = %s" if username.endswith(".worker") else "agency_code = %s"
            value = user if username.endswith(".worker") else agency
            rows = connection.execute(
                f"SELECT code FROM casework_case WHERE {condition} AND status = 'open' AND child_id IS NOT NULL "
                "ORDER BY random() LIMIT 400",
                [value],
            ).fetchall()
            found[username] = {"cases": [code for (code,) in rows], "owner": [str(user)], "agency": [agency]}
    return found


def _busy(
    address: str,
    variables: dict[str, str],
    material: dict[str, dict[str, list[str]]],
    *,
    users: int,
    seconds: float,
) -> tuple[Samples, int]:
    """Return the seconds of each kind of page, and how many answers were not good."""
    names = [WORKERS[number % len(WORKERS)] for number in range(users)]
    made = subprocess.run(
        [sys.executable, "-m", "benchmarks.sessions", *names],
        env=variables,
        check=True,
        capture_output=True,
        text=True,
    )
    sessions = json.loads(made.stdout)
    samples: Samples = defaultdict(list)
    errors = [0]
    lock = threading.Lock()
    end = time.monotonic() + seconds

    def work(number: int) -> None:
        chance = random.Random(number)
        worker = Worker(
            address, cookies={sessions["cookie"]: sessions["keys"][number], "kapea_language": "km"}
        )
        time.sleep(number * READING_SECONDS / users)
        while time.monotonic() < end:
            kind = chance.choices(list(PAGES), [4, 6, 3, 3, 8, 4])[0]
            if kind == "save" and not names[number].endswith(".worker"):
                kind = "open"  # a supervisor reads; notes are the worker's
            status, body, took = PAGES[kind](worker, chance, material[names[number]])
            with lock:
                samples[kind].append(took)
                errors[0] += status not in (200, 302)
                if status not in (200, 302) and errors[0] <= 3:
                    print(f"{kind}: status {status}: {_in_words(body)}", flush=True)
            time.sleep(chance.uniform(0.5, 1.5) * READING_SECONDS)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(users)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return {kind: samples[kind] for kind in PAGES if kind in samples}, errors[0]


def _in_words(page: str) -> str:
    """Return the beginning of what a page of error says."""
    main = page.partition("<main")[2] or page
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())[:300]


FAMILIES = ("កែវ", "គឹម", "ចាន់", "ជា", "សុខ", "Keo", "Kim", "Chan", "Chea", "Sok")
GIVENS = ("កុសល", "ចន្ថា", "Kosal", "Chantha", "Kunthea", "Chanthou")


def _home(worker: Worker, _chance: random.Random, _mine: dict[str, list[str]]) -> tuple[int, str, float]:
    return worker.ask("GET", "/home/")


def _list(worker: Worker, chance: random.Random, _mine: dict[str, list[str]]) -> tuple[int, str, float]:
    query = chance.choice(["", "?status=open&risk=high", "?status=all", "?status=open&step=follow_up"])
    return worker.ask("GET", f"/cases/{query}")


def _search_name(
    worker: Worker, chance: random.Random, _mine: dict[str, list[str]]
) -> tuple[int, str, float]:
    from urllib.parse import quote

    name = f"{chance.choice(FAMILIES)} {chance.choice(GIVENS)}"
    return worker.ask("GET", f"/cases/?status=all&q={quote(name)}")


def _search_code(worker: Worker, chance: random.Random, mine: dict[str, list[str]]) -> tuple[int, str, float]:
    return worker.ask("GET", f"/cases/?status=all&q={chance.choice(mine['cases'])}")


def _open(worker: Worker, chance: random.Random, mine: dict[str, list[str]]) -> tuple[int, str, float]:
    return worker.ask("GET", f"/cases/{chance.choice(mine['cases'])}/")


def _save(worker: Worker, chance: random.Random, mine: dict[str, list[str]]) -> tuple[int, str, float]:
    path = f"/cases/{chance.choice(mine['cases'])}/notes/"
    return worker.send(path, {"text": "Fictitious note of a measurement.", "visibility": "agency"})


PAGES = {
    "home": _home,
    "list": _list,
    "search by name": _search_name,
    "search by code": _search_code,
    "open": _open,
    "save": _save,
}


def _bare(url: str, material: dict[str, dict[str, list[str]]]) -> Samples:
    """Return the seconds of the bare SQL of each question."""
    chance = random.Random(7)
    samples: Samples = defaultdict(list)
    with psycopg.connect(url, autocommit=True) as connection:
        tokens = [
            token
            for (token,) in connection.execute(
                "SELECT token FROM people_namekey TABLESAMPLE SYSTEM (20) LIMIT 400"
            )
        ]

        def ask(name: str, sql: str, values: list[object]) -> None:
            started = time.perf_counter()
            connection.execute(sql, values).fetchall()  # type: ignore[arg-type]
            samples[name].append(time.perf_counter() - started)

        for _repeat in range(BARE_REPEATS):
            mine = material[chance.choice(WORKERS)]
            owner, agency, code = int(mine["owner"][0]), mine["agency"][0], chance.choice(mine["cases"])
            ask(
                "list",
                "SELECT code, step, status, risk_level, priority, province_code, opened_at FROM casework_case "
                "WHERE agency_code = %s AND status = 'open' ORDER BY id DESC LIMIT 25",
                [agency],
            )
            ask("search by code", "SELECT * FROM casework_case WHERE code = %s", [code])
            ask(
                "search by name",
                "SELECT c.code FROM people_namekey k JOIN casework_case c ON c.child_id = k.person_id "
                "WHERE k.token = %s AND c.agency_code = %s ORDER BY c.id DESC LIMIT 25",
                [chance.choice(tokens), agency],
            )
            ask(
                "open",
                "SELECT c.*, p.* FROM casework_case c LEFT JOIN people_person p ON p.id = c.child_id WHERE c.code = %s",
                [code],
            )
            ask(
                "home",
                "SELECT count(*) FROM worklist_task WHERE assignee_id = %s AND done_at IS NULL",
                [owner],
            )
        with psycopg.connect(url) as saving:
            for _repeat in range(BARE_REPEATS):
                code = chance.choice(material[WORKERS[0]]["cases"])
                started = time.perf_counter()
                saving.execute(
                    "INSERT INTO casework_note (case_id, visibility, text, written_at, written_by) "
                    "SELECT id, 'agency', %s, now(), 'bare' FROM casework_case WHERE code = %s",
                    [b"bare", code],
                )
                saving.commit()
                samples["save"].append(time.perf_counter() - started)
            saving.execute(
                "DELETE FROM casework_note WHERE written_by = 'bare'"
            )  # not sealed: no page may meet them
            saving.commit()
    return samples


if __name__ == "__main__":
    main()
