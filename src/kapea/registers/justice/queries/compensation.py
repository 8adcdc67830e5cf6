"""What of a compensation is still owed, and when the next is due."""

from datetime import date

from django.db.models import QuerySet, Sum

from kapea.registers.justice.models import Compensation
from kapea.registers.justice.rules.compensation import Owed


def owed_of(claim: Compensation) -> Owed:
    """Return what was awarded, what came and so what is left."""
    paid = claim.payments.aggregate(sum=Sum("amount"))["sum"] or 0
    return Owed(awarded=claim.awarded or 0, paid=paid)


def first_due(claims: "QuerySet[Compensation]") -> date | None:
    """Return the earliest day on which something still owed falls due, None when nothing is."""
    days = [
        claim.due_on
        for claim in claims.filter(state="awarded", due_on__isnull=False)
        if owed_of(claim).left > 0 and claim.due_on is not None
    ]
    return min(days, default=None)
