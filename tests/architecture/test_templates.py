"""Every template is used, and none carries what the content rules of the site would refuse."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "kapea"
TEMPLATES = sorted(SOURCE.rglob("templates/**/*.html"))
BY_STATUS = re.compile(r"\d{3}\.html")
"""Rendered by the number of an answer."""

FOR_OTHERS = ("account/", "mfa/", "django/")
"""Rendered by the framework's views and forms, which look for them under these names."""

TAG = re.compile(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}", re.S)


def name_of(path: Path) -> str:
    return path.as_posix().partition("/templates/")[2]


def without_tags(path: Path) -> str:
    return TAG.sub("", path.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def written() -> str:
    code = [path.read_text(encoding="utf-8") for path in SOURCE.rglob("*.py")]
    return "\n".join([*code, *(path.read_text(encoding="utf-8") for path in TEMPLATES)])


def test_every_template_is_rendered_or_included(written):
    unused = [
        name_of(path)
        for path in TEMPLATES
        if not BY_STATUS.fullmatch(name_of(path))
        and not name_of(path).startswith(FOR_OTHERS)
        and not _is_named(path, written)
    ]
    assert unused == []


def _is_named(path: Path, written: str) -> bool:
    """Whether the template is named in full, or by the last part where a view adds the folder or the suffix."""
    name = name_of(path)
    if f'"{name}"' in written or f"'{name}'" in written:
        return True
    folder = name.rpartition("/")[0]
    if f'"{folder}/{path.stem}.{{' in written:
        return True
    return f'"{path.stem}"' in written and f'"{folder}/{{' in written


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_a_template_has_no_script_or_style_of_its_own_and_loads_nothing_from_outside(path):
    text = without_tags(path)
    assert re.findall(r"<style|\sstyle\s*=|<script(?![^>]*\ssrc=)(?![^>]*application/json)", text) == []
    assert re.findall(r"\son[a-z]+\s*=", text) == []
    assert re.findall(r"(?:src|href|action|srcset)\s*=\s*[\"']?(?:https?:)?//[^\"'\s>]*", text) == []
    assert "javascript:" not in text


def test_the_stylesheets_and_scripts_load_nothing_from_outside():
    loaded = re.compile(r"(?:url\(|import\s|from\s|fetch\(|src\s*=)\s*[\"']?(?:https?:)?//")
    served = [*SOURCE.rglob("static/**/*.css"), *SOURCE.rglob("static/**/*.js")]
    assert served
    assert [path.name for path in served if loaded.search(path.read_text(encoding="utf-8"))] == []


def test_no_template_asks_for_a_file():
    asks = re.compile(r"type\s*=\s*[\"']?file|multipart/form-data")
    assert [name_of(path) for path in TEMPLATES if asks.search(without_tags(path))] == []
