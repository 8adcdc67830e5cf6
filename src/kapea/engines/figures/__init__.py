"""How many, by stated rules: extracts in, tables out, protected and written in open formats.

Start with `specification` (what a table says), `extracts` (what may be counted), `compute`
(the counting), `disclosure` (what must not be shown) and `writers` (CSV, JSON, XLSX, SDMX).
The engine knows no country, no database of the site and no clock.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kapea.engines.figures.disclosure.files import protect_file

__all__ = ["protect_file"]


def __getattr__(name: str) -> Any:
    """Bring in the solver only for who protects a table: reading a specification needs none."""
    if name == "protect_file":
        from kapea.engines.figures.disclosure.files import protect_file

        return protect_file
    raise AttributeError(name)
