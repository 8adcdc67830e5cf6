"""What the guard tells the rest of the house when a record is opened in danger, or reviewed.

`opened` is sent inside the opening's own transaction with `opening` (an `Opened`) and `now`: a
receiver that cannot tell owner and supervisor makes the opening fail. `reviewed` is sent likewise
with `opening_code`, `by` (a Viewer) and `now`: the review task is done.
"""

from dataclasses import dataclass
from datetime import datetime

from django.dispatch import Signal


@dataclass(frozen=True, kw_only=True)
class Opened:
    """An opening, as owner and supervisor are told of it: codes and times, never the reason.

    review_due_at, rule_code, rule_version: for the task of the supervisor who reviews it.
    """

    code: str
    record_kind: str
    record_code: str
    opened_by_id: int
    opened_by_name: str
    opener_agency_code: str
    owner_agency_code: str
    owner_unit_code: str
    owner_worker_id: int | None
    purpose: str
    opened_at: datetime
    closes_at: datetime
    review_due_at: datetime
    rule_code: str
    rule_version: int


opened = Signal()
reviewed = Signal()
