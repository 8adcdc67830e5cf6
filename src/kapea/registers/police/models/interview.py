"""That a victim was interviewed: by whom, where, who was beside the child. Never a recording."""

from django.db import models
from django.db.models import Q

from kapea.registers.police.models.incident import IncidentVictim


class IncidentInterview(models.Model):
    """One interview; counted over all incidents of the person, so that a second one asks why.

    trusted_adult: who was beside the child, a code of the country's relations; "" needs a reason.
    statement_sealed: what the victim said, in writing.
    Source: S2 §113(2) and (4); S4 Child-sensitive justice.
    """

    victim = models.ForeignKey(IncidentVictim, on_delete=models.PROTECT, related_name="interviews")
    number = models.PositiveSmallIntegerField()
    held_at = models.DateTimeField()
    place = models.CharField(max_length=40)
    interviewer_sealed = models.BinaryField()
    trusted_adult = models.CharField(max_length=40, blank=True)
    alone_reason_sealed = models.BinaryField(default=bytes)
    suspect_absent = models.BooleanField()
    suspect_reason_sealed = models.BinaryField(default=bytes)
    again_reason_sealed = models.BinaryField(default=bytes)
    statement_sealed = models.BinaryField(default=bytes)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=150)

    class Meta:
        indexes = [models.Index(fields=["held_at"], name="incident_interview_by_day")]
        constraints = [
            models.UniqueConstraint(fields=["victim", "number"], name="incident_interview_counted_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="incident_interview_is_counted"),
            models.CheckConstraint(
                condition=~Q(interviewer_sealed=b""), name="incident_interview_says_who_asked"
            ),
            models.CheckConstraint(
                condition=Q(number=1) | ~Q(again_reason_sealed=b""), name="incident_interview_again_says_why"
            ),
            models.CheckConstraint(
                condition=~Q(trusted_adult="") | ~Q(alone_reason_sealed=b""),
                name="incident_interview_alone_says_why",
            ),
            models.CheckConstraint(
                condition=Q(suspect_absent=True) | ~Q(suspect_reason_sealed=b""),
                name="incident_interview_with_suspect_says_why",
            ),
        ]
