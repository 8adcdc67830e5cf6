"""A file for a body without an account here: sealed under a pass phrase that goes another way.

<<<<<<<< HEAD:src/kapea/guard/vault/sealed_file.py
AES-256-GCM under a key that scrypt makes of the pass phrase and the file's own salt. The head is open
text (what it is, how the key is made) and bound in; the pass phrase carries 100 random bits and is
never stored. Source: RFC 7914 (scrypt); NIST SP 800-38D (GCM, 96-bit random nonce).
========
For a body that has no program of ours; `sealed_file` is stronger and needs one to open it. The format is ZIP with AES-256 as common programs read it (method 99, AE-2, strength 3). Its key
derivation is weak by today's measure (PBKDF2 with SHA-1, 1,000 rounds), so the passphrase is never
chosen by a person: `new_passphrase` makes one of 125 random bits, to be told by another way than the
file goes. It knows nothing of what it seals.

Source: AES encryption information, "Encryption Specification AE-1 and AE-2" (WinZip); NIST SP 800-38A
(counter mode; the counter counts from 1, least byte first).
>>>>>>>> 13dee66 (directory: Keep which services there are, for whom, and the gaps on a map.):src/kapea/guard/vault/sealed_archive.py
"""

import base64
import binascii
import json
import secrets
from hashlib import scrypt

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from kapea.engines.errors import KapeaError

FORMAT = "kapea-sealed-file-1"
LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
GROUPS, GROUP = 5, 4
COST, BLOCK, PARALLEL, MEMORY = 2**15, 8, 1, 64 * 1024 * 1024
SALT_BYTES, NONCE_BYTES, KEY_BYTES = 16, 12, 32


class FileNotOpened(KapeaError):
    """The file is not a sealed file, was changed, or the pass phrase is another one."""

    code = "guard.file_not_opened"


<<<<<<<< HEAD:src/kapea/guard/vault/sealed_file.py
def new_pass_phrase() -> str:
    """Return a random pass phrase in groups, to be read out or written down.

    >>> len(new_pass_phrase())
    24
    """
    groups = ("".join(secrets.choice(LETTERS) for _each in range(GROUP)) for _group in range(GROUPS))
    return "-".join(groups)


def seal_file(text: str, *, pass_phrase: str, about: str) -> bytes:
    """Return a sealed file. about: a word on what it holds, in the open; never personal data."""
    salt, nonce = secrets.token_bytes(SALT_BYTES), secrets.token_bytes(NONCE_BYTES)
    head = json.dumps(
        {"format": FORMAT, "about": about, "scrypt": [COST, BLOCK, PARALLEL], "salt": salt.hex()},
        sort_keys=True,
========
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
>>>>>>>> 13dee66 (directory: Keep which services there are, for whom, and the gaps on a map.):src/kapea/guard/vault/sealed_archive.py
    )
    sealed = AESGCM(_key(pass_phrase, salt)).encrypt(nonce, text.encode(), head.encode())
    body = base64.encodebytes(nonce + sealed).decode("ascii")
    return f"{head}\n{body}".encode()


<<<<<<<< HEAD:src/kapea/guard/vault/sealed_file.py
def open_file(contents: bytes, *, pass_phrase: str) -> str:
    """Return the text of a sealed file. Raises FileNotOpened."""
    try:
        head, _break, body = contents.decode("utf-8").partition("\n")
        told = json.loads(head)
        if told["format"] != FORMAT or told["scrypt"] != [COST, BLOCK, PARALLEL]:
            raise FileNotOpened
        blob = base64.b64decode(body)
        key = _key(pass_phrase, bytes.fromhex(told["salt"]))
        return AESGCM(key).decrypt(blob[:NONCE_BYTES], blob[NONCE_BYTES:], head.encode()).decode()
    except (InvalidTag, ValueError, KeyError, TypeError, UnicodeDecodeError, binascii.Error) as error:
        raise FileNotOpened from error
========
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
>>>>>>>> 13dee66 (directory: Keep which services there are, for whom, and the gaps on a map.):src/kapea/guard/vault/sealed_archive.py


def _key(pass_phrase: str, salt: bytes) -> bytes:
    plain = "".join(letter for letter in pass_phrase.upper() if letter.isalnum())
    return scrypt(plain.encode(), salt=salt, n=COST, r=BLOCK, p=PARALLEL, maxmem=MEMORY, dklen=KEY_BYTES)
