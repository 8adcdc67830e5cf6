"""A country's law as its pack gives it: read, refused with line and reason, and asked.

`load_law` is the door for use; `assess`, `consequences` and `charges` answer the commands.
"""

from kapea.packs.law.body import check_law_text, load_law, read_law
from kapea.packs.law.command import assess, charges, consequences, load_scenario
from kapea.packs.law.wording import Wording, load_wording

__all__ = [
    "Wording",
    "assess",
    "charges",
    "check_law_text",
    "consequences",
    "load_law",
    "load_scenario",
    "load_wording",
    "read_law",
]
