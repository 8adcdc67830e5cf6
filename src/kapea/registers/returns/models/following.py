"""What follows an arrival: the plan, the visits, the services, the closure by two persons."""

from django.db import models
from django.db.models import F, Q

from kapea.guard.saving import Versioned
from kapea.registers.returns.models.returning import Return
from kapea.registers.sheets.conditions import Recorded, at_with_by, one_of


class ReintegrationPlan(Versioned):
    """The plan for the life after the return, with the child's own view of it."""

    the_return = models.OneToOneField(Return, on_delete=models.PROTECT, related_name="plan")
    made_on = models.DateField()
    child_took_part = models.BooleanField()
    view_sealed = models.BinaryField(default=bytes)
    review_on = models.DateField()
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=150)


class PlanGoal(Recorded):
    """Something to reach, in one domain; who does it, until when, how it ended."""

    plan = models.ForeignKey(ReintegrationPlan, on_delete=models.PROTECT, related_name="goals")
    domain = models.CharField(max_length=40)
    text_sealed = models.BinaryField()
    due_on = models.DateField()
    state = models.CharField(max_length=10, default="open")
    ended_on = models.DateField(null=True)

    class Meta:
        constraints = [
            one_of("state", ("open", "met", "dropped"), name="return_goal_state_is_known"),
            models.CheckConstraint(
                condition=Q(state="open", ended_on__isnull=True)
                | (~Q(state="open") & Q(ended_on__isnull=False)),
                name="return_goal_open_until_ended",
            ),
        ]


class ReturnVisit(Recorded):
    """A visit after the return; by_partner: made by the body on the other side and reported here.

    makes_up_month: the planned visit that was missed and that this one makes up for; it then answers no other.
    """

    the_return = models.ForeignKey(Return, on_delete=models.PROTECT, related_name="visits")
    visited_on = models.DateField()
    finding = models.CharField(max_length=40)
    seen_alone = models.BooleanField()
    by_partner = models.BooleanField(default=False)
    words_sealed = models.BinaryField(default=bytes)
    makes_up_month = models.PositiveSmallIntegerField(null=True)
    missed_because_sealed = models.BinaryField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["the_return", "visited_on"], name="return_visit_once_a_day"),
            models.UniqueConstraint(
                fields=["the_return", "makes_up_month"], name="return_visit_made_up_once"
            ),
        ]


class ReturnServiceGiven(Recorded):
    """A service given: counted apart from the persons."""

    the_return = models.ForeignKey(Return, on_delete=models.PROTECT, related_name="services")
    kind = models.CharField(max_length=40)
    given_on = models.DateField()

    class Meta:
        indexes = [models.Index(fields=["given_on"], name="return_service_by_day")]


class ReturnClosure(Recorded):
    """Closure asked by one person and decided by another; a waiver of the months is written down."""

    the_return = models.ForeignKey(Return, on_delete=models.PROTECT, related_name="closures")
    asked_on = models.DateField()
    reason = models.CharField(max_length=40)
    view_sealed = models.BinaryField()
    waiver_sealed = models.BinaryField(default=bytes)
    rule_version = models.CharField(max_length=30)
    decision = models.CharField(max_length=10, blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=150, blank=True)
    decision_sealed = models.BinaryField(default=bytes)

    class Meta:
        constraints = [
            one_of("decision", ("", "approved", "refused"), name="return_closure_decision_is_known"),
            at_with_by("decided_at", "decided_by", name="return_closure_decided_at_with_by"),
            models.CheckConstraint(
                condition=Q(decision="", decided_at__isnull=True)
                | (~Q(decision="") & Q(decided_at__isnull=False)),
                name="return_closure_decided_has_its_time",
            ),
            models.CheckConstraint(
                condition=~Q(decided_by=F("recorded_by")), name="return_closure_decided_by_another"
            ),
            models.UniqueConstraint(
                fields=["the_return"], condition=Q(decision=""), name="return_closure_asked_once"
            ),
        ]
