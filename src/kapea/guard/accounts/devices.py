"""How a device is known again: a signed cookie, given after a good sign-in, that opens nothing.

It holds a random number and, for the few people who signed in there, an HMAC of their name. All it
gives is an allowance of its own, so that failures made elsewhere do not slow its owner.
"""

import secrets
from dataclasses import dataclass, replace

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.http import HttpRequest, HttpResponse

from kapea.guard.accounts.clients import keyed
from kapea.guard.vault.current import keyring

PEOPLE_KEPT = 5
KEPT_SECONDS = 180 * 24 * 3600


@dataclass(frozen=True, kw_only=True)
class Device:
    """A device: its number and who has signed in there."""

    number: str
    people: tuple[str, ...] = ()

    def knows(self, username: str) -> bool:
        return self._tag(username) in self.people

    def with_person(self, username: str) -> "Device":
        others = tuple(tag for tag in self.people if tag != self._tag(username))
        return replace(self, people=(*others, self._tag(username))[-PEOPLE_KEPT:])

    def _tag(self, username: str) -> str:
        return keyed("device", self.number, username.casefold())[:32]


def device_of(request: HttpRequest) -> Device | None:
    """Return the device, when it shows a cookie that we signed."""
    try:
        content = _signer().unsign_object(request.COOKIES.get(_cookie_name(), ""))
        return Device(number=str(content["n"]), people=tuple(map(str, content["p"])))
    except (BadSignature, KeyError, TypeError, ValueError):
        return None


def remember_person(request: HttpRequest, response: HttpResponse, username: str) -> None:
    """Let the device know that this person has signed in there."""
    device = (device_of(request) or Device(number=secrets.token_urlsafe(18))).with_person(username)
    response.set_cookie(
        _cookie_name(),
        _signer().sign_object({"n": device.number, "p": list(device.people)}),
        max_age=KEPT_SECONDS,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
    )


def _cookie_name() -> str:
    return "__Host-kapea_device" if settings.SESSION_COOKIE_SECURE else "kapea_device"


def _signer() -> Signer:
    return Signer(key=keyring().secret("device").hex(), salt="kapea.device")
