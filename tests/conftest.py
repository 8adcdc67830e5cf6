"""What every test stands on: settings of a test installation, a loaded country, accounts."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
os.environ.setdefault("KAPEA_HOME", str(ROOT / ".cache" / "tests"))
os.environ.setdefault("KAPEA_HTTPS", "0")
os.environ.setdefault("KAPEA_FICTITIOUS", "1")
os.environ.setdefault("KAPEA_HOSTS", "testserver,localhost,127.0.0.1")

pytest_plugins = ["scenes.country", "scenes.accounts", "scenes.flush"]
