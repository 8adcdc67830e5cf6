"""What the courts' register calls its stages, acts and answers; words of the country come from its pack."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

INFORMS = _("This is worked out by the system from the law as recorded. It informs and does not decide.")
STAGE = {
    "complaint": (_("Complaint"), "warn"),
    "prosecution": (_("Prosecutor"), "info"),
    "investigation": (_("Judicial investigation"), "info"),
    "trial": (_("Trial"), "info"),
    "judged": (_("Judged, not final"), "info"),
    "appeal": (_("Higher court"), "info"),
    "final": (_("Final judgment"), "ok"),
    "execution": (_("Execution"), "ok"),
    "ended": (_("Ended"), "neutral"),
}
KIND = {"criminal": _("Criminal case"), "civil": _("Civil action alone")}
STAGE_ACT = {
    "received": _("Received"),
    "open_case": _("Prosecutor takes up the case"),
    "hear_suspect": _("Prosecutor hears the suspect"),
    "ask_investigation": _("Prosecutor asks for a judicial investigation"),
    "cite_directly": _("Prosecutor sends directly to trial"),
    "drop": _("Prosecutor files without further action"),
    "final_submission": _("Final submission of the prosecutor"),
    "place_under_investigation": _("Investigating judge places a person under investigation"),
    "order_detention": _("Detention before judgment is ordered"),
    "order_search": _("Search is ordered"),
    "order_expert": _("Expert is asked"),
    "send_to_trial": _("Investigating judge sends to trial"),
    "dismiss": _("Investigating judge ends the matter without trial"),
    "judge": _("Judgment"),
    "appeal": _("Appeal"),
    "make_final": _("The judgment becomes final"),
    "begin_execution": _("Execution begins"),
    "end_execution": _("Execution has ended"),
    "close": _("The file is closed"),
    "reopen": _("The matter is taken up again"),
}
WHO_ACTS = {
    "prosecutor": _("Prosecutor"),
    "investigating_judge": _("Investigating judge"),
    "court": _("Court"),
}
CUSTODY = {
    "": _("Not known"),
    "free": _("Free"),
    "detained": _("Detained before judgment"),
    "bail": _("Released on bail"),
    "serving": _("Serving a sentence"),
    "fled": _("Not found"),
}
FITS = {
    "yes": (_("All elements are met"), "ok"),
    "maybe": (_("May apply: something is unknown"), "warn"),
    "no": (_("An element is not met"), "neutral"),
    "": (_("Not proposed"), "neutral"),
}
ELEMENT_STATE = {True: (_("Met"), "ok"), False: (_("Not met"), "neutral"), None: (_("Unknown"), "warn")}
ELEMENT = {
    "conduct": _("What was done"),
    "object": _("What it was done to"),
    "victim_age": _("Age of the victim"),
    "suspect_age": _("Age of the accused"),
    "means": _("Means"),
    "purpose": _("Purpose"),
    "setting": _("Setting"),
    "medium": _("Medium"),
    "consideration": _("Anything of value"),
    "capacity": _("What the accused was to the child"),
    "circumstances": _("Circumstances"),
    "in_force": _("In force on that day"),
    "attempt": _("Attempt is punished"),
    "completed": _("Completed"),
    "responsibility": _("Old enough to be responsible"),
    "not_exploited": _("Not exploited oneself"),
    "not_exempt": _("Not exempt from punishment"),
}
BASIS = {
    "territory": _("Done in the country"),
    "active_nationality": _("The accused is a national"),
    "passive_nationality": _("The victim is a national"),
}
CHARGE_STATE = {"chosen": (_("Charged"), "info"), "dropped": (_("Dropped"), "neutral")}
VERDICT = {
    "": _("Not judged yet"),
    "guilty": _("Guilty"),
    "acquitted": _("Acquitted"),
    "requalified": _("Judged under another provision"),
}
HEARING_KIND = {
    "investigation": _("Before the investigating judge"),
    "trial": _("Trial hearing"),
    "appeal": _("Appeal hearing"),
    "civil": _("Civil hearing"),
    "execution": _("Hearing on execution"),
}
HEARING_STATE = {
    "planned": (pgettext_lazy("hearing", "Planned"), "info"),
    "held": (pgettext_lazy("hearing", "Held"), "ok"),
    "postponed": (pgettext_lazy("hearing", "Postponed"), "warn"),
    "cancelled": (pgettext_lazy("hearing", "Cancelled"), "neutral"),
}
INTERVIEWER = {
    "police": _("Police"),
    "prosecutor": _("Prosecutor"),
    "investigating_judge": _("Investigating judge"),
    "court": _("Court"),
    "social_worker": _("Social worker"),
    "organisation": _("An organisation"),
}
ROOM = {
    "": _("Not known"),
    "child_room": _("Interview room for children"),
    "office": _("Office"),
    "courtroom": _("Courtroom"),
    "home_or_shelter": _("Where the child lives"),
}
MEASURE_STATE = {
    "asked": (pgettext_lazy("measure", "Asked, not decided"), "warn"),
    "granted": (pgettext_lazy("measure", "Granted"), "ok"),
    "refused": (pgettext_lazy("measure", "Refused"), "danger"),
}
ASKED_BY = {
    "rule": _("Stands to every child who testifies"),
    "child": _("The child"),
    "lawyer": _("The child’s lawyer"),
    "prosecutor": _("Prosecutor"),
    "judge": _("The court itself"),
    "social_worker": _("Social worker"),
}
NEED = {
    "": _("None named"),
    "threats": _("Threats or fear of the accused"),
    "trauma": _("Severe trauma"),
    "very_young": _("Very young child"),
    "disability": _("Disability"),
    "relative_of_accused": _("The accused is a relative"),
    "other": _("Another need"),
}
PROVIDER = {"bar": _("Bar association"), "ngo": _("Organisation")}
MET_BEFORE = {
    "yes": (_("Met before the day of the hearing"), "ok"),
    "same_day": (_("Met only on the day of the hearing"), "danger"),
    "not_yet": (_("Has not met yet"), "warn"),
    "no_hearing": (_("Met; no hearing yet"), "ok"),
}
INSTANCE = {
    "first": _("Court of first instance"),
    "appeal": _("Court of appeal"),
    "supreme": _("Supreme court"),
}
OUTCOME = {
    "convicted": (_("Convicted"), "info"),
    "acquitted": (_("Acquitted"), "neutral"),
    "dismissed": (_("Not decided on the merits"), "neutral"),
}
WITHIN = {
    True: (_("Within the provision’s range"), "ok"),
    False: (_("Outside the provision’s range"), "warn"),
    None: (_("Not checked: no source gives the range, or the day is not known"), "neutral"),
}
OFFENCE_CLASS = {
    "": _("Not known"),
    "felony": _("felony"),
    "misdemeanour": _("misdemeanour"),
    "petty": _("petty offence"),
}
INTERRUPTION = {
    True: _("Counted from the last act that interrupts it"),
    False: _("Open: no source says which acts interrupt it"),
}
REST = {
    True: _("Reaches the least term of the range"),
    False: _("Under the least term of the range: no source says whether the law allows it"),
    None: _("Not compared: no source gives the least term, or the day is not known"),
}
UNIT = {"days": _("days"), "months": _("months"), "years": _("years")}
ONE = {"days": _("day"), "months": _("month"), "years": _("year")}
TERM = {**UNIT, "life": _("life"), "to": _("to"), "up": _("up")}
"""The words of a range of imprisonment, as the engine writes it."""
RELEASE = {
    "bail": _("Release on bail"),
    "suspension": _("Suspension of the sentence"),
    "parole": _("Parole"),
    "pardon": _("Pardon"),
    "served": _("Sentence served"),
}
APPEAL_BY = {
    "prosecutor": _("Prosecutor"),
    "accused": _("The accused"),
    "civil_party": _("The civil party"),
}
APPEAL_OUTCOME = {
    "": (_("Not decided yet"), "warn"),
    "upheld": (_("Judgment upheld"), "neutral"),
    "changed": (_("Judgment changed"), "info"),
    "quashed": (_("Judgment quashed"), "info"),
    "withdrawn": (_("Appeal withdrawn"), "neutral"),
}
CLAIM_KIND = {
    "damages": _("Damages"),
    "restitution": _("Restitution of unjust enrichment"),
    "property": _("Property given back or restored"),
}
ROUTE = {"joined": _("Joined to the criminal case"), "alone": _("Alone, before a civil court")}
CLAIM_STATE = {
    "claimed": (_("Claimed"), "info"),
    "suspended": (_("Waits for the criminal decision"), "warn"),
    "awarded": (_("Awarded"), "ok"),
    "refused": (pgettext_lazy("claim", "Refused"), "neutral"),
}
PAYER = {
    "offender": _("The offender"),
    "seizure": _("Seized property"),
    "fund": _("A fund"),
}
REQUEST_KIND = {
    "embassy_notice": _("Notice to the embassy"),
    "extradition": _("Extradition"),
    "mutual_assistance": _("Mutual legal assistance"),
}
DIRECTION = {"outgoing": _("Asked by this country"), "incoming": _("Asked by the other State")}
REQUEST_BASIS = {
    "": _("Not known"),
    "treaty": _("A treaty between the two States"),
    "code": _("The code of procedure"),
    "protocol": _("The Optional Protocol"),
    "reciprocity": _("Reciprocity"),
}
REQUEST_OUTCOME = {
    "": (_("Open"), "warn"),
    "granted": (pgettext_lazy("request", "Granted"), "ok"),
    "refused": (pgettext_lazy("request", "Refused"), "neutral"),
    "withdrawn": (pgettext_lazy("request", "Withdrawn"), "neutral"),
    "done": (pgettext_lazy("request", "Done"), "ok"),
}
REQUEST_STEP = {
    "diplomatic_channel": _("Sent through the diplomatic channel"),
    "foreign_affairs": _("With the minister of foreign affairs"),
    "minister_of_justice": _("Checked by the minister of justice"),
    "general_prosecutor": _("With the general prosecutor"),
    "investigating_chamber": _("Before the investigating chamber"),
    "decided": _("Decided"),
    "handed_over": _("Handed over"),
    "sent": _("Sent"),
    "received": _("Received by the other State"),
    "answered": _("Answered"),
}
TOLD_BY = {
    "child": _("The child"),
    "family": _("The family"),
    "lawyer": _("A lawyer"),
    "social_worker": _("Social worker"),
    "police": _("Police"),
    "court": _("Court"),
    "other": _("Someone else"),
}
CONCERN_OUTCOME = {
    "": (_("Waits for a supervisor"), "danger"),
    "goes_on": (_("The case goes on"), "ok"),
    "reported_further": (_("Reported to the prosecutor"), "info"),
    "unfounded": (_("No settlement was found"), "neutral"),
}
VETTING_PURPOSE = {
    "work_with_children": _("Work with children"),
    "adoption_or_care": _("Adoption or care of a child"),
    "visa_or_entry": _("Visa or entry"),
    "court_request": _("Request of a court"),
}
AGE_BAND = {
    "": _("Not known"),
    "under_14": _("Under 14"),
    "14_15": _("14 and 15"),
    "16_17": _("16 and 17"),
}
CAPACITY = {
    "": _("Not known"),
    "authority": _("Has authority over the child by function"),
    "custodian": _("Has the child in care"),
    "manager": _("Runs or directs the establishment"),
    "parent": _("Is a parent"),
}
PART = {
    "parties": _("Victims"),
    "accused": _("Accused"),
    "charges": _("Charges"),
    "acts": _("Acts of prosecutor, judge and court"),
    "hearings": _("Hearings"),
    "interviews": _("Interviews of the child"),
    "measures": _("Protective measures"),
    "legal_aid": _("Legal aid"),
    "judgments": _("Judgments and sentences"),
    "releases": _("Releases"),
    "appeals": _("Appeals"),
    "compensations": _("Compensation"),
    "requests": _("Embassies, extradition and assistance"),
    "concerns": _("Settlement out of court"),
}
EMPTY = {
    "parties": _("No victim is recorded."),
    "accused": _("No accused is recorded."),
    "charges": _("No charge has been chosen."),
    "acts": _("Nothing has been done yet."),
    "hearings": _("No hearing is planned."),
    "interviews": _("No interview is recorded."),
    "measures": _("No protective measure is asked."),
    "legal_aid": _("Nobody is defended by a lawyer yet."),
    "judgments": _("No judgment yet."),
    "releases": _("No release is recorded."),
    "appeals": _("No appeal."),
    "compensations": _("No compensation is claimed."),
    "requests": _("Nothing was sent to another State."),
    "concerns": _("No settlement out of court is known."),
}
ACT = {
    "stage_act": _("Record an act"),
    "take_over": _("Take over this proceeding"),
    "victim": _("Record a victim"),
    "accused": _("Record an accused"),
    "change_accused": _("Complete or correct"),
    "facts": _("Say what was done"),
    "charge": _("Choose a charge"),
    "drop_charge": _("Drop this charge"),
    "plan_hearing": _("Plan a hearing"),
    "end_hearing": _("Say how it went"),
    "interview": _("Record an interview"),
    "ask_measure": _("Ask for a measure"),
    "decide_measure": _("Grant or refuse"),
    "use_measure": _("Was it used?"),
    "appoint_lawyer": _("Appoint a lawyer"),
    "meeting": _("Record the first meeting"),
    "judgment": _("Record a judgment"),
    "sentence": _("Record a sentence"),
    "penalty": _("Add a penalty"),
    "release": _("Record a release"),
    "appeal": _("Record an appeal"),
    "decide_appeal": _("Record what was decided"),
    "claim": _("Record a claim"),
    "decide_claim": _("Decide on the claim"),
    "account": _("Custody account of the child"),
    "payment": _("Record a payment"),
    "enforce": _("Enforcement"),
    "request": _("Notify or ask another State"),
    "request_step": _("Record the next step"),
    "concern": _("Report a settlement out of court"),
    "review_concern": _("Review this concern"),
}


LIST_CHOICES = [
    ("", _("All")),
    ("week", _("With a hearing this week")),
    ("mine", _("Mine")),
    ("measures", _("Protective measures to decide")),
    ("concerns", _("Settlements out of court to review")),
    *((code, said[0]) for code, said in STAGE.items()),
]


def pairs(words: dict[str, object]) -> list[tuple[str, object]]:
    """Return code and words, for a form's choices."""
    return [(code, said[0] if isinstance(said, tuple) else said) for code, said in words.items()]


def length(amount: int | None, unit: str) -> str:
    """Return a length of time in words: 1 year, 5 years."""
    return f"{amount} {(ONE if amount == 1 else UNIT)[unit]}"
