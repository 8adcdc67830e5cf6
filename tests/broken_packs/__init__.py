"""Ways to spoil Exampleland, each with the file, the line and the reason that must be named."""

from broken_packs.bodies import BODIES
from broken_packs.breaking import Break, Found, spoil
from broken_packs.figures import FIGURES
from broken_packs.files import FILES
from broken_packs.law import LAW
from broken_packs.lists import LISTS
from broken_packs.places import PLACES
from broken_packs.rules import RULES

BREAKS: tuple[Break, ...] = (*FILES, *PLACES, *BODIES, *RULES, *LISTS, *FIGURES, *LAW)

__all__ = ["BREAKS", "Break", "Found", "spoil"]
