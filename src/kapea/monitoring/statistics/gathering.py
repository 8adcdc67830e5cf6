"""Which registers hand over the rows that a table counts. No register knows that it is counted.

A register that has an `extract` module says there which extracts it hands over (`NAMES`) and gives them
(`extracts`). Only the registers that a table asks for are read.
"""

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType

import pyarrow as pa
from django.apps import apps

from kapea.engines.figures.specification import TableSpecification

REGISTERS = "kapea.registers."


@cache
def sources() -> Mapping[str, ModuleType]:
    """Return the extract module of a register by the name of each extract."""
    found: dict[str, ModuleType] = {}
    for config in apps.get_app_configs():
        if config.name.startswith(REGISTERS) and find_spec(f"{config.name}.extract"):
            module = import_module(f"{config.name}.extract")
            for name in module.NAMES:
                if name in found:
                    raise ValueError(f"Two registers hand over {name!r}.")
                found[name] = module
    return found


def gathered(spec: TableSpecification) -> dict[str, pa.Table]:
    """Return the extracts that a table counts; one that no register hands over is left out."""
    units = {measure.unit for measure in spec.measures}
    modules = {sources()[unit] for unit in units if unit in sources()}
    tables: dict[str, pa.Table] = {}
    for module in modules:
        tables |= {name: table for name, table in module.extracts().items() if name in units}
    return tables
