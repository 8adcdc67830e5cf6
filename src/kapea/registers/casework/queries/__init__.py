"""The one door to read cases and referrals."""

from kapea.registers.casework.queries.cards import workqueues
from kapea.registers.casework.queries.groups import services_by_group, years_of_services
from kapea.registers.casework.queries.lists import (
    LISTS,
    PAGE,
    CaseFilter,
    CaseRow,
    count_cases,
    default_list,
    list_cases,
    lists_of,
)
from kapea.registers.casework.queries.page import CasePage, accessible_case, closing_items, package_page
from kapea.registers.casework.queries.referrals import (
    BOXES,
    ReferralRow,
    ReferralView,
    accessible_referral,
    boxes_of,
    count_referrals,
    list_referrals,
)

__all__ = [
    "BOXES",
    "LISTS",
    "PAGE",
    "CaseFilter",
    "CasePage",
    "CaseRow",
    "ReferralRow",
    "ReferralView",
    "accessible_case",
    "accessible_referral",
    "boxes_of",
    "closing_items",
    "count_cases",
    "count_referrals",
    "default_list",
    "list_cases",
    "list_referrals",
    "lists_of",
    "package_page",
    "services_by_group",
    "workqueues",
    "years_of_services",
]
