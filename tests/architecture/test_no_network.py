"""Nothing in the product asks another machine for anything: a reported address is never opened."""

import ast
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[2] / "src" / "kapea"
CLIENTS = {
    "aiohttp",
    "ftplib",
    "http.client",
    "httpx",
    "imaplib",
    "poplib",
    "requests",
    "smtplib",
    "socket",
    "telnetlib",
    "urllib.request",
    "urllib3",
    "websocket",
    "websockets",
    "xmlrpc.client",
}
LISTENS_ONLY = {"commands/serving.py": {"socket"}}
"""Looks whether its own port is free."""


def imported(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {each.name for each in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{each.name}" for each in node.names)}
    return found


def test_no_module_can_ask_another_machine():
    asking = {
        str(path.relative_to(SOURCE)): sorted(imported(path) & CLIENTS)
        for path in SOURCE.rglob("*.py")
        if imported(path) & CLIENTS - LISTENS_ONLY.get(path.relative_to(SOURCE).as_posix(), set())
    }
    assert asking == {}


STARTS_ITS_OWN_WORKER = ["commands/demo.py"]


def test_no_module_starts_another_program():
    programs = {"subprocess", "os.system", "pty", "os.popen"}
    starting = [str(path.relative_to(SOURCE)) for path in SOURCE.rglob("*.py") if imported(path) & programs]
    assert starting == STARTS_ITS_OWN_WORKER
