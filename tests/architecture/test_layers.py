"""Who may import whom, as `pyproject.toml` says it, holds."""

from importlinter.cli import lint_imports


def test_every_import_contract_is_kept(capsys):
    assert lint_imports(no_cache=True) == 0, capsys.readouterr().out
