"""When the court sits, and how often a child was interviewed."""

from django.db import models
from django.db.models import Q

from kapea.registers.justice.models.proceeding import Proceeding, ProceedingVictim
from kapea.registers.sheets.conditions import Recorded, one_of

HEARING_KINDS = ("investigation", "trial", "appeal", "civil", "execution")
HEARING_STATES = ("planned", "held", "postponed", "cancelled")
INTERVIEWERS = ("police", "prosecutor", "investigating_judge", "court", "social_worker", "organisation")
ROOMS = ("child_room", "office", "courtroom", "home_or_shelter")


class Hearing(Recorded):
    """One sitting, planned and then held or not."""

    proceeding = models.ForeignKey(Proceeding, on_delete=models.PROTECT, related_name="hearings")
    kind = models.CharField(max_length=20)
    planned_at = models.DateTimeField(db_index=True)
    child_testifies = models.BooleanField(default=False)
    state = models.CharField(max_length=10, default="planned")
    ended_on = models.DateField(null=True)
    words_sealed = models.BinaryField(default=bytes)

    class Meta:
        indexes = [
            models.Index(
                fields=["planned_at", "proceeding"],
                condition=Q(state="planned"),
                name="hearing_still_planned",
            ),
            models.Index(
                fields=["proceeding", "planned_at"], condition=Q(state="planned"), name="hearing_to_come"
            ),
        ]
        constraints = [
            one_of("kind", HEARING_KINDS, name="hearing_kind_is_known"),
            one_of("state", HEARING_STATES, name="hearing_state_is_known"),
            models.CheckConstraint(
                condition=Q(state="planned", ended_on__isnull=True)
                | (~Q(state="planned") & Q(ended_on__isnull=False)),
                name="hearing_ended_has_its_day",
            ),
        ]


class Interview(Recorded):
    """One interview of a child by anyone, counted from 1; another one says why."""

    victim = models.ForeignKey(ProceedingVictim, on_delete=models.PROTECT, related_name="interviews")
    number = models.PositiveSmallIntegerField()
    on = models.DateField()
    by_whom = models.CharField(max_length=20)
    room = models.CharField(max_length=20, blank=True)
    support_present = models.BooleanField(null=True)
    lawyer_present = models.BooleanField(null=True)
    reason_sealed = models.BinaryField(default=bytes)

    class Meta:
        constraints = [
            one_of("by_whom", INTERVIEWERS, name="interview_by_is_known"),
            models.UniqueConstraint(fields=["victim", "number"], name="interview_counted_once"),
            models.CheckConstraint(
                condition=Q(number=1) | ~Q(reason_sealed=b""), name="interview_again_has_a_reason"
            ),
        ]
