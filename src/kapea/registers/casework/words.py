"""What casework's own words are called, each with its tone; words of the country come from its pack."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

STATUS = {
    "open": (_("Open"), "info"),
    "reopened": (_("Reopened"), "warn"),
    "closed": (_("Closed"), "neutral"),
}
RISK_TONES = {"high": "danger", "medium": "warn", "low": "ok", "no_action": "neutral"}
ASSENT = {
    "given": _("The child agrees"),
    "refused": _("The child does not agree"),
    "not_able": _("The child cannot say yet"),
}
CARERS_CONSENT = {
    "given": _("The carer agrees"),
    "refused": _("The carer does not agree"),
    "not_asked": _("The carer was not asked"),
    "no_carer": _("There is no carer who could be asked"),
}
RESPONSIBLE = {
    "worker": _("The caseworker"),
    "child": _("The child"),
    "carer": _("The family or carer"),
    "other_agency": _("Another agency"),
}
PURPOSE = {
    "case_work": _("My agency’s own work on the case"),
    "service": _("A service of another agency (referral)"),
    "transfer": _("Giving the whole case over (transfer)"),
    "conference": _("A case conference"),
}
GROUND_STATE = {
    "live": (pgettext_lazy("ground", "In force"), "ok"),
    "waits": (_("Not yet in force"), "neutral"),
    "ended": (pgettext_lazy("ground", "Ended"), "neutral"),
    "withdrawn": (_("Withdrawn"), "danger"),
}
WITHDRAWER = {
    "child": _("The child"),
    "carer": _("The carer"),
    "agency": _("The agency itself"),
}
KIND = {
    "referral": _("Referral for a service"),
    "transfer": _("Transfer of the case"),
}
APPROVAL = {
    "": (_("Waits for another person"), "warn"),
    "approved": (_("Approved"), "ok"),
    "returned": (_("Returned"), "danger"),
}
APPROVAL_KIND = {
    "assessment": _("Assessment"),
    "plan": _("Plan"),
}
DECISION = {
    "victim": (_("Victim"), "danger"),
    "presumed_victim": (_("Presumed victim"), "warn"),
    "at_risk": (_("At risk"), "warn"),
    "not_victim": (_("No exploitation found"), "neutral"),
}
AGE_STANDING = {
    "undoubted": (_("Not in doubt"), "neutral"),
    "presumed_child": (_("In doubt: presumed a child"), "warn"),
    "decided_child": (_("Decided: a child"), "info"),
    "decided_adult": (_("Decided: an adult"), "neutral"),
}
ACTION_STATE = {
    "open": (pgettext_lazy("action", "To do"), "info"),
    "done": (pgettext_lazy("action", "Done"), "ok"),
    "dropped": (pgettext_lazy("action", "Dropped"), "neutral"),
}
REFERRAL_STATUS = {
    "sent": (_("Waiting for an answer"), "warn"),
    "accepted": (_("Accepted"), "info"),
    "refused": (_("Refused"), "danger"),
    "done": (pgettext_lazy("referral", "Done"), "ok"),
    "revoked": (_("Taken back"), "neutral"),
    "expired": (_("Expired"), "neutral"),
}
VISIT_STATE = {
    "planned": (_("Planned"), "neutral"),
    "open": (_("Due now"), "warn"),
    "made": (_("Made"), "ok"),
    "overdue": (_("Overdue"), "danger"),
    "missed": (_("Missed"), "danger"),
}
NOTE_VISIBILITY = {
    "supervision": _("Only me and who decides on closing"),
    "agency": _("My agency only"),
    "case": _("Everyone who may read this case’s notes"),
}
LIST = {
    "mine": _("My cases"),
    "waiting": _("Waiting to be accepted"),
    "closure": _("Closures to decide"),
    "unit": _("My unit"),
    "agency": _("My agency"),
    "province": _("My provinces"),
    "own": _("Opened by me"),
    "opened": _("Opened in an emergency"),
    "national": _("The whole country"),
}
BOX = {
    "to_answer": _("To answer"),
    "accepted": _("Accepted by us"),
    "ended": _("Received and ended"),
    "sent": _("Sent, waiting for an answer"),
    "sent_all": _("All that we sent"),
}
SECTION = {
    "summary": _("Summary: code, step, risk level"),
    "identity": _("Identity: names, birth date"),
    "contact_details": _("Contact details (only once accepted)"),
    "narrative": _("What was reported"),
    "identification": _("Victim identification and age"),
    "risk": _("Risk: factors and reasons"),
    "assessment": _("Assessment"),
    "plan": _("Plan"),
    "services": _("Services given"),
    "visit": _("Visits"),
    "health": _("Health"),
}
MISSING = {
    "accepted": _("a worker accepts the case"),
    "child_registered": _("the child is registered"),
    "ground_recorded": _("the legal ground is recorded"),
    "identification_decided": _("the victim identification is decided"),
    "risk_assessed": _("the risk is judged"),
    "assessed": _("the initial assessment is recorded"),
    "assessment_approved": _("another person approves the assessment"),
    "planned": _("the plan is made"),
    "plan_approved": _("another person approves the plan"),
    "follow_up_begun": _("follow-up begins"),
}
ACT = {
    "accept": _("Accept this case"),
    "assign": _("Give to a worker"),
    "register_child": _("Register the child"),
    "ground": _("Record the legal ground"),
    "needs": _("Record what services must meet"),
    "identify": _("Decide the victim identification"),
    "doubt_age": _("Record a doubt about age"),
    "risk": _("Judge the risk"),
    "assess": _("Record the initial assessment"),
    "assess_more": _("Record another assessment"),
    "conference": _("Record a case conference"),
    "flag": _("Put up a flag"),
    "approve": _("Decide what waits for approval"),
    "plan": _("Make the plan"),
    "revise_plan": _("Change the plan"),
    "service": _("Record a service"),
    "refer": _("Refer to another agency"),
    "follow_up": _("Begin follow-up"),
    "visit": _("Record a visit"),
    "ask_closure": _("Ask to close"),
    "decide_closure": _("Decide on closing"),
    "note": _("Write a note"),
    "reopen": _("Reopen"),
}
ACT_URL = {
    "accept": "casework:accept",
    "assign": "casework:assign",
    "register_child": "casework:child",
    "ground": "casework:ground",
    "needs": "casework:needs",
    "assess_more": "casework:tools",
    "conference": "casework:conference",
    "flag": "casework:flag",
    "approve": "casework:approve",
    "identify": "casework:identification",
    "doubt_age": "casework:age_doubt",
    "risk": "casework:risk",
    "assess": "casework:assessment",
    "plan": "casework:plan",
    "revise_plan": "casework:plan_revise",
    "service": "casework:service",
    "refer": "casework:refer",
    "follow_up": "casework:follow_up",
    "visit": "casework:visit",
    "ask_closure": "casework:closure_ask",
    "decide_closure": "casework:closure_decide",
    "note": "casework:note",
    "reopen": "casework:reopen",
}
