"""What every test stands on: a loaded country and accounts (settings: scenes/settings.py)."""

import os

import pytest
from hypothesis import HealthCheck, settings

# A busy machine draws slowly; that is no fault. The check of a change draws the same examples each time.
settings.register_profile(
    "kapea",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize=os.environ.get("CI") == "true",
)
settings.load_profile("kapea")

pytest_plugins = ["scenes.schema", "scenes.country", "scenes.accounts", "scenes.flush", "scenes.forms"]

LONGEST = ("tests/browser/test_first_path.py", "tests/functional/test_access_walk.py", "tests/browser/")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the longest files, so that no process ends long after the others."""

    def place(item: pytest.Item) -> int:
        return next((i for i, file in enumerate(LONGEST) if item.nodeid.startswith(file)), len(LONGEST))

    items.sort(key=place)
