"""The one door to read incidents."""

from kapea.registers.police.queries.begun import (
    IncidentFacts,
    has_item,
    named_suspects,
    suspect_codes,
    writable_facts,
)
from kapea.registers.police.queries.links import PossibleLink, SameDigest, possible_links, same_digests
from kapea.registers.police.queries.lists import (
    AT_POST,
    PAGE,
    STATUSES,
    IncidentRow,
    Wanted,
    count_incidents,
    list_incidents,
)
from kapea.registers.police.queries.page import (
    IncidentPage,
    accessible_incident,
    assistance_of,
    has_victim,
    told_of_victim,
    victim_facts_of,
)
from kapea.registers.police.queries.queues import workqueues

__all__ = [
    "AT_POST",
    "PAGE",
    "STATUSES",
    "IncidentFacts",
    "IncidentPage",
    "IncidentRow",
    "PossibleLink",
    "SameDigest",
    "Wanted",
    "accessible_incident",
    "assistance_of",
    "count_incidents",
    "has_item",
    "has_victim",
    "list_incidents",
    "named_suspects",
    "possible_links",
    "same_digests",
    "suspect_codes",
    "told_of_victim",
    "victim_facts_of",
    "workqueues",
    "writable_facts",
]
