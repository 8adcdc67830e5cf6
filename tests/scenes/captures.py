"""Published tables of capture histories, and what R answers on them."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from kapea.engines.estimation.reading import read_table
from kapea.engines.estimation.table import CaptureTable

TABLES = Path(__file__).resolve().parents[1] / "acceptance" / "estimation" / "tables"
NAMES = (
    "Korea",
    "Artificial_3",
    "SpinaBifida_3",
    "Kosovo",
    "HIV_Rome",
    "ScotPWID",
    "Western",
    "NewOrl_5",
    "UKdat_5",
    "Ned_5",
    "UKdat",
)


@cache
def published(name: str) -> CaptureTable:
    """Return a published table."""
    return read_table(TABLES / f"{name}.csv")


@cache
def r_results() -> dict[str, Any]:
    """Return what the R packages answer."""
    return json.loads((TABLES / "r_results.json").read_text(encoding="utf-8"))
