"""Reads a country's pack, refuses a wrong one with the line and the reason.

`load_pack` is the door for use, `check_pack` the door for finding every fault. No country
stands in this code.
"""

from kapea.packs.agencies import AgencyRecord
from kapea.packs.code_lists import CodeItem, CodeList, UnknownCode, UnknownCodeList
from kapea.packs.hotlines import HotlineRecord
from kapea.packs.labels import Label, in_language
from kapea.packs.pack import Pack, load_pack
from kapea.packs.places import PlaceIndex, PlaceRecord, UnknownPlace
from kapea.packs.roles import GrantRecord, RoleRecord
from kapea.packs.rules import Rule, UnknownRule
from kapea.packs.sources import SourceRecord, SourceRef

__all__ = [
    "AgencyRecord",
    "CodeItem",
    "CodeList",
    "GrantRecord",
    "HotlineRecord",
    "Label",
    "Pack",
    "PlaceIndex",
    "PlaceRecord",
    "RoleRecord",
    "Rule",
    "SourceRecord",
    "SourceRef",
    "UnknownCode",
    "UnknownCodeList",
    "UnknownPlace",
    "UnknownRule",
    "in_language",
    "load_pack",
]
