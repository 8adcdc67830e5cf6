"""Which provision a person is charged under: proposed by the law engine, chosen by a person."""

from django.db import models
from django.db.models import Q

from kapea.registers.justice.models.proceeding import Accused, Proceeding, ProceedingVictim
from kapea.registers.sheets.conditions import Recorded, one_of

STATES = ("chosen", "dropped")
VERDICTS = ("", "guilty", "acquitted", "requalified")
FITS = ("", "yes", "maybe", "no")


class Charge(Recorded):
    """One provision against one accused.

    fits: what the engine answered that day ("" when it was not asked for this one). The end of the
    limitation is the engine's earliest, with the rule and version by which it was worked out.
    """

    proceeding = models.ForeignKey(Proceeding, on_delete=models.PROTECT, related_name="charges")
    accused = models.ForeignKey(Accused, on_delete=models.PROTECT, related_name="charges")
    victim = models.ForeignKey(ProceedingVictim, on_delete=models.PROTECT, related_name="charges", null=True)
    offence = models.CharField(max_length=40)
    fits = models.CharField(max_length=10, blank=True)
    is_principal = models.BooleanField(default=False)
    state = models.CharField(max_length=10, default="chosen")
    verdict = models.CharField(max_length=12, blank=True)
    reason_sealed = models.BinaryField()
    chosen_on = models.DateField()
    dropped_on = models.DateField(null=True)
    drop_reason_sealed = models.BinaryField(default=bytes)
    limitation_ends_on = models.DateField(null=True)
    limitation_rule = models.CharField(max_length=60, blank=True)
    limitation_version = models.CharField(max_length=30, blank=True)

    class Meta:
        constraints = [
            one_of("state", STATES, name="charge_state_is_known"),
            one_of("verdict", VERDICTS, name="charge_verdict_is_known"),
            one_of("fits", FITS, name="charge_fits_is_known"),
            models.CheckConstraint(condition=~Q(reason_sealed=b""), name="charge_has_a_reason"),
            models.CheckConstraint(
                condition=Q(state="chosen", dropped_on__isnull=True)
                | (Q(state="dropped", dropped_on__isnull=False) & ~Q(drop_reason_sealed=b"")),
                name="charge_dropped_with_day_and_reason",
            ),
            models.UniqueConstraint(
                fields=["accused", "victim", "offence"],
                condition=Q(state="chosen"),
                name="charge_once_a_victim",
            ),
            models.UniqueConstraint(
                fields=["accused", "offence"],
                condition=Q(state="chosen", victim__isnull=True),
                name="charge_once_without_victim",
            ),
            models.UniqueConstraint(
                fields=["accused"],
                condition=Q(state="chosen", is_principal=True),
                name="charge_one_principal",
            ),
        ]
