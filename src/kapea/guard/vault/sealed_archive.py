"""A file for someone without an account: one that opens with a passphrase in common archive programs.

For a body that has no program of ours; `sealed_file` is stronger and needs one to open it. The format
is ZIP with AES-256 as common programs read it (method 99, AE-2, strength 3). Its key derivation is weak
by today's measure (PBKDF2 with SHA-1, 1,000 rounds), so the passphrase is never chosen by a person:
`new_passphrase` makes one of 125 random bits, to be told by another way than the file goes. It knows
nothing of what it seals.

Source: AES encryption information, "Encryption Specification AE-1 and AE-2" (WinZip); NIST SP 800-38A
(counter mode; the counter counts from 1, least byte first).
"""

import hmac
import secrets
import zlib
from hashlib import pbkdf2_hmac, sha1
from struct import pack
from typing import Final

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

_ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_GROUPS, _GROUP = 5, 5
_ROUNDS: Final = 1_000
_SALT, _KEY, _CHECK, _TAG, _BLOCK = 16, 32, 2, 10, 16
_AE2: Final = pack("<HHH2sBH", 0x9901, 7, 2, b"AE", 3, 8)
_ENCRYPTED_UTF8: Final = 0x0001 | 0x0800
_METHOD_AES, _NEEDS = 99, 51
_EARLIEST_DAY: Final = 0x21
"""1 January 1980: the file tells no time."""


def new_passphrase() -> str:
    """Return a passphrase of 125 random bits in five groups, easy to read aloud."""
    letters = [secrets.choice(_ALPHABET) for _ in range(_GROUPS * _GROUP)]
    return "-".join("".join(letters[at : at + _GROUP]) for at in range(0, len(letters), _GROUP))


def sealed_archive(name: str, text: str, *, passphrase: str) -> bytes:
    """Return an archive that holds one text, sealed under the passphrase."""
    plain = text.encode()
    packer = zlib.compressobj(wbits=-15)
    packed = packer.compress(plain) + packer.flush()
    body = _encrypt(packed, passphrase=passphrase, salt=secrets.token_bytes(_SALT))
    title = name.encode()
    common = pack(
        "<HHHHHIIIHH",
        _NEEDS,
        _ENCRYPTED_UTF8,
        _METHOD_AES,
        0,
        _EARLIEST_DAY,
        0,
        len(body),
        len(plain),
        len(title),
        len(_AE2),
    )
    local = b"PK\x03\x04" + common + title + _AE2 + body
    central = b"PK\x01\x02" + pack("<H", _NEEDS) + common + pack("<HHHII", 0, 0, 0, 0, 0) + title + _AE2
    end = b"PK\x05\x06" + pack("<HHHHIIH", 0, 0, 1, 1, len(central), len(local), 0)
    return local + central + end


def open_archive(archive: bytes, *, passphrase: str) -> str | None:
    """Return the text of an archive made here, None when the passphrase or the archive is wrong."""
    size = int.from_bytes(archive[18:22], "little")
    start = 30 + int.from_bytes(archive[26:28], "little") + int.from_bytes(archive[28:30], "little")
    body = archive[start : start + size]
    keys = _keys(passphrase, body[:_SALT])
    sealed, tag = body[_SALT + _CHECK : -_TAG], body[-_TAG:]
    if not hmac.compare_digest(hmac.new(keys[1], sealed, sha1).digest()[:_TAG], tag):
        return None
    return zlib.decompress(_counted(keys[0], sealed), wbits=-15).decode()


def _encrypt(packed: bytes, *, passphrase: str, salt: bytes) -> bytes:
    key, mac_key, check = _keys(passphrase, salt)
    sealed = _counted(key, packed)
    return salt + check + sealed + hmac.new(mac_key, sealed, sha1).digest()[:_TAG]


def _keys(passphrase: str, salt: bytes) -> tuple[bytes, bytes, bytes]:
    made = pbkdf2_hmac("sha1", passphrase.encode(), salt, _ROUNDS, 2 * _KEY + _CHECK)
    return made[:_KEY], made[_KEY : 2 * _KEY], made[2 * _KEY :]


def _counted(key: bytes, plain: bytes) -> bytes:
    """Return the text combined with the key's stream: counter mode, counter from 1, least byte first."""
    blocks = -(-len(plain) // _BLOCK)
    counters = b"".join(number.to_bytes(_BLOCK, "little") for number in range(1, blocks + 1))
    stream = Cipher(algorithms.AES(key), modes.ECB()).encryptor().update(counters)  # noqa: S305
    return bytes(a ^ b for a, b in zip(plain, stream, strict=False))
