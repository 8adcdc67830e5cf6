"""The words in which the elements of an offence and the facts of an incident are coded.

One vocabulary for both, so that a provision and an incident can be compared. The words are of no
country: a pack says which of them its provisions use. A word may stand under a wider one
(`threat` is a `coercion`); a word whose belonging the law leaves open says so (`MAY_BE`).
The terms follow the Luxembourg Guidelines; the old words of a statute stay in its title only.
"""

from collections.abc import Mapping
from typing import Final

OBJECTS: Final[Mapping[str, str]] = {
    "csam": "child sexual abuse material",
    "adult_pornography": "pornographic material that shows no child",
    "performance": "a pornographic performance",
    "prostitution": "exploitation in prostitution",
    "person": "control over a person, or the person's movement",
    "sexual_act": "a sexual act, or pressing or arranging for one",
    "custody": "the care and custody of a child",
    "adoption": "adoption or surrogacy",
    "travel": "travel or tourism for sexual exploitation",
    "identity": "the identity of a child victim",
}

ACTS: Final[Mapping[str, tuple[str, tuple[str, ...]]]] = {
    # word: (what it is, what it may be done to; one object alone is implied)
    "produce": ("making material", ("csam", "adult_pornography")),
    "distribute": ("handing material on", ("csam", "adult_pornography")),
    "sell": ("selling", ("csam", "person", "adult_pornography")),
    "lease": ("renting material out", ("csam", "adult_pornography")),
    "display": ("showing material", ("csam", "adult_pornography")),
    "project": ("projecting material", ("csam", "adult_pornography")),
    "present": ("presenting material", ("csam", "adult_pornography")),
    "offer": ("offering material", ("csam",)),
    "make_available": ("making material available", ("csam",)),
    "transmit": ("sending material", ("csam",)),
    "possess": ("having material", ("csam", "adult_pornography")),
    "import": ("bringing material into the country", ("csam", "adult_pornography")),
    "export": ("taking material out of the country", ("csam", "adult_pornography")),
    "obtain": ("getting material for oneself or another", ("csam",)),
    "access": ("knowingly viewing material without keeping it", ("csam",)),
    "live_stream": ("streaming abuse as it happens", ("csam",)),
    "recruit_for_performance": ("recruiting or coercing into a performance", ("performance",)),
    "attend_performance": ("watching a performance", ("performance",)),
    "purchase": ("a sexual act for anything of value, by the one who gives", ("prostitution",)),
    "procure": ("procuring in any way", ("prostitution",)),
    "profit_from": ("drawing a financial profit", ("prostitution",)),
    "assist": ("assisting or protecting", ("prostitution",)),
    "train_for": ("recruiting, inducing or training for it", ("prostitution",)),
    "pressure_into": ("pressing a person into it", ("prostitution",)),
    "manage_prostitution": ("managing the prostitution of another", ("prostitution",)),
    "manage_establishment": ("running an establishment for it", ("prostitution",)),
    "finance_establishment": ("financing an establishment for it", ("prostitution",)),
    "provide_premises": ("giving a place for it", ("prostitution",)),
    "tolerate_in_establishment": ("letting it happen in a public establishment", ("prostitution",)),
    "mediate": ("going between", ("prostitution",)),
    "solicit_for": ("soliciting another person for it", ("prostitution",)),
    "advertise": ("advertising or promoting", ("prostitution", "csam", "travel", "adoption")),
    "lend": ("lending on condition of it", ("prostitution",)),
    "contract": ("a contract that obliges to it", ("prostitution",)),
    "conceal_proceeds": ("covering its proceeds", ("prostitution",)),
    "hinder_assistance": ("hindering help to those exploited", ("prostitution",)),
    "solicit_self": ("soliciting, by the person exploited", ("prostitution",)),
    "recruit": ("inducing, hiring or employing", ("person",)),
    "transport": ("transporting", ("person", "csam")),
    "transfer": ("transferring a person", ("person",)),
    "harbour": ("harbouring a person", ("person",)),
    "remove": ("drawing or taking a person away", ("person",)),
    "buy": ("buying a person", ("person",)),
    "exchange": ("exchanging a person", ("person",)),
    "deliver": ("delivering control over a person", ("person",)),
    "receive": ("receiving control over a person", ("person",)),
    "abduct": ("arresting or abducting", ("person",)),
    "detain": ("detaining or confining", ("person",)),
    "intercourse": ("sexual intercourse", ("sexual_act",)),
    "indecent_act": ("an indecent act", ("sexual_act",)),
    "harass": ("pressing for sexual favours", ("sexual_act",)),
    "arrange_meeting": ("arranging meetings with exposure or sexual relations", ("sexual_act",)),
    "solicit_online": ("grooming: winning a child online for sexual purposes", ("sexual_act",)),
    "extort": ("sexual extortion", ("sexual_act",)),
    "abandon": ("abandoning a child", ("custody",)),
    "refuse_hand_over": ("refusing to hand a child over", ("custody",)),
    "take_away": ("taking a child from who has the care", ("custody",)),
    "substitute_child": ("substituting, simulating or concealing a child", ("custody",)),
    "incite_abandonment": ("inciting parents to abandon a child", ("adoption",)),
    "mediate_adoption": ("going between for an adoption", ("adoption",)),
    "mediate_surrogacy": ("going between for a surrogacy", ("adoption",)),
    "organise_travel": ("arranging travel for exploitation", ("travel",)),
    "disclose_identity": ("making a victim known to the public", ("identity",)),
}

MEANS: Final[Mapping[str, str]] = {
    "coercion": "any means of coercion",
    "force": "force",
    "threat": "threat",
    "confinement": "confinement",
    "deception": "deception",
    "abuse_of_power": "abuse of power or of a position of vulnerability",
}

PURPOSES: Final[Mapping[str, str]] = {
    "exploitation": "exploitation of any kind",
    "sexual_exploitation": "sexual exploitation",
    "prostitution": "exploitation in prostitution",
    "pornography": "making sexual material",
    "forced_labour": "forced labour or services",
    "child_labour": "child labour",
    "slavery": "slavery or servitude",
    "debt_bondage": "debt bondage",
    "organ_removal": "removal of organs",
    "sexual_aggression": "a sexual assault",
    "forced_marriage": "marriage against the victim's will",
    "adoption": "adoption",
    "profit": "profit",
    "transfer_abroad": "taking the person to another country",
    "distribution": "handing material on to others in public",
    "act_as_intermediary": "going between",
    "sexual_favours": "sexual favours",
}

SETTINGS: Final[Mapping[str, str]] = {
    "public_place": "a public place",
    "public_online": "open to all on the internet",
    "private": "a private place or exchange",
    "establishment": "an establishment open to the public",
}

MEDIA: Final[Mapping[str, str]] = {
    "computer_system": "a computer system or storage medium",
    "internet": "the internet",
    "phone": "a phone call, without internet",
    "print": "print or film",
    "mass_media": "press or broadcast",
    "in_person": "in person",
}

CONSIDERATIONS: Final[Mapping[str, str]] = {
    "given": "anything of value was given",
    "promised": "anything of value was promised",
}

CAPACITIES: Final[Mapping[str, str]] = {
    "authority": "has authority over the child by function",
    "custodian": "has the child in care",
    "manager": "runs or directs the establishment",
    "parent": "is a parent",
}

CIRCUMSTANCES: Final[Mapping[str, str]] = {
    "as_business": "as a business",
    "repeatedly": "repeatedly",
    "habitually": "habitually",
    "torture": "with torture or barbarous acts",
    "health_endangered": "endangering health or safety",
    "kept_abroad": "the child is kept abroad",
    "falsified_record": "a civil record is falsified",
    "across_border": "across a border",
}

WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "conduct": {word: gloss for word, (gloss, _) in ACTS.items()},
    "object": OBJECTS,
    "means": MEANS,
    "purpose": PURPOSES,
    "setting": SETTINGS,
    "medium": MEDIA,
    "consideration": CONSIDERATIONS,
    "capacity": CAPACITIES,
    "circumstances": CIRCUMSTANCES,
}

WIDER: Final[Mapping[str, str]] = {
    # a word of the left is always one of the right
    "force": "coercion",
    "threat": "coercion",
    "confinement": "coercion",
    "sexual_exploitation": "exploitation",
    "prostitution": "sexual_exploitation",
    "pornography": "sexual_exploitation",
    "forced_labour": "exploitation",
    "child_labour": "exploitation",
    "slavery": "exploitation",
    "debt_bondage": "exploitation",
    "organ_removal": "exploitation",
    "internet": "computer_system",
    "profit_from": "procure",
    "assist": "procure",
    "train_for": "procure",
    "pressure_into": "procure",
    "transmit": "distribute",
    "parent": "custodian",
}

MAY_BE: Final[Mapping[str, str]] = {
    # whether the left counts as the right is left open by the texts
    "public_online": "public_place",
    "promised": "given",
    "make_available": "distribute",
}

ALIASES: Final[Mapping[str, str]] = {
    "child_sexual_abuse_material": "csam",
    "csem": "csam",
    "online": "internet",
    "digital": "computer_system",
    "computer": "computer_system",
    "fraud": "deception",
    "deceit": "deception",
    "abuse_of_vulnerability": "abuse_of_power",
    "coerce": "coercion",
    "view": "access",
    "share": "distribute",
    "download": "obtain",
    "upload": "make_available",
    "stream": "live_stream",
    "groom": "solicit_online",
    "grooming": "solicit_online",
    "sextortion": "extort",
    "sexual_intercourse": "intercourse",
    "public": "public_place",
    "private_place": "private",
    "paid": "given",
    "labour": "forced_labour",
    "marriage": "forced_marriage",
    "business": "as_business",
}


def known_word(element: str, text: str) -> str | None:
    """The word of the vocabulary that a text means, or None.

    >>> known_word("medium", "Online")
    'internet'
    """
    word = "_".join(text.strip().lower().replace("-", " ").split())
    for candidate in (word, ALIASES.get(word, "")):
        if candidate in WORDS[element]:
            return candidate
    return None


def with_wider(word: str) -> frozenset[str]:
    """The word and every wider one.

    >>> sorted(with_wider("prostitution"))
    ['exploitation', 'prostitution', 'sexual_exploitation']
    """
    found = [word]
    while found[-1] in WIDER:
        found.append(WIDER[found[-1]])
    return frozenset(found)


def with_narrower(word: str) -> frozenset[str]:
    """The word and every narrower one: what is stated widely may have been any of them.

    >>> sorted(with_narrower("custodian"))
    ['custodian', 'parent']
    """
    return _NARROWER[word]


_ALL: Final = {word for words in WORDS.values() for word in words}
_NARROWER: Final[Mapping[str, frozenset[str]]] = {
    word: frozenset(other for other in _ALL if word in with_wider(other)) for word in _ALL
}
