"""Which numbers stand on whose home: each register offers its own, the matrix decides."""

from datetime import datetime

from kapea.guard.access.viewer import Viewer
from kapea.monitoring.law.queries.cards import home_cards as law_cards
from kapea.registers.care.queries.queues import home_cards as care_cards
from kapea.registers.casework.queries import home_cards as casework_cards
from kapea.registers.hotline.queries import home_cards as hotline_cards
from kapea.registers.justice.queries.queues import home_cards as justice_cards
from kapea.registers.police.queries import home_cards as police_cards
from kapea.registers.returns.queries.queues import home_cards as returns_cards
from kapea.site.oversight_cards import home_cards as oversight_cards

Card = dict[str, object]


def home_cards(*, by: Viewer, now: datetime) -> list[Card]:
    """Return the cards of the viewer's home, register by register."""
    registers = (
        hotline_cards,
        police_cards,
        casework_cards,
        care_cards,
        returns_cards,
        justice_cards,
        law_cards,
        oversight_cards,
    )
    return [card for offered in registers for card in offered(by=by, now=now)]
