"""The national index: which records of which bodies are one person, who said so, and how it came about.

A record without a cluster is a person of its own. Nothing here holds a name or tells in which matter a
record appears. Joining records never opens one body's record to another.
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from kapea.registers.people.models.persons import Person

RUN_KINDS = ("full", "new")
RUN_STATES = ("waiting", "running", "done", "failed")
PAIR_STATES = ("open", "decided", "void")
PAIR_ORIGINS = ("run", "sample", "asked")
ANSWERS = ("same", "apart", "unsure")
ACT_KINDS = ("link", "merge", "unlink", "unmerge")


class IndexRun(models.Model):
    """One comparison of the register: all of it, or what is new.

    done, total: how far the stage has come. beat_at: when the worker last said that it lives.
    model: what a full run has learnt, without any person in it.
    """

    code = models.CharField(max_length=20, unique=True)
    kind = models.CharField(max_length=4)
    state = models.CharField(max_length=10, default="waiting")
    stage = models.CharField(max_length=20, blank=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    attempts = models.PositiveSmallIntegerField(default=0)
    asked_by = models.CharField(max_length=150)
    asked_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    beat_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    figures = models.JSONField(default=dict)
    model = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=RUN_KINDS), name="index_run_kind_known"),
            models.CheckConstraint(condition=Q(state__in=RUN_STATES), name="index_run_state_known"),
            models.UniqueConstraint(
                fields=["state"], condition=Q(state="running"), name="index_run_one_at_a_time"
            ),
            models.UniqueConstraint(
                fields=["state"], condition=Q(state="waiting"), name="index_run_one_waits"
            ),
        ]


class IndexCluster(models.Model):
    """One human being, as the index takes several records. Kept when its records have left."""

    code = models.CharField(max_length=20, unique=True)
    made_at = models.DateTimeField()


class IndexEntry(models.Model):
    """A record's place in the index.

    version: of the record when it was last compared. cluster: only what is sure or decided by two people.
    counted_as: code of the first record of the person as figures count it, likely links included.
    """

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="index_entry")
    version = models.PositiveIntegerField()
    cluster = models.ForeignKey(IndexCluster, null=True, on_delete=models.PROTECT, related_name="entries")
    counted_as = models.CharField(max_length=20, db_index=True)


class IndexPair(models.Model):
    """Two records that may be one person, for people to decide; `one` is the earlier record.

    probability: what a run gave it; null when only a person asked. round: how often it was asked anew.
    """

    code = models.CharField(max_length=20, unique=True)
    one = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    probability = models.FloatField(null=True)
    origin = models.CharField(max_length=6, default="run")
    state = models.CharField(max_length=8, default="open")
    verdict = models.CharField(max_length=6, blank=True)
    round = models.PositiveSmallIntegerField(default=1)
    asked_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["state", "-probability"], name="index_pair_by_state")]
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="index_pair_once"),
            models.CheckConstraint(condition=Q(one__lt=F("other")), name="index_pair_in_order"),
            models.CheckConstraint(condition=Q(state__in=PAIR_STATES), name="index_pair_state_known"),
            models.CheckConstraint(condition=Q(origin__in=PAIR_ORIGINS), name="index_pair_origin_known"),
            models.CheckConstraint(
                condition=(Q(state="decided", decided_at__isnull=False) & ~Q(verdict=""))
                | (~Q(state="decided") & Q(verdict="", decided_at__isnull=True)),
                name="index_pair_decided_whole",
            ),
        ]


class PairAnswer(models.Model):
    """What one person answered of a pair, in one round. Two equal answers of two people decide."""

    pair = models.ForeignKey(IndexPair, on_delete=models.CASCADE, related_name="answers")
    round = models.PositiveSmallIntegerField()
    answer = models.CharField(max_length=6)
    ground = models.CharField(max_length=20)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["pair", "round", "by"], name="pair_answer_once_a_person"),
            models.CheckConstraint(condition=Q(answer__in=ANSWERS), name="pair_answer_known"),
        ]


class IndexAct(models.Model):
    """A decision of two people that changed the index. Its moves say what changed; a later act may undo it."""

    code = models.CharField(max_length=20, unique=True)
    kind = models.CharField(max_length=8)
    pair = models.ForeignKey(IndexPair, on_delete=models.PROTECT, related_name="acts")
    first_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    second_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    undoes = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="undone_by")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=ACT_KINDS), name="index_act_kind_known"),
            models.CheckConstraint(condition=~Q(first_by=F("second_by")), name="index_act_of_two"),
        ]


class IndexMove(models.Model):
    """That a record went from one cluster to another (null: alone), by a run or by an act. Never changed."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="index_moves")
    was_in = models.ForeignKey(IndexCluster, null=True, on_delete=models.PROTECT, related_name="+")
    now_in = models.ForeignKey(IndexCluster, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    run = models.ForeignKey(IndexRun, null=True, on_delete=models.PROTECT, related_name="moves")
    act = models.ForeignKey(IndexAct, null=True, on_delete=models.PROTECT, related_name="moves")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(run__isnull=False, act__isnull=True) | Q(run__isnull=True, act__isnull=False),
                name="index_move_has_one_cause",
            ),
        ]
