"""A reported web address: text only, with the five clocks of its way out of the network."""

from django.db import models
from django.db.models import Q

from kapea.guard.saving import Versioned
from kapea.registers.hotline.models.contact import Contact


class AddressFile(models.Model):
    """A sealed file that was handed to an authorised hotline or the police; its pass phrase is never kept."""

    code = models.CharField(max_length=20, unique=True)
    agency_code = models.CharField(max_length=60)
    receiver_code = models.CharField(max_length=60)
    receiver_is_police = models.BooleanField(default=False)
    contents_sealed = models.BinaryField()
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=150)


class AddressReport(Versioned):
    """One report of an address. It is never a link and never opened; the address is sealed.

    address_blind: a keyed digest of the normalised address, for counting duplicates. The five clocks:
    received_at, handed_over_at, assessed_at, police_told_at, removed_at. label: what the receiver
    answered, a code of the pack. erased_at: when the text was destroyed; the outcome stays.
    """

    code = models.CharField(max_length=20, unique=True)
    agency_code = models.CharField(max_length=60)
    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, null=True, related_name="addresses")
    data_key = models.ForeignKey("guard.DataKey", on_delete=models.PROTECT, related_name="+")
    address_sealed = models.BinaryField(default=bytes)
    address_blind = models.CharField(max_length=32, db_index=True)
    is_first = models.BooleanField(default=True)
    site_type = models.CharField(max_length=40, blank=True)
    hosting_country = models.CharField(max_length=3, blank=True)
    depicted_age = models.CharField(max_length=20, blank=True, default="")
    depicted_sex = models.CharField(max_length=20, blank=True, default="")
    commerciality = models.CharField(max_length=20, blank=True, default="")
    received_at = models.DateTimeField()
    hand_over_due_at = models.DateTimeField(null=True)
    handed_over_at = models.DateTimeField(null=True)
    handed_in = models.ForeignKey(AddressFile, on_delete=models.PROTECT, null=True, related_name="reports")
    confirmed_at = models.DateTimeField(null=True)
    reference_sealed = models.BinaryField(default=bytes)
    label = models.CharField(max_length=40, blank=True)
    assessed_at = models.DateTimeField(null=True)
    police_told_at = models.DateTimeField(null=True)
    removed_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    erased_at = models.DateTimeField(null=True)
    fictitious = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(fields=["agency_code", "-received_at"], name="address_by_received"),
            models.Index(
                fields=["agency_code", "hand_over_due_at"],
                condition=Q(handed_over_at__isnull=True),
                name="address_to_hand_over",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(label="", assessed_at__isnull=True)
                | (~Q(label="") & Q(assessed_at__isnull=False)),
                name="address_label_with_its_day",
            ),
        ]
