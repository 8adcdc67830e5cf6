"""How a reported web address is written down so that two reports of it can be told to be one. Pure.

An address is text: nothing here, and nothing that uses this, opens it. Whatever somebody types gives
a text; what cannot be read as an address is kept as typed, without the white space around it.

Source: RFC 3986 §6.2 (case, default port, empty path); RFC 5890 (names in letters of any script).
"""

import re
import unicodedata

DEFAULT_PORTS = {"http": "80", "https": "443", "ftp": "21"}
LONGEST = 2_000
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\x00"))
_DISGUISED = ((re.compile(r"\[\.\]|\(\.\)|\[dot\]", re.I), "."), (re.compile(r"^hxxp", re.I), "http"))
_PLACE_ON_PAGE = re.compile(r"[\w.-]*")
_ADDRESS = re.compile(r"^(?:(?P<scheme>[a-z][a-z0-9+.-]*)://)?(?P<host>[^/?#@\s]+)(?P<rest>[/?#]\S*)?$", re.I)


def addresses_in(text: str) -> tuple[str, ...]:
    """Return the addresses of a text, one a line, normalised, each once, in order.

    >>> addresses_in("HTTP://Example.org:80/a#b\\n\\nexample.org/a")
    ('http://example.org/a#b', 'example.org/a')
    """
    found = (normalised(line) for line in text.splitlines())
    return tuple(dict.fromkeys(each for each in found if each))


def normalised(text: str) -> str:
    """Return an address as it is kept: scheme and host in small letters, no default port.

    A name in another script is written in its ASCII form. Path, query and fragment keep their case: on some
    hosts what stands behind the number sign is the content itself, or the key to it.
    """
    plain = unicodedata.normalize("NFC", text).translate(_INVISIBLE).strip()[:LONGEST]
    for disguise, meant in _DISGUISED:
        plain = disguise.sub(meant, plain)
    read = _ADDRESS.match(plain)
    if read is None or "." not in read["host"]:
        return plain
    scheme = (read["scheme"] or "").lower()
    host, _colon, port = read["host"].partition(":")
    port = "" if port == DEFAULT_PORTS.get(scheme) else port
    rest = "" if read["rest"] in (None, "/") else read["rest"]
    return f"{scheme + '://' if scheme else ''}{_ascii(host)}{':' + port if port else ''}{rest}"


def _ascii(host: str) -> str:
    small = host.lower().rstrip(".")
    try:
        return small.encode("idna").decode() if not small.isascii() else small
    except UnicodeError:
        return small


def compared(address: str) -> str:
    """Return what of a normalised address tells it from others: the scheme and "www." do not.

    Nor does a mere place on a page, a plain word behind the number sign after a path.

    >>> compared("https://www.example.org/a#top") == compared("example.org/a")
    True
    >>> compared("https://example.org/#!x!k") == compared("https://example.org/")
    False
    """
    plain = address.partition("://")[2] if "://" in address else address
    page, _mark, place = plain.removeprefix("www.").partition("#")
    return (
        page if _PLACE_ON_PAGE.fullmatch(place) and "/" in page.rstrip("/") else f"{page}#{place}".rstrip("#")
    )


def defanged(address: str) -> str:
    """Return an address that no program takes for a link.

    >>> defanged("https://example.org/a.b")
    'hxxps://example[.]org/a.b'
    """
    scheme, mark, rest = address.partition("://")
    if not mark:
        scheme, rest = "", address
    host, slash, path = rest.partition("/")
    safe = scheme.replace("http", "hxxp") + mark if mark else ""
    return f"{safe}{host.replace('.', '[.]')}{slash}{path}"
