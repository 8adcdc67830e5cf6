"""The settings of an installation, as the command reads them from the environment."""

from kapea.site.environment import NAMES
from reference.tables import heading, table


def page() -> str:
    """Return the page of settings."""
    rows = []
    for name, words in NAMES.items():
        meaning, _mark, default = words.partition(" Default: ")
        rows.append([f"`{name}`", meaning, f"`{default}`" if default else ""])
    about = (
        "Settings come from the environment alone. A `KAPEA_` name that is not in this table is refused,\n"
        "so that a slip of the pen does not leave an installation less guarded than its operator thinks."
    )
    return f"{heading('Settings', about)}\n{table(['setting', 'what it says', 'default'], rows)}"
