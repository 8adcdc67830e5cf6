"""What the environment says about this installation, checked once and explained when wrong.

Knows names, defaults and limits of the settings an operator may give; it opens no file of keys
and no database. `docs/reference/settings.md` lists each name (a test holds them together).
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from kapea.engines.errors import KapeaError

DATABASE_SCHEMES = ("sqlite", "postgres", "postgresql")


class SettingsFault(KapeaError):
    """A setting is missing or cannot be used; names the setting and what to do."""

    code = "kapea.settings"


@dataclass(frozen=True, kw_only=True)
class Environment:
    """The settings of one installation.

    home: folder for the embedded database, the keys and the audit anchors.
    keys: file that holds the keys; must lie outside the database and its backups.
    """

    home: Path
    pack: Path
    database_url: str
    keys: Path
    debug: bool = False
    fictitious: bool = False
    hosts: tuple[str, ...] = ("localhost", "127.0.0.1", "[::1]")
    origins: tuple[str, ...] = ()
    https: bool = True
    exit_url: str = "https://www.wikipedia.org/"
    email_url: str = "console://"
    pool_size: int = field(default=8)
    proxies: int = 0


NAMES = {
    "KAPEA_HOME": "Folder for the embedded database, the keys and the audit anchors. Default: ./var",
    "KAPEA_PACK": "Folder of the country's pack. Default: packs/khm",
    "DATABASE_URL": "sqlite:///PATH or postgresql://USER:PASSWORD@HOST:PORT/NAME. Default: SQLite in KAPEA_HOME",
    "KAPEA_KEYS": "File of keys, readable by the service only. Default: KAPEA_HOME/keys.json",
    "KAPEA_DEBUG": "1 shows faults in the browser; never with real cases. Default: 0",
    "KAPEA_FICTITIOUS": "1 marks every page as fictitious. `kapea demo` sets it. Default: 0",
    "KAPEA_HOSTS": "Host names this site answers to, with commas. Default: localhost,127.0.0.1,[::1]",
    "KAPEA_ORIGINS": "Trusted origins for forms behind a proxy (https://name), with commas. Default: none",
    "KAPEA_HTTPS": "0 only for a site on this machine: cookies are then sent without TLS. Default: 1",
    "KAPEA_EXIT_URL": "Where the public site's exit control leads. Default: https://www.wikipedia.org/",
    "KAPEA_EMAIL_URL": "smtp://USER:PASSWORD@HOST:PORT for notices without content, or console://. Default: console://",
    "KAPEA_POOL_SIZE": "PostgreSQL connections kept by each process. Default: 8",
    "KAPEA_PROXIES": "How many of your own proxies add to X-Forwarded-For. Default: 0 (the header is not read)",
}


def read(variables: Mapping[str, str] = os.environ, *, root: Path) -> Environment:
    """Return the installation's settings; raise SettingsFault for one that cannot be used."""
    unknown = sorted(name for name in variables if name.startswith("KAPEA_") and name not in NAMES)
    if unknown:
        raise SettingsFault(f"{unknown[0]} is not a setting of Kapea. Settings: {', '.join(sorted(NAMES))}.")
    home = Path(variables.get("KAPEA_HOME") or root / "var").absolute()
    return Environment(
        home=home,
        pack=_pack(variables, root),
        database_url=_database_url(variables, home),
        keys=Path(variables.get("KAPEA_KEYS") or home / "keys.json").absolute(),
        debug=_flag(variables, "KAPEA_DEBUG", default=False),
        fictitious=_flag(variables, "KAPEA_FICTITIOUS", default=False),
        hosts=_list(variables, "KAPEA_HOSTS") or Environment.hosts,
        origins=_list(variables, "KAPEA_ORIGINS"),
        https=_flag(variables, "KAPEA_HTTPS", default=True),
        exit_url=variables.get("KAPEA_EXIT_URL") or Environment.exit_url,
        email_url=variables.get("KAPEA_EMAIL_URL") or Environment.email_url,
        pool_size=_count(variables, "KAPEA_POOL_SIZE", default=8),
        proxies=_count(variables, "KAPEA_PROXIES", default=0, least=0),
    )


def _pack(variables: Mapping[str, str], root: Path) -> Path:
    path = Path(variables.get("KAPEA_PACK") or root / "packs" / "khm").absolute()
    if not (path / "pack.yaml").is_file():
        raise SettingsFault(
            f"KAPEA_PACK: {path} is not a pack (no pack.yaml in it). Give the folder of a pack."
        )
    return path


def _database_url(variables: Mapping[str, str], home: Path) -> str:
    url = variables.get("DATABASE_URL") or f"sqlite:///{home / 'kapea.sqlite3'}"
    scheme = urlsplit(url).scheme
    if scheme not in DATABASE_SCHEMES:
        raise SettingsFault(
            f"DATABASE_URL: begins with {scheme or 'nothing'}://; use sqlite:/// or postgresql://."
        )
    return url


def _flag(variables: Mapping[str, str], name: str, *, default: bool) -> bool:
    value = variables.get(name, "").strip().lower()
    if value in ("", "0", "1"):
        return default if value == "" else value == "1"
    raise SettingsFault(f"{name}: give 1 or 0, not {value!r}.")


def _list(variables: Mapping[str, str], name: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in variables.get(name, "").split(",") if part.strip())


def _count(variables: Mapping[str, str], name: str, *, default: int, least: int = 1) -> int:
    value = variables.get(name, "").strip()
    if value and not (value.isascii() and value.isdigit() and int(value) >= least):
        raise SettingsFault(f"{name}: give a whole number from {least}, not {value!r}.")
    return int(value) if value else default
