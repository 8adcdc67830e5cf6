"""What a court judged, which penalties it set, and what became of them."""

from django.db import models
from django.db.models import Q

from kapea.registers.justice.models.charge import Charge
from kapea.registers.justice.models.proceeding import Accused, Proceeding
from kapea.registers.sheets.conditions import Recorded, one_of

INSTANCES = ("first", "appeal", "supreme")
OUTCOMES = ("convicted", "acquitted", "dismissed")
RELEASES = ("bail", "suspension", "parole", "pardon", "served")
UNITS = ("", "days", "months", "years")


class Judgment(Recorded):
    """What one court decided on one accused."""

    proceeding = models.ForeignKey(Proceeding, on_delete=models.PROTECT, related_name="judgments")
    accused = models.ForeignKey(Accused, on_delete=models.PROTECT, related_name="judgments")
    instance = models.CharField(max_length=10)
    on = models.DateField(db_index=True)
    outcome = models.CharField(max_length=12)
    in_absence = models.BooleanField(default=False)
    words_sealed = models.BinaryField(default=bytes)

    class Meta:
        constraints = [
            one_of("instance", INSTANCES, name="judgment_instance_is_known"),
            one_of("outcome", OUTCOMES, name="judgment_outcome_is_known"),
            models.UniqueConstraint(fields=["accused", "instance"], name="judgment_once_an_instance"),
        ]


class Sentence(Recorded):
    """A sentence for one charge, checked against the provision's range on the day of the act.

    is_within, is_fine_within: None where no source gives the range or the day. is_rest_within: whether
    what is not suspended reaches the least term. law_on: the day whose law was read.
    """

    judgment = models.ForeignKey(Judgment, on_delete=models.PROTECT, related_name="sentences")
    charge = models.ForeignKey(Charge, on_delete=models.PROTECT, related_name="sentences")
    is_life = models.BooleanField(default=False)
    amount = models.PositiveSmallIntegerField(null=True)
    unit = models.CharField(max_length=10, blank=True)
    suspended_amount = models.PositiveSmallIntegerField(null=True)
    suspended_unit = models.CharField(max_length=10, blank=True)
    fine = models.BigIntegerField(null=True)
    range_text = models.CharField(max_length=80, blank=True)
    is_within = models.BooleanField(null=True)
    fine_range_text = models.CharField(max_length=80, blank=True)
    is_fine_within = models.BooleanField(null=True)
    is_rest_within = models.BooleanField(null=True)
    law_on = models.DateField(null=True)
    reason_sealed = models.BinaryField(default=bytes)

    class Meta:
        constraints = [
            one_of("unit", UNITS, name="sentence_unit_is_known"),
            models.CheckConstraint(
                condition=Q(is_within__isnull=True) | Q(is_within=True) | ~Q(reason_sealed=b""),
                name="sentence_outside_has_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(is_fine_within__isnull=True) | Q(is_fine_within=True) | ~Q(reason_sealed=b""),
                name="sentence_fine_outside_has_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(is_life=False) | Q(amount__isnull=True), name="sentence_life_has_no_length"
            ),
            models.UniqueConstraint(fields=["judgment", "charge"], name="sentence_once_a_charge"),
        ]


class AdditionalPenalty(Recorded):
    """A penalty beside the sentence. kind: a word of the pack; provision: which article gives it."""

    judgment = models.ForeignKey(Judgment, on_delete=models.PROTECT, related_name="additional_penalties")
    kind = models.CharField(max_length=50)
    provision = models.CharField(max_length=40, blank=True)
    until_on = models.DateField(null=True)
    is_for_good = models.BooleanField(default=False)
    words_sealed = models.BinaryField(default=bytes)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(is_for_good=False) | Q(until_on__isnull=True), name="ban_for_good_has_no_end"
            ),
        ]


class Release(Recorded):
    """That an accused or convicted person left custody, or was spared it, and why."""

    accused = models.ForeignKey(Accused, on_delete=models.PROTECT, related_name="releases")
    kind = models.CharField(max_length=12)
    on = models.DateField()
    victim_told_on = models.DateField(null=True)
    reason_sealed = models.BinaryField()

    class Meta:
        constraints = [
            one_of("kind", RELEASES, name="release_kind_is_known"),
            models.CheckConstraint(condition=~Q(reason_sealed=b""), name="release_has_a_reason"),
        ]


class Appeal(Recorded):
    """Who asks a higher court, and what it decided."""

    proceeding = models.ForeignKey(Proceeding, on_delete=models.PROTECT, related_name="appeals")
    accused = models.ForeignKey(Accused, on_delete=models.PROTECT, related_name="appeals")
    to = models.CharField(max_length=10)
    by_whom = models.CharField(max_length=20)
    on = models.DateField()
    words_sealed = models.BinaryField(default=bytes)
    outcome = models.CharField(max_length=10, blank=True)
    decided_on = models.DateField(null=True)

    class Meta:
        constraints = [
            one_of("to", ("appeal", "supreme"), name="appeal_court_is_known"),
            one_of("by_whom", ("prosecutor", "accused", "civil_party"), name="appeal_by_is_known"),
            one_of(
                "outcome", ("", "upheld", "changed", "quashed", "withdrawn"), name="appeal_outcome_is_known"
            ),
            models.CheckConstraint(
                condition=Q(outcome="", decided_on__isnull=True)
                | (~Q(outcome="") & Q(decided_on__isnull=False)),
                name="appeal_decided_has_its_day",
            ),
        ]
