"""A contact of the hotline, its messages and its receipt."""

from django.db import models
from django.db.models import Q

from kapea.guard.saving import Versioned


class Contact(Versioned):
    """One call, visit, message or web report. Free text and phones are sealed.

    A public report carries its hour only, and no trace of the device it came from. caller_blind: a
    keyed digest of the phone, only when the phone is the caller's own: a shared phone tells of others.
    first_action_due_at, referral_due_at: the pack's clocks, from the real instant. typed_at: when a
    paper form was typed in; received_at is then the day on the paper. is_complaint: the contact only
    carries a complaint's messages and is seen through the complaint. child_code: the record of the child
    whom it is about, once it is written down who that is.
    """

    code = models.CharField(max_length=20, unique=True)
    agency_code = models.CharField(max_length=60)
    channel = models.CharField(max_length=30)
    kind = models.CharField(max_length=40, blank=True)
    status = models.CharField(max_length=20, default="new")
    priority = models.CharField(max_length=20)
    is_danger_now = models.BooleanField(null=True)
    language = models.CharField(max_length=8, blank=True)
    topics = models.JSONField(default=list)
    relation_to_child = models.CharField(max_length=40, blank=True)
    child_age_years = models.PositiveSmallIntegerField(null=True)
    child_sex = models.CharField(max_length=10, blank=True)
    child_code = models.CharField(max_length=20, blank=True, default="")
    province_code = models.CharField(max_length=20, blank=True)
    place_code = models.CharField(max_length=20, blank=True)
    outcome = models.CharField(max_length=40, blank=True)
    received_at = models.DateTimeField()
    first_action_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.CharField(max_length=150, blank=True)
    operator_id = models.BigIntegerField(null=True)
    is_public = models.BooleanField(default=False)
    data_key = models.ForeignKey("guard.DataKey", on_delete=models.PROTECT, related_name="+")
    narrative_sealed = models.BinaryField(default=bytes)
    web_address_sealed = models.BinaryField(default=bytes)
    recontact_sealed = models.BinaryField(default=bytes)
    categories = models.JSONField(default=list)
    phone_sealed = models.BinaryField(default=bytes)
    phone_whose = models.CharField(max_length=30, blank=True)
    phone_is_safe = models.BooleanField(null=True)
    safe_when_sealed = models.BinaryField(default=bytes)
    code_word_sealed = models.BinaryField(default=bytes)
    place_told_sealed = models.BinaryField(default=bytes)
    caller_blind = models.CharField(max_length=32, blank=True)
    first_action_due_at = models.DateTimeField(null=True)
    referral_due_at = models.DateTimeField(null=True)
    referred_at = models.DateTimeField(null=True)
    typed_at = models.DateTimeField(null=True)
    paper_number = models.CharField(max_length=40, blank=True)
    is_complaint = models.BooleanField(default=False)
    fictitious = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(fields=["agency_code", "status", "-received_at"], name="contact_by_status"),
            models.Index(fields=["agency_code", "priority", "-received_at"], name="contact_by_priority"),
            models.Index(fields=["operator_id", "-received_at"], name="contact_by_operator"),
            models.Index(fields=["-received_at", "-code"], name="contact_newest_first"),
            models.Index(
                fields=["agency_code", "caller_blind", "-received_at"],
                condition=~Q(caller_blind=""),
                name="contact_by_caller",
            ),
            models.Index(
                fields=["agency_code", "referral_due_at"],
                condition=Q(status__in=["new", "triaged"], priority="red"),
                name="contact_in_danger",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["new", "triaged", "handed_over", "closed"]),
                name="contact_status_is_known",
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, closed_by="")
                | (Q(closed_at__isnull=False) & ~Q(closed_by="")),
                name="contact_closed_at_with_closed_by",
            ),
        ]


class Receipt(models.Model):
    """The code by which a reporter comes back: a lookup tag and a salted hash, never the code."""

    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="receipts")
    tag = models.CharField(max_length=4, db_index=True)
    verifier = models.CharField(max_length=120)
    is_one_time = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    replaced_at = models.DateTimeField(null=True)


class Message(models.Model):
    """One message between the hotline and an unnamed reporter, in either direction."""

    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="messages")
    from_reporter = models.BooleanField()
    text_sealed = models.BinaryField()
    sent_at = models.DateTimeField()
    sent_by = models.CharField(max_length=150, blank=True)
    read_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["contact", "sent_at"], name="message_by_contact")]
