"""The scripts of the repository, imported as the tests need them."""

import sys
from importlib import import_module
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parents[2] / "scripts"


def script(name: str) -> Any:
    """Return a module of `scripts/`."""
    if str(FOLDER) not in sys.path:
        sys.path.insert(0, str(FOLDER))
    return import_module(name)
