"""A sealed archive opens with the passphrase in programs that know nothing of ours, and with nothing else."""

import ctypes
import ctypes.util
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from kapea.guard.vault.sealed_archive import new_passphrase, open_archive, sealed_archive

NAME = "R-7F3K9Q2M.txt"
TEXT = "សួស្តី · what the receiver needs to know\n" * 200
Open = Callable[[Path, str], bytes | None]
PROGRAMS = {
    "7z": ("7z", "x", "-so", "-p{passphrase}", "{path}"),
    "7zz": ("7zz", "x", "-so", "-p{passphrase}", "{path}"),
    "bsdtar": ("bsdtar", "-xOf", "{path}", "--passphrase", "{passphrase}"),
}


def by_program(name: str) -> Open:
    """Return what opens an archive by a program that is installed."""

    def opened(path: Path, passphrase: str) -> bytes | None:
        words = [word.format(path=path, passphrase=passphrase) for word in PROGRAMS[name]]
        done = subprocess.run(words, capture_output=True, check=False, stdin=subprocess.DEVNULL)
        return done.stdout if done.returncode == 0 else None

    return opened


def by_library(path: Path, passphrase: str) -> bytes | None:
    """Open an archive by libarchive, which file managers use; called without a wrapper of ours."""
    library = ctypes.CDLL(ctypes.util.find_library("archive"))
    library.archive_read_new.restype = ctypes.c_void_p
    reader = ctypes.c_void_p(library.archive_read_new())
    try:
        library.archive_read_support_format_zip(reader)
        library.archive_read_add_passphrase(reader, passphrase.encode())
        assert library.archive_read_open_filename(reader, str(path).encode(), 10_240) == 0
        entry = ctypes.c_void_p()
        assert library.archive_read_next_header(reader, ctypes.byref(entry)) == 0
        library.archive_entry_pathname_utf8.restype = ctypes.c_char_p
        assert library.archive_entry_pathname_utf8(entry) == NAME.encode()
        buffer = ctypes.create_string_buffer(1_000_000)
        library.archive_read_data.restype = ctypes.c_ssize_t
        size = library.archive_read_data(reader, buffer, ctypes.c_size_t(len(buffer)))
        return buffer.raw[:size] if size >= 0 else None
    finally:
        library.archive_read_free(reader)


def ways() -> dict[str, Open]:
    """Return the ways of opening that this machine has."""
    found: dict[str, Open] = {name: by_program(name) for name in PROGRAMS if shutil.which(name)}
    if ctypes.util.find_library("archive"):
        found["libarchive"] = by_library
    return found


@pytest.fixture
def archive(tmp_path: Path) -> tuple[Path, str]:
    passphrase = new_passphrase()
    path = tmp_path / "referral.zip"
    path.write_bytes(sealed_archive(NAME, TEXT, passphrase=passphrase))
    return path, passphrase


@pytest.mark.parametrize("way", ways() or ["none"])
def test_a_program_that_knows_nothing_of_ours_opens_the_file_with_the_passphrase_only(way, archive):
    if way == "none":
        pytest.skip(
            "no program or library that reads AES archives is installed (7z, 7zz, bsdtar, libarchive)"
        )
    path, passphrase = archive
    assert ways()[way](path, passphrase) == TEXT.encode()
    assert ways()[way](path, new_passphrase()) is None


def test_an_old_unzip_shows_the_name_of_the_file_and_none_of_its_words(archive):
    path, _passphrase = archive
    assert b"receiver" not in path.read_bytes()
    assert NAME.encode() in path.read_bytes()


def test_a_changed_byte_is_noticed(archive):
    path, passphrase = archive
    whole = path.read_bytes()
    assert open_archive(whole, passphrase=passphrase) == TEXT
    at = whole.index(NAME.encode()) + len(NAME) + 40
    changed = whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :]
    assert open_archive(changed, passphrase=passphrase) is None
