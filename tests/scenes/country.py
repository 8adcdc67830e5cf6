"""The country of the tests: the pack's places and agencies, loaded once."""

import pytest


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):  # type: ignore[no-untyped-def]
    """Load the pack into the test database, once for all tests."""
    with django_db_blocker.unblock():
        from kapea.guard.pack import current_pack
        from kapea.registers.agencies.services import load_agencies
        from kapea.registers.places.services import load_places

        load_places(current_pack())
        load_agencies(current_pack())


@pytest.fixture(autouse=True)
def _plain_static_files(settings):  # type: ignore[no-untyped-def]
    """Serve static files under their own names, so that no test needs them gathered first."""
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
