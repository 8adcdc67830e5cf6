"""A private PostgreSQL for measurements, durable as in production, and a country of a given size in it."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
OPTIONS = (
    "-c shared_buffers=2GB -c work_mem=16MB -c maintenance_work_mem=512MB -c effective_cache_size=8GB "
    "-c max_wal_size=8GB -c synchronous_commit=on -c random_page_cost=1.1 -c max_connections=60"
)


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def cluster() -> Iterator[str]:
    """Yield the DATABASE_URL of a private cluster that ends with the block."""
    tools = sorted(Path("/usr/lib/postgresql").glob("*/bin"))[-1]
    folder = Path(tempfile.mkdtemp(prefix="kapea-bench."))
    port = free_port()
    as_owner: list[str] = []
    if os.getuid() == 0:
        shutil.chown(folder, "postgres")
        as_owner = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]

    def run(tool: str, *arguments: str) -> None:
        subprocess.run([*as_owner, str(tools / tool), *arguments], check=True, stdout=subprocess.DEVNULL)

    run(
        "initdb",
        "-D",
        str(folder / "data"),
        "-U",
        "kapea",
        "--auth=trust",
        "--encoding=UTF8",
        "--locale=C.UTF-8",
    )
    where = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 {OPTIONS}"
    run("pg_ctl", "-D", str(folder / "data"), "-w", "-l", str(folder / "log"), "-o", where, "start")
    try:
        run("createdb", "-h", "127.0.0.1", "-p", str(port), "-U", "kapea", "kapea")
        yield f"postgresql://kapea@127.0.0.1:{port}/kapea"
    finally:
        run("pg_ctl", "-D", str(folder / "data"), "-m", "immediate", "-w", "stop")
        shutil.rmtree(folder, ignore_errors=True)


def environment(url: str, home: Path) -> dict[str, str]:
    """Return the settings of an installation on that database."""
    return {
        **os.environ,
        "DATABASE_URL": url,
        "KAPEA_HOME": str(home),
        "KAPEA_FICTITIOUS": "1",
        "KAPEA_HTTPS": "0",
        "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}",
        "DJANGO_SETTINGS_MODULE": "kapea.site.settings",
    }


def fill(variables: dict[str, str], *, cases: int, persons: int, processes: int = 2) -> None:
    """Make the country in several processes at once."""
    subprocess.run([sys.executable, "-m", "benchmarks.fill", "prepare"], env=variables, check=True)
    parts = [
        subprocess.Popen(
            [
                sys.executable,
                "-m",
                "benchmarks.fill",
                str(part),
                str(cases // processes),
                str(persons // processes),
            ],
            env=variables,
        )
        for part in range(1, processes + 1)
    ]
    if any(part.wait() for part in parts):
        raise SystemExit("The country could not be made.")
    subprocess.run([sys.executable, "-m", "benchmarks.fill", "finish"], env=variables, check=True)


@contextmanager
def site(variables: dict[str, str]) -> Iterator[str]:
    """Yield the address of the site, served as in production."""
    import http.client
    import time

    port = free_port()
    served = subprocess.Popen(
        [sys.executable, "-m", "kapea.cli", "serve", "--port", str(port)], env=variables
    )
    try:
        for _attempt in range(240):
            try:
                probe = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
                probe.request("GET", "/")
                probe.getresponse().read()
                break
            except OSError:
                time.sleep(0.5)
        yield f"127.0.0.1:{port}"
    finally:
        served.terminate()
        served.wait(timeout=30)
