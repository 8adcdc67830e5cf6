"""Signed-in sessions for measured workers, made in the database: sign-in itself is not measured here."""

import sys

import django

django.setup()

import json  # noqa: E402
from importlib import import_module  # noqa: E402


def main(usernames: list[str]) -> None:
    """Print one session key for each user name."""
    from django.conf import settings
    from django.test import Client

    from kapea.guard.accounts.models import User

    import_module(settings.SESSION_ENGINE)
    keys = []
    for username in usernames:
        client = Client()
        client.force_login(User.objects.get(username=username))
        keys.append(client.session.session_key)
    print(json.dumps({"cookie": settings.SESSION_COOKIE_NAME, "keys": keys}))


if __name__ == "__main__":
    main(sys.argv[1:])
