"""Accounts of the tests, and browsers that are signed in as them."""

from collections.abc import Callable
from itertools import count

import pytest
from django.test import Client

_NUMBERS = count(1)


def make_user(  # type: ignore[no-untyped-def]
    role: str, *, agency: str = "", unit: str = "", provinces: tuple[str, ...] = (), commune: str = ""
):
    """Store and return a fictitious account."""
    from kapea.guard.accounts.models import User

    return User.objects.create(
        username=f"{role}.{next(_NUMBERS)}",
        role=role,
        agency_code=agency,
        unit_code=unit,
        province_codes=list(provinces),
        commune_code=commune,
        fictitious=True,
    )


def viewer_for(user):  # type: ignore[no-untyped-def]
    """Return the viewer of an account."""
    from kapea.guard.accounts.queries import viewer_of

    return viewer_of(user)


@pytest.fixture
def account(db) -> Callable[..., object]:  # type: ignore[no-untyped-def]
    """Return a maker of accounts: account("social_worker", agency="dsvy")."""
    return make_user


@pytest.fixture
def signed_in(db) -> Callable[[object], Client]:  # type: ignore[no-untyped-def]
    """Return a maker of browsers signed in as an account, second factor shown."""

    def sign_in(user: object, *, language: str = "en") -> Client:
        from kapea.guard.accounts.second_factor import give_demo_factor

        give_demo_factor(user)  # type: ignore[arg-type]
        client = Client()
        client.force_login(user)  # type: ignore[arg-type]
        client.cookies["kapea_language"] = language
        return client

    return sign_in
