"""What the people register's own words are called; words of the country come from its pack."""

from django.utils.translation import gettext_lazy as _

IDENTIFIER_WORDS = {
    "birth_certificate": _("Birth certificate"),
    "family_book": _("Family book"),
    "identity_card": _("Identity card"),
    "passport": _("Passport"),
    "school": _("School record"),
    "other": _("Other document"),
}
SAFE_WORDS = {"yes": _("Yes, it is safe"), "no": _("No, do not call"), "": _("Not known")}
PROBLEMS = {
    "people.nothing_told": (
        "family_km",
        _("Write a name, a nickname or an age, so that this person can be found again."),
    ),
}
