"""`kapea law`, `evidence`, `link`, `estimate`: the engines, asked from the command line."""

import argparse
from pathlib import Path
from typing import Any


def add(commands: Any) -> None:
    """Add the subcommands whose engines are there."""
