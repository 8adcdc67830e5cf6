"""Which numbers stand on whose home: each register offers its own, the matrix decides."""

from datetime import datetime

from kapea.guard.access.viewer import Viewer
from kapea.monitoring.law.queries.cards import home_cards as law_cards
from kapea.registers.care.queries.queues import workqueues as care_queues
from kapea.registers.casework.queries import workqueues as casework_queues
from kapea.registers.hotline.queries import workqueues as hotline_queues
from kapea.registers.justice.queries.queues import workqueues as justice_queues
from kapea.registers.police.queries import workqueues as police_queues
from kapea.registers.returns.queries.queues import workqueues as returns_queues
from kapea.registers.worklist.queues import cards
from kapea.site.oversight_cards import home_cards as oversight_cards

Card = dict[str, object]


def home_cards(*, by: Viewer, now: datetime) -> list[Card]:
    """Return the cards of the viewer's home, register by register."""
    by = by.keeping()
    registers = (
        hotline_queues,
        police_queues,
        casework_queues,
        care_queues,
        returns_queues,
        justice_queues,
    )
    queues = [queue for offered in registers for queue in offered(by=by, now=now)]
    return [*cards(queues), *law_cards(by=by, now=now), *oversight_cards(by=by, now=now)]
