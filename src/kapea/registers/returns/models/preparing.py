"""What is done before a person is handed over: each try is kept, the last one counts."""

from django.db import models
from django.db.models import Q

from kapea.registers.returns.models.returning import Return
from kapea.registers.sheets.conditions import Recorded, in_order, one_of

ASSENTS = ("given", "refused", "not_able")
ASSESSED = ("suitable", "with_support", "other_care", "not_suitable")


class Recognition(Recorded):
    """Whether the person is recognised as a victim, by whom."""

    the_return = models.ForeignKey(Return, on_delete=models.PROTECT, related_name="recognitions")
    on = models.DateField()
    outcome = models.CharField(max_length=20)
    body = models.CharField(max_length=40)
    words_sealed = models.BinaryField(default=bytes)

    class Meta:
        constraints = [
            one_of("outcome", ("recognised", "not_recognised"), name="recognition_outcome_is_known")
        ]


class Paper(Recorded):
    """A paper asked for and issued, so that the person is never treated as an illegal immigrant."""

    the_return = models.ForeignKey(Return, on_delete=models.PROTECT, related_name="papers")
    kind = models.CharField(max_length=40)
    asked_on = models.DateField()
    issued_on = models.DateField(null=True)
    valid_until = models.DateField(null=True)
    refused_on = models.DateField(null=True)
    is_free = models.BooleanField(null=True)
    number_sealed = models.BinaryField(default=bytes)

    class Meta:
        constraints = [
            in_order("asked_on", "issued_on", name="paper_issued_after_asked"),
            in_order("asked_on", "refused_on", name="paper_refused_after_asked"),
            models.CheckConstraint(
                condition=Q(issued_on__isnull=True) | Q(refused_on__isnull=True),
                name="paper_issued_or_refused",
            ),
        ]


class Tracing(Recorded):
    """One search for the family, and what it found."""

    the_return = models.ForeignKey(Return, on_delete=models.PROTECT, related_name="tracings")
    on = models.DateField()
    outcome = models.CharField(max_length=20)
    words_sealed = models.BinaryField(default=bytes)

    class Meta:
        constraints = [one_of("outcome", ("found", "not_found"), name="tracing_outcome_is_known")]


class FamilyAssessment(Recorded):
    """Whether the person is safe with the family; when not, whether other care is arranged."""

    the_return = models.ForeignKey(Return, on_delete=models.PROTECT, related_name="assessments")
    on = models.DateField()
    outcome = models.CharField(max_length=20)
    is_family_involved = models.BooleanField()
    words_sealed = models.BinaryField()

    class Meta:
        constraints = [one_of("outcome", ASSESSED, name="family_assessment_outcome_is_known")]


class Consent(Recorded):
    """The child's own word, and the ground on which the return rests; it may be withdrawn at any time."""

    the_return = models.ForeignKey(Return, on_delete=models.PROTECT, related_name="consents")
    on = models.DateField()
    childs_assent = models.CharField(max_length=20)
    ground = models.CharField(max_length=40)
    is_informed = models.BooleanField()
    view_sealed = models.BinaryField(default=bytes)
    withdrawn_on = models.DateField(null=True)

    class Meta:
        constraints = [
            one_of("childs_assent", ASSENTS, name="return_assent_is_known"),
            in_order("on", "withdrawn_on", name="return_consent_withdrawn_after"),
        ]


class Escort(Recorded):
    """Who goes with the person, and when."""

    the_return = models.ForeignKey(Return, on_delete=models.PROTECT, related_name="escorts")
    planned_on = models.DateField()
    agency_code = models.CharField(max_length=60, blank=True)
    name_sealed = models.BinaryField()
    route_sealed = models.BinaryField(default=bytes)


class Handing(Recorded):
    """The hand-over from one body to another: where, who gave, who took, signed by both."""

    the_return = models.OneToOneField(Return, on_delete=models.PROTECT, related_name="handing")
    on = models.DateField()
    place_sealed = models.BinaryField()
    given_by_sealed = models.BinaryField()
    taken_by_sealed = models.BinaryField()
    is_signed = models.BooleanField()
