"""Write the pages of reference that are made from the code, or tell which of them are out of date.

.venv/bin/python scripts/write_reference.py           writes docs/reference/*.md and GLOSSARY.md
.venv/bin/python scripts/write_reference.py --check   changes nothing; exit code 1 when a page is old
"""

import os
import sys
import tempfile
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
for folder in ("src", "tests", "scripts"):
    if str(ROOT / folder) not in sys.path:
        sys.path.insert(0, str(ROOT / folder))

PAGES: Mapping[str, tuple[str, str]] = {
    "docs/reference/settings.md": ("settings", "page"),
    "docs/reference/commands.md": ("commands", "page"),
    "docs/reference/permissions.md": ("matrix", "permissions_page"),
    "docs/reference/routes.md": ("matrix", "routes_page"),
    "docs/reference/fields.md": ("fields", "page"),
    "GLOSSARY.md": ("glossary", "page"),
}
"""Each page, and the module and function of `scripts/reference` that make it."""


def start() -> None:
    """Start Django with an installation of no content, unless the caller has started it."""
    import django
    from django.apps import apps

    if apps.ready:
        return
    for name in [each for each in os.environ if each.startswith("KAPEA_") or each == "DATABASE_URL"]:
        del os.environ[name]
    os.environ["KAPEA_HOME"] = tempfile.mkdtemp(prefix="kapea-reference-")
    os.environ["DJANGO_SETTINGS_MODULE"] = "kapea.site.settings"
    django.setup()


def page(name: str) -> str:
    """Return a page as the code says it now. Django must have been started."""
    module, function = PAGES[name]
    return str(getattr(import_module(f"reference.{module}"), function)())


def old_pages() -> list[str]:
    """Return the pages that do not say what the code says."""
    start()
    return [name for name in PAGES if not _is_current(ROOT / name, page(name))]


def _is_current(path: Path, text: str) -> bool:
    return path.exists() and path.read_text(encoding="utf-8") == text


def main() -> int:
    """Write the pages, or check them."""
    old = old_pages()
    if "--check" in sys.argv:
        print("\n".join(old))
        return 1 if old else 0
    for name in old:
        (ROOT / name).write_text(page(name), encoding="utf-8")
        print(f"Wrote {name}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
