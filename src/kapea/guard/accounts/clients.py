"""What stands for a client: an HMAC of its address that changes each day, never the address.

The address comes from the connection. X-Forwarded-For counts only when the installation says how
many proxies it stands behind (KAPEA_PROXIES), and then only the entry that the outermost of its
own proxies wrote: what a client puts there itself is not looked at.
"""

import hmac
import ipaddress
from datetime import date
from hashlib import sha256

from django.conf import settings
from django.http import HttpRequest

from kapea.guard.vault.current import keyring

IPV6_PREFIX = 64
"""The last 64 bits are the client's own to choose. Source: RFC 4291 §2.5.1."""


def client_key(request: HttpRequest, *, today: date) -> str:
    """Return what stands for the client today."""
    return keyed("client", network_of(_address(request)), today.isoformat())


def keyed(*parts: str) -> str:
    """Return an HMAC of the parts: 64 hexadecimal digits from which none of them can be read."""
    text = "\x1f".join(parts)
    return hmac.new(keyring().secret("throttle"), text.encode(), sha256).hexdigest()


def network_of(address: str) -> str:
    """Return the address that is counted: an IPv4 address, or the /64 of an IPv6 address.

    >>> network_of("192.0.2.7"), network_of("2001:db8::1:2"), network_of("::ffff:192.0.2.7"), network_of("x")
    ('192.0.2.7', '2001:db8::', '192.0.2.7', '')
    """
    try:
        found = ipaddress.ip_address(address.strip())
    except ValueError:
        return ""
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped:
            return str(found.ipv4_mapped)
        return str(ipaddress.IPv6Network((found, IPV6_PREFIX), strict=False).network_address)
    return str(found)


def _address(request: HttpRequest) -> str:
    proxies: int = getattr(settings, "KAPEA_PROXIES", 0)
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    if proxies and len(forwarded) >= proxies and forwarded[-proxies].strip():
        return forwarded[-proxies]
    return str(request.META.get("REMOTE_ADDR", ""))
