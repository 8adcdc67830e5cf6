"""The settings of the tests: a test installation of its own, static files under their own names."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
os.environ.setdefault("KAPEA_HOME", str(ROOT / ".cache" / "tests"))
os.environ.setdefault("KAPEA_HTTPS", "0")
os.environ.setdefault("KAPEA_FICTITIOUS", "1")
os.environ.setdefault("KAPEA_HOSTS", "testserver,localhost,127.0.0.1")

from kapea.site.settings import *  # noqa: E402, F403
from kapea.site.settings import STATIC_ROOT, STORAGES  # noqa: E402

STATIC_ROOT.mkdir(parents=True, exist_ok=True)
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
