"""Whether bytes or text are, or carry, an image, a film or another file.

Pure. Known by their first bytes, also when those are written as base64 or hexadecimal digits, with
or without spaces between, or as a `data:` address. What is encrypted cannot be known; a form that
is not plain UTF-8 text is no form.
"""

import base64
import re
from collections.abc import Iterator
from typing import Final

FIRST_BYTES: Final = (
    b"\xff\xd8\xff",  # JPEG
    b"\x89PNG\r\n\x1a\n",
    b"GIF87a",
    b"GIF89a",
    b"II*\x00",  # TIFF, and camera raw
    b"MM\x00*",
    b"\x00\x00\x01\x00",  # ICO
    b"\x1aE\xdf\xa3",  # Matroska, WebM
    b"%PDF-",
    b"PK\x03\x04",  # ZIP, office documents
    b"PK\x05\x06",
    b"Rar!\x1a\x07",
    b"7z\xbc\xaf\x27\x1c",
    b"\x1f\x8b\x08",  # gzip
    b"FLV\x01",
    b"\x00\x00\x01\xba",  # MPEG
    b"\x00\x00\x01\xb3",
    b"0&\xb2u\x8ef\xcf\x11",  # WMV, ASF
    b"\xff\x0a",  # JPEG XL
    b"\x00\x00\x00\x0cJXL ",
    b"8BPS",
    b"OggS\x00",
)
"""Source: the formats' own specifications, as gathered in file(1)'s magic database."""

RIFF_KINDS: Final = (b"WEBP", b"AVI ", b"WAVE")
CONTROLS: Final = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
BLANKS: Final = re.compile("[\\s\u200b-\u200f\u2060\ufeff\u00ad]+")
DATA_ADDRESS: Final = re.compile(
    r"data:[a-z0-9.+-]+/[a-z0-9.+*-]+[;,]|data:;base64,|data:[^,]{0,60};base64,", re.I
)
BASE64_RUN: Final = re.compile(r"[A-Za-z0-9+/_-]{32,}")
HEX_RUN: Final = re.compile(r"[0-9A-Fa-f]{64,}")
WITHIN: Final = re.compile(
    rb"\xff\xd8\xff[\xc0-\xfe]|\x89PNG|GIF8[79]a|RIFF....(?:WEBP|AVI |WAVE)"
    rb"|\x00\x00[\x00-\x0f].ftyp|\x1aE\xdf\xa3|%PDF-|PK\x03\x04|PK\x05\x06|Rar!\x1a\x07|7z\xbc\xaf|\x1f\x8b\x08[\x00-\x1f]|II\*\x00|MM\x00\*|FLV\x01"
    rb"|\x00\x00\x01[\xb3\xba]|0&\xb2u\x8ef\xcf\x11|JXL \r\n|8BPS\x00|OggS\x00",
    re.DOTALL,
)
"""The beginnings of files, four bytes or more: in a long run of digits none stands there by chance
(in a run of 8,000 digits about once in 30,000)."""


def is_file(first: bytes) -> bool:
    """Whether bytes begin like an image, a film or another file.

    >>> is_file(b"RIFF\\x10\\x00\\x00\\x00WEBPVP8 "), is_file(b"\\x00\\x00\\x00\\x18ftypheic")
    (True, True)
    >>> is_file(b"contact=1")
    False
    """
    if first.startswith(FIRST_BYTES):
        return True
    if first[:4] == b"RIFF" and first[8:12] in RIFF_KINDS:
        return True
    return first[4:8] == b"ftyp"  # MP4, QuickTime, HEIC, AVIF


def is_plain_text(body: bytes) -> bool:
    """Whether bytes are UTF-8 text without control characters (tab and line ends are text)."""
    if CONTROLS.search(body):
        return False
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def carries_file(text: str) -> bool:
    """Whether a text is or holds a file written as text.

    >>> carries_file("see data: three, four"), carries_file("DATA:image/png;base64,iVBO")
    (False, True)
    """
    if is_file(text[:64].lstrip().encode("utf-8", "surrogatepass")):
        return True
    closed_up = BLANKS.sub("", text)
    if DATA_ADDRESS.search(closed_up):
        return True
    return any(WITHIN.search(decoded) for decoded in _decoded_runs(closed_up))


def _decoded_runs(text: str) -> Iterator[bytes]:
    """Yield what each long run of digits may stand for, wherever in it the file begins."""
    for run in BASE64_RUN.finditer(text):
        digits = run.group().replace("-", "+").replace("_", "/")
        for shift in range(4):
            yield base64.b64decode(digits[shift : shift + (len(digits) - shift) // 4 * 4])
    for run in HEX_RUN.finditer(text):
        digits = run.group()
        for shift in range(2):
            yield bytes.fromhex(digits[shift : shift + (len(digits) - shift) // 2 * 2])
