"""The pages of reference say what the code says, and the documents name what an operator can set or run."""

from pathlib import Path

import pytest

from kapea.packs.vocabulary import PERMISSIONS, SECTIONS
from kapea.site.environment import NAMES
from scenes.routes import all_routes
from scenes.scripts import script

write_reference = script("write_reference")
commands = script("reference.commands")
ROOT = Path(__file__).resolve().parents[2]


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", sorted(write_reference.PAGES))
def test_the_page_is_as_the_code_says(name):
    assert text(name) == write_reference.page(name), "run scripts/write_reference.py"


def test_the_documents_name_every_setting():
    assert [name for name in NAMES if f"`{name}`" not in text("docs/reference/settings.md")] == []


def test_the_documents_name_every_subcommand_with_a_line_on_it():
    page = text("docs/reference/commands.md")
    found = list(commands.subcommands())
    assert [name for name, _words, _parser in found if f"## `kapea {name}`" not in page] == []
    assert [name for name, words, _parser in found if not words] == []


def test_the_documents_name_every_permission_and_section():
    page = text("docs/reference/permissions.md")
    assert [word for word in PERMISSIONS | SECTIONS if f"`{word}`" not in page] == []


def test_the_documents_name_every_address():
    page = text("docs/reference/routes.md")
    assert [route.pattern for route in all_routes() if f"| `/{route.pattern}` |" not in page] == []


def test_how_to_run_names_every_setting_an_operator_must_choose():
    page = text("docs/how-to/run.md")
    for name in ("DATABASE_URL", "KAPEA_HOME", "KAPEA_KEYS", "KAPEA_HOSTS", "KAPEA_ORIGINS", "KAPEA_PROXIES"):
        assert f"`{name}`" in page or f"{name}=" in page, name


def test_the_documents_lead_to_pages_that_are_there():
    import re

    pages = [
        ROOT / "README.md",
        ROOT / "ARCHITECTURE.md",
        ROOT / "CONTRIBUTING.md",
        *(ROOT / "docs").rglob("*.md"),
    ]
    broken = [
        f"{page.relative_to(ROOT)}: {target}"
        for page in pages
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
        if not (page.parent / target).exists()
    ]
    assert broken == []
