"""What every test stands on: a loaded country and accounts (settings: scenes/settings.py)."""

import os

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
