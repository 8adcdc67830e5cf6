"""What to ask, in words, for each fact that an element of an offence hangs on."""

from collections.abc import Mapping
from typing import Final

QUESTIONS: Final[Mapping[str, str]] = {
    "acts": "What exactly was done?",
    "object": "What was it done to: material, a person, a sexual act, care and custody?",
    "means": "By what means: deception, force, threat, abuse of power, none?",
    "purpose": "For what purpose?",
    "setting": "Where was it done or shown: in public, in private, in an establishment?",
    "medium": "Through what: a computer system, print, in person?",
    "consideration": "Was anything of value given or promised, to whom?",
    "circumstances": "Were there special circumstances: as a business, repeatedly, with torture, abroad?",
    "victim.age": "How old was the child on that day? (In doubt the person is presumed a child.)",
    "victim.nationality": "What is the nationality of the child?",
    "suspect.age": "How old was the suspect on that day?",
    "suspect.nationality": "What is the nationality of the suspect?",
    "suspect.capacity": "What was the suspect to the child: authority, carer, manager?",
    "suspect.exploited": "Was the suspect, who may be a child, exploited by others?",
    "place": "In which country was it done?",
    "date": "On which day was it done?",
    "completed": "Was the act completed or attempted?",
}
