"""The words that a pack's access matrix may use.

A pack says which role may do what; this module says what there is to do. It knows no role and
no country. A word that is not here is refused by `kapea pack check`, and every door of the
site names one permission and one section of this list.
"""

from typing import Final

PERMISSIONS: Final = frozenset(
    {
        "hotline.contact.read",
        "hotline.contact.take",
        "hotline.contact.triage",
        "hotline.contact.hand_over",
        "hotline.message.write",
        "hotline.address.read",
        "hotline.address.write",
        "hotline.complaint.take",
        "hotline.complaint.read",
        "hotline.complaint.write",
        "hotline.roster.read",
        "hotline.roster.write",
        "hotline.statistics.read",
        "police.incident.read",
        "police.incident.write",
        "police.incident.send_to_court",
        "police.incident.review",
        "people.person.read",
        "people.person.write",
        "people.index.review",
        "people.index.run",
        "casework.case.read",
        "casework.case.accept",
        "casework.case.write",
        "casework.case.assign",
        "casework.referral.send",
        "casework.referral.answer",
        "casework.work.approve",
        "casework.closure.ask",
        "casework.closure.approve",
        "justice.proceeding.read",
        "justice.proceeding.write",
        "justice.charge.choose",
        "justice.judgment.write",
        "justice.protection.ask",
        "justice.protection.decide",
        "justice.legal_aid.write",
        "justice.concern.record",
        "justice.concern.review",
        "justice.vetting.answer",
        "justice.indicator.write",
        "care.facility.read",
        "care.facility.write",
        "care.licence.write",
        "care.inspection.write",
        "care.complaint.record",
        "care.complaint.review",
        "care.suspect.write",
        "care.placement.read",
        "care.placement.ask",
        "care.placement.write",
        "care.placement.review",
        "care.placement.prolong",
        "returns.return.read",
        "returns.return.accept",
        "returns.return.write",
        "returns.closure.ask",
        "returns.closure.approve",
        "law.text.read",
        "law.scenario.read",
        "law.scenario.write",
        "worklist.task.read",
        "worklist.notice.manage",
        "directory.service.read",
        "directory.service.write",
        "places.place.read",
        "agencies.agency.read",
        "statistics.table.read",
        "statistics.estimate.read",
        "statistics.estimate.ask",
        "guard.break_glass.open",
        "guard.break_glass.review",
        "guard.audit.read",
        "guard.account.manage",
        "site.health.read",
    }
)

SCOPES: Final = ("own", "assigned", "unit", "agency", "commune", "province", "referred", "national")
"""How the viewer stands to the record: recorded it; is its worker; same unit; same agency; it is in the
commune of their unit; its province is one of theirs; it was referred to their agency; any record of the country."""

SECTIONS: Final = frozenset(
    {
        "summary",  # code, step, status, agency, dates, risk level, tasks
        "identity",  # names, birth date, identifiers
        "contact_details",  # phones, addresses, safe re-contact
        "narrative",  # free text of reports and messages
        "identification",  # victim identification and age determination
        "risk",
        "assessment",
        "plan",
        "services",
        "referral",
        "visit",
        "closure",
        "notes",
        "health",
        "statement",
        "therapy",
        "shelter_location",
        "victim",
        "suspect",
        "evidence",
        "charge",  # what a court is asked to judge, and under which provision
        "hearing",  # hearings, and how often a child was interviewed
        "protection",  # screen, TV link, in camera, support person, setting
        "legal_aid",
        "judgment",  # judgments, sentences, releases, appeals
        "compensation",
        "cooperation",  # embassies, extradition, mutual assistance
        "concern",  # a settlement out of court; a complaint about a care facility
        "inspection",  # licence and minimum standards of a care facility
        "placement",  # who placed a child in care, why, until when, and the reviews
        "return",  # consent, papers, escort, hand-over and arrival of a child who returns
        "law",  # the text of the law, and what is computed from it
        "counts",  # aggregate figures only
        "accounts",
        "audit",
    }
)

PURPOSES: Final = frozenset(
    {
        "response",  # answering a contact
        "care",  # casework, shelter, visits
        "investigation",
        "justice",
        "supervision",
        "statistics",
        "analysis",  # law, commitments, reports
        "oversight",  # data protection, audit
        "administration",
    }
)
