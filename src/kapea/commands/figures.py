"""`kapea figures`: tables by specification, and disclosure control on any table."""

import argparse
from pathlib import Path
from typing import Any


def add(commands: Any) -> None:
    """Add `figures` to the command."""
