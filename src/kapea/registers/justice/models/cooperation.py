"""What other States are told and asked about a person, step by step."""

from django.db import models
from django.db.models import Q

from kapea.registers.justice.models.proceeding import Accused
from kapea.registers.justice.rules.cooperation import KINDS
from kapea.registers.sheets.conditions import Recorded, one_of


class CooperationRequest(Recorded):
    """A notice to an embassy, a request for extradition or for assistance.

    basis: treaty, code, or the Optional Protocol; what the engine says of it is shown, not stored.
    """

    accused = models.ForeignKey(Accused, on_delete=models.PROTECT, related_name="requests")
    kind = models.CharField(max_length=20)
    direction = models.CharField(max_length=10)
    state_code = models.CharField(max_length=3)
    basis = models.CharField(max_length=12, blank=True)
    on = models.DateField()
    words_sealed = models.BinaryField(default=bytes)
    outcome = models.CharField(max_length=10, blank=True)
    ended_on = models.DateField(null=True)

    class Meta:
        constraints = [
            one_of("kind", KINDS, name="request_kind_is_known"),
            one_of("direction", ("outgoing", "incoming"), name="request_direction_is_known"),
            one_of("basis", ("", "treaty", "code", "protocol", "reciprocity"), name="request_basis_is_known"),
            one_of(
                "outcome", ("", "granted", "refused", "withdrawn", "done"), name="request_outcome_is_known"
            ),
            models.CheckConstraint(
                condition=Q(outcome="", ended_on__isnull=True) | (~Q(outcome="") & Q(ended_on__isnull=False)),
                name="request_ended_has_its_day",
            ),
        ]


class CooperationStep(Recorded):
    """One step of a request. step: a word of the country's rule."""

    request = models.ForeignKey(CooperationRequest, on_delete=models.PROTECT, related_name="steps")
    step = models.CharField(max_length=40)
    on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["request", "step"], name="request_step_once")]
