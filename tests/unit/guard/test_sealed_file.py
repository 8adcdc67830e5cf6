"""A file for a body without an account opens with its pass phrase only, whole or not at all."""

import pytest

from kapea.guard.vault.sealed_file import FileNotOpened, new_pass_phrase, open_file, seal_file

TEXT = "អាសយដ្ឋាន CANARY"


@pytest.fixture(scope="module")
def phrase() -> str:
    return new_pass_phrase()


@pytest.fixture(scope="module")
def sealed(phrase) -> bytes:
    return seal_file(TEXT, pass_phrase=phrase, about="addresses")


def test_the_file_opens_with_its_pass_phrase_however_it_is_typed(sealed, phrase):
    assert b"CANARY" not in sealed
    assert open_file(sealed, pass_phrase=phrase) == TEXT
    assert open_file(sealed, pass_phrase=phrase.lower().replace("-", " ")) == TEXT


def test_another_pass_phrase_opens_nothing(sealed):
    with pytest.raises(FileNotOpened):
        open_file(sealed, pass_phrase=new_pass_phrase())


def test_a_changed_head_or_body_opens_nothing(sealed, phrase):
    head, _break, body = sealed.partition(b"\n")
    for changed in (
        head.replace(b"addresses", b"addressed") + b"\n" + body,
        sealed[:-9] + sealed[-5:],
        b"no file",
    ):
        with pytest.raises(FileNotOpened):
            open_file(changed, pass_phrase=phrase)


def test_the_command_opens_the_file_and_says_in_one_line_when_it_cannot(
    sealed, phrase, tmp_path, monkeypatch, capsys
):
    from io import StringIO

    from kapea.cli import main

    path = tmp_path / "F-1.kapea"
    path.write_bytes(sealed)
    monkeypatch.setattr("sys.stdin", StringIO(f"{phrase}\n"))
    assert main(["unseal", str(path)]) == 0
    assert TEXT in capsys.readouterr().out
    monkeypatch.setattr("sys.stdin", StringIO("0000-0000\n"))
    assert main(["unseal", str(path)]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert len(told.err.splitlines()) == 1
    assert main(["unseal", str(tmp_path / "none")]) == 2
