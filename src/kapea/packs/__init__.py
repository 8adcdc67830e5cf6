"""Reads a country's pack, refuses a wrong one with the line and the reason.

`load_pack` is the door for use, `check_pack` the door for finding every fault. No country
stands in this code.
"""

from kapea.packs.agencies import AgencyRecord
from kapea.packs.checking import PackReport, check_pack
from kapea.packs.code_lists import CodeItem, CodeList, UnknownCode, UnknownCodeList
from kapea.packs.forms import AnswerRecord, FormRecord, QuestionRecord
from kapea.packs.hotlines import HotlineRecord
from kapea.packs.labels import Label, in_language
from kapea.packs.offences import OffenceRecord
from kapea.packs.pack import Pack, load_pack
from kapea.packs.places import PlaceIndex, PlaceRecord, UnknownPlace
from kapea.packs.population import PopulationRecord
from kapea.packs.publications import PublishedCell, PublishedTable
from kapea.packs.roles import GrantRecord, RoleRecord
from kapea.packs.rules import Rule, UnknownRule
from kapea.packs.sources import SourceRecord, SourceRef
from kapea.packs.terms import Terminology, TermRecord, WordRecord

__all__ = [
    "AgencyRecord",
    "AnswerRecord",
    "CodeItem",
    "CodeList",
    "FormRecord",
    "GrantRecord",
    "HotlineRecord",
    "Label",
    "OffenceRecord",
    "Pack",
    "PackReport",
    "PlaceIndex",
    "PlaceRecord",
    "PopulationRecord",
    "PublishedCell",
    "PublishedTable",
    "QuestionRecord",
    "RoleRecord",
    "Rule",
    "SourceRecord",
    "SourceRef",
    "TermRecord",
    "Terminology",
    "UnknownCode",
    "UnknownCodeList",
    "UnknownPlace",
    "UnknownRule",
    "WordRecord",
    "check_pack",
    "in_language",
    "load_pack",
]
