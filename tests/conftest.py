"""What every test stands on: a loaded country and accounts (settings: scenes/settings.py)."""

pytest_plugins = ["scenes.country", "scenes.accounts", "scenes.flush", "scenes.forms"]
