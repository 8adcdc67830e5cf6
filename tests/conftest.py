"""What every test stands on: settings of a test installation, a loaded country, accounts."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
os.environ.setdefault("KAPEA_HOME", str(ROOT / ".cache" / "tests"))
os.environ.setdefault("KAPEA_HTTPS", "0")
os.environ.setdefault("KAPEA_FICTITIOUS", "1")
os.environ.setdefault("KAPEA_HOSTS", "testserver,localhost,127.0.0.1")
(Path(os.environ["KAPEA_HOME"]) / "static").mkdir(parents=True, exist_ok=True)

pytest_plugins = ["scenes.country", "scenes.accounts", "scenes.flush", "scenes.forms"]
