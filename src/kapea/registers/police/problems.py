"""What an officer reads when an act cannot be recorded: beside which field, in which words."""

from typing import Final

from django import forms
from django.utils.translation import gettext_lazy as _

from kapea.engines.errors import KapeaError

WORDS: Final[dict[str, tuple[tuple[str, ...], object]]] = {
    "police.day_not_possible": (
        ("reported_on", "arrested_on", "rescued_on", "held_at", "on"),
        _("This day is before the step it follows, or in the future."),
    ),
    "police.book_number_taken": (
        ("book_number",),
        _(
            "Another incident stands under this number in this station’s book. Look it up, or check the number."
        ),
    ),
    "police.station_not_possible": (
        ("station_code",),
        _("This station is not one of your body’s. Choose another."),
    ),
    "police.form_code_taken": (
        ("form_code",),
        _("A form with this secret code is recorded already. Search for it in the list of incidents."),
    ),
    "police.offence_not_possible": (
        ("offence",),
        _("This provision is alleged already, or it is not in force. Choose another."),
    ),
    "police.court_not_possible": (("court",), _("This court receives no incidents. Choose another.")),
    "police.agency_not_possible": (("agency",), _("This body takes no child’s case. Choose another.")),
    "police.detention_of_child": (
        ("kept_at",),
        _(
            "A child must never be kept in detention, and who may be a child counts as one. Bring the child to a "
            "safe place now and record that place. That this was tried is written down, and a supervisor is told."
        ),
    ),
    "police.stay_not_possible": (
        ("arrived_at", "left_at"),
        _("This does not fit: an earlier stay is still open or ends later, or the time is in the future."),
    ),
    "police.late_without_reason": (
        ("reason",),
        _("The person left later than allowed. Write why."),
    ),
    "police.digest_not_understood": (
        ("digest",),
        _(
            "This is not what the chosen method gives: SHA-256 has 64 letters a to f and digits, SHA-1 40, MD5 32."
        ),
    ),
    "police.content_refused": (
        ("description", "statement", "reference", "words", "narrative", "reason"),
        _("This text carries a file. Write in words only; the item itself stays where it is kept."),
    ),
    "police.custody_not_possible": (
        ("at",),
        _("This time is before the last step or in the future, or the item was returned or destroyed."),
    ),
}
REASONS: Final = {
    "alone_reason": _("No adult whom the child trusts was there. Write why."),
    "suspect_reason": _("A suspect was there. Write why; a supervisor is asked to look into it."),
    "again_reason": _("The person was interviewed before. Write why again."),
}


def is_known(error: KapeaError) -> bool:
    """Whether the officer can put it right on the form."""
    return error.code in WORDS or error.code == "police.interview_reason_missing"


def add_problem(form: forms.Form, error: KapeaError) -> None:
    """Say beside the field what is wrong and what to do."""
    if error.code == "police.interview_reason_missing":
        name = str(getattr(error, "field", ""))
        form.add_error(name if name in form.fields else None, REASONS[name])  # type: ignore[arg-type]
        return
    names, words = WORDS[error.code]
    field = next((name for name in names if name in form.fields), None)
    form.add_error(field, words)  # type: ignore[arg-type]
