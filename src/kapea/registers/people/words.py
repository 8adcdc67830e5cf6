"""What the people register's own words are called; words of the country come from its pack."""

from django.utils.translation import gettext_lazy as _

IDENTIFIER_WORDS = {
    "birth_certificate": _("Birth certificate"),
    "family_book": _("Family book"),
    "identity_card": _("Identity card"),
    "passport": _("Passport"),
    "school": _("School record"),
    "other_system": _("Number in another system"),
    "other": _("Other document"),
}
SAFE_WORDS = {"yes": _("Yes, it is safe"), "no": _("No, do not call"), "": _("Not known")}
PROBLEMS = {
    "people.nothing_told": (
        "family_km",
        _("Write a name, a nickname or an age, so that this person can be found again."),
    ),
}
LINK_WORDS = {
    "mother": _("Mother"),
    "father": _("Father"),
    "sibling": _("Brother or sister"),
    "carer": _("Carer"),
    "other_relative": _("Other relative"),
}
INVERSE_WORDS = {
    "mother": _("Child (this person is the mother)"),
    "father": _("Child (this person is the father)"),
    "carer": _("In this person’s care"),
}
ANSWER_WORDS = {
    "same": _("Yes, one person"),
    "apart": _("No, two persons"),
    "unsure": _("I cannot tell"),
}
VERDICT_WORDS = {"same": _("One person"), "apart": _("Two persons")}
GROUND_WORDS = {
    "documents": _("Documents of both records were compared"),
    "spoke": _("Somebody spoke with the person"),
    "family": _("The family confirmed it"),
    "facts": _("Facts known to my agency"),
    "agreement": _("The agreement shown on the page"),
    "none": _("None: I cannot tell"),
}
FIELD_WORDS = {
    "given_name": _("Given name"),
    "birth": _("Birth or age"),
    "sex": _("Sex"),
    "family_name": _("Family name"),
    "father": _("Father’s name"),
    "mother": _("Mother’s name"),
    "home": _("Where the person lives"),
    "event": _("Time of recording and body"),
    "nationality": _("Nationality"),
}
DEGREE_WORDS = {
    "same": _("Agrees"),
    "near": _("Nearly agrees"),
    "differs": _("Differs"),
    "unknown": _("Not known in one of the records"),
}
SPEAKS_WORDS = {
    "strongly_for": _("speaks strongly for one person"),
    "somewhat_for": _("speaks for one person"),
    "hardly": _("says little"),
    "somewhat_against": _("speaks against one person"),
    "strongly_against": _("speaks strongly against one person"),
}
STEP_WORDS = FIELD_WORDS | {
    "before looking": _("Two records taken at random"),
    "siblings instead": _("They may be brothers or sisters"),
    "with caution": _("Caution, because facts depend on each other"),
    "together": _("Taken together"),
}
LIKELIHOOD_WORDS = {
    "nearly_sure": _("Nearly sure"),
    "likely": _("Likely"),
    "possible": _("Possible"),
    "unlikely": _("Unlikely"),
    "": _("Asked by a worker"),
}
STAGE_WORDS = {
    "reading": _("Reading the records"),
    "comparing": _("Comparing"),
    "storing": _("Storing what changed"),
    "asking": _("Choosing what people are asked"),
    "": "",
}
RUN_STATE_WORDS = {
    "waiting": _("Waiting for the worker"),
    "running": _("Running"),
    "done": _("Done"),
    "failed": _("Failed"),
}
RUN_KIND_WORDS = {"full": _("All records"), "new": _("New records only")}
ACT_WORDS = {
    "link": _("Two records joined"),
    "merge": _("Persons joined"),
    "unlink": _("Two records kept apart"),
    "unmerge": _("A joining undone"),
}
BAND_WORDS = {
    "sure": _("Linked without a person looking"),
    "to_review": _("To be decided by people"),
    "possible": _("Not asked, for a sample only"),
}
