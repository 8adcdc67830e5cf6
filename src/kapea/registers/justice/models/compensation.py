"""What a child is owed, what came, and where it is kept for the child."""

from django.db import models
from django.db.models import Q

from kapea.registers.justice.models.proceeding import Accused, Proceeding, ProceedingVictim
from kapea.registers.sheets.conditions import Recorded, one_of

KINDS = ("damages", "restitution", "property")
ROUTES = ("joined", "alone")
STATES = ("claimed", "suspended", "awarded", "refused")
PAYERS = ("offender", "seizure", "fund")


class Compensation(Recorded):
    """One claim of one child. The account is sealed; amounts are whole units of the currency."""

    proceeding = models.ForeignKey(Proceeding, on_delete=models.PROTECT, related_name="compensations")
    victim = models.ForeignKey(ProceedingVictim, on_delete=models.PROTECT, related_name="compensations")
    accused = models.ForeignKey(Accused, on_delete=models.PROTECT, related_name="compensations", null=True)
    kind = models.CharField(max_length=12)
    route = models.CharField(max_length=10)
    state = models.CharField(max_length=10, default="claimed")
    currency = models.CharField(max_length=3)
    claimed_on = models.DateField()
    claimed = models.BigIntegerField(null=True)
    decided_on = models.DateField(null=True)
    awarded = models.BigIntegerField(null=True)
    with_interest = models.BooleanField(default=False)
    due_on = models.DateField(null=True)
    account_sealed = models.BinaryField(default=bytes)
    account_opened_on = models.DateField(null=True)
    fund_asked_on = models.DateField(null=True)
    enforcement_exhausted_on = models.DateField(null=True)
    lieu_asked_on = models.DateField(null=True)
    lieu_ordered_on = models.DateField(null=True)
    lieu_days = models.PositiveSmallIntegerField(null=True)

    class Meta:
        constraints = [
            one_of("kind", KINDS, name="compensation_kind_is_known"),
            one_of("route", ROUTES, name="compensation_route_is_known"),
            one_of("state", STATES, name="compensation_state_is_known"),
            models.CheckConstraint(
                condition=~Q(state="awarded") | Q(awarded__gt=0, decided_on__isnull=False),
                name="compensation_awarded_has_an_amount",
            ),
            models.CheckConstraint(
                condition=Q(lieu_ordered_on__isnull=True)
                | Q(lieu_asked_on__isnull=False, enforcement_exhausted_on__isnull=False),
                name="compensation_lieu_is_the_last_means",
            ),
            models.CheckConstraint(
                condition=Q(account_opened_on__isnull=True) | ~Q(account_sealed=b""),
                name="compensation_account_is_named",
            ),
        ]


class Payment(Recorded):
    """Money that came. into_account: it lies in the child's custody account."""

    compensation = models.ForeignKey(Compensation, on_delete=models.PROTECT, related_name="payments")
    on = models.DateField()
    amount = models.BigIntegerField()
    payer = models.CharField(max_length=10)
    into_account = models.BooleanField()

    class Meta:
        constraints = [
            one_of("payer", PAYERS, name="payment_payer_is_known"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="payment_is_more_than_nothing"),
        ]
