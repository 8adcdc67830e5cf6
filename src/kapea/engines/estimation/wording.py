"""What may be said of an estimate, in words that cannot be misread.

Three sentences at least: how many were found, how many more are estimated and how sure that is, and what
was assumed. A refusal is a sentence too. English and Khmer stand side by side; the Khmer awaits review.

Source: the wording "presumed victims" and the multiple of the detected follow UNODC's country briefs.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from kapea.engines.estimation.answers import Answer, CheckState
from kapea.engines.estimation.check_words import explain
from kapea.engines.estimation.numerals import grouped

ASSUMPTIONS = (
    "closed_population",
    "correct_linkage",
    "everyone_in_scope",
    "some_chance_of_capture",
    "highest_interaction_zero",
)

NEVER = ("never_total", "never_trend", "never_rank")
NEVER_REFUSED = ("never_zero", "never_total")

SENTENCES: Mapping[str, Mapping[str, str]] = {
    "observed": {
        "en": "{observed} presumed victims were on at least one of {lists} lists.",
        "km": "ជនដែលសន្មតថារងគ្រោះ {observed} នាក់ មានឈ្មោះយ៉ាងហោចណាស់ក្នុងបញ្ជីមួយ ក្នុងចំណោមបញ្ជី {lists}។",
    },
    "estimate": {
        "en": (
            "An estimate of all presumed victims, found and not found, is {estimate}: "
            "{multiple} times as many as were found. It is an estimate, not a count."
        ),
        "km": (
            "ការប៉ាន់ប្រមាណចំនួនជនដែលសន្មតថារងគ្រោះទាំងអស់ ទាំងដែលរកឃើញ និងមិនទាន់រកឃើញ គឺ {estimate} នាក់ "
            "ស្មើនឹង {multiple} ដងនៃចំនួនដែលរកឃើញ។ នេះជាការប៉ាន់ប្រមាណ មិនមែនជាការរាប់ទេ។"
        ),
    },
    "interval": {
        "en": (
            "The data and these methods allow from {low} to {high} ({level} interval: {kind}); "
            "the true number may still lie outside."
        ),
        "km": (
            "ទិន្នន័យ និងវិធីសាស្ត្រទាំងនេះ អនុញ្ញាតឱ្យចំនួនស្ថិតនៅចន្លោះពី {low} ដល់ {high} នាក់ (កម្រិត {level}) "
            "ប៉ុន្តែចំនួនពិតអាចនៅក្រៅចន្លោះនេះ។"
        ),
    },
    "range": {
        "en": "Methods differ: from {low} to {high} on the same lists.",
        "km": "វិធីសាស្ត្រផ្សេងគ្នាផ្តល់លទ្ធផលខុសគ្នា៖ ពី {low} ដល់ {high} នាក់ លើបញ្ជីដដែល។",
    },
    "refused": {
        "en": "No figure for all presumed victims can be given. {reasons} That is an answer: no number stands.",
        "km": "មិនអាចផ្តល់តួលេខសម្រាប់ជនដែលសន្មតថារងគ្រោះទាំងអស់បានទេ។ {reasons} នេះជាចម្លើយមួយ៖ គ្មានតួលេខណាត្រឹមត្រូវទេ។",
    },
    "write": {
        "en": (
            "To be written: “{observed} were found. An estimated {low} to {high} in all, "
            "found and not found ({level}).”"
        ),
        "km": (
            "អាចសរសេរថា៖ «រកឃើញ {observed} នាក់។ ប៉ាន់ប្រមាណថាមានសរុបពី {low} ដល់ {high} នាក់ "
            "ទាំងដែលរកឃើញ និងមិនទាន់រកឃើញ (កម្រិត {level})»។"
        ),
    },
    "write_refused": {
        "en": "To be written: “{observed} were found. How many were not found cannot be said from these lists.”",
        "km": "អាចសរសេរថា៖ «រកឃើញ {observed} នាក់។ មិនអាចនិយាយថាមានប៉ុន្មាននាក់មិនទាន់រកឃើញ ដោយផ្អែកលើបញ្ជីទាំងនេះទេ»។",
    },
    "never_total": {
        "en": "Never: “there are” or “the true number is”. Nobody has counted those who were not found.",
        "km": "កុំសរសេរថា «មានចំនួន» ឬ «ចំនួនពិតគឺ»។ គ្មាននរណាបានរាប់អ្នកដែលមិនទាន់រកឃើញទេ។",
    },
    "never_trend": {
        "en": "Never: that it rose or fell since an earlier estimate when the two intervals overlap.",
        "km": "កុំសរសេរថា ចំនួនកើនឡើង ឬថយចុះ ពេលចន្លោះនៃការប៉ាន់ប្រមាណពីរត្រួតគ្នា។",
    },
    "never_rank": {
        "en": "Never: a ranking of places or bodies by this number.",
        "km": "កុំប្រើតួលេខនេះ ដើម្បីដាក់ចំណាត់ថ្នាក់ទីកន្លែង ឬស្ថាប័ន។",
    },
    "never_zero": {
        "en": "Never: that nobody is missing because no number is given.",
        "km": "កុំសរសេរថា គ្មាននរណាមិនទាន់រកឃើញ ដោយសារតែគ្មានតួលេខ។",
    },
    "lower_bound": {
        "en": "This is the least that is likely, not the total.",
        "km": "នេះជាចំនួនតិចបំផុតដែលអាចមាន មិនមែនជាចំនួនសរុបទេ។",
    },
    "closed_population": {
        "en": "It is assumed that nobody entered or left the population in the period.",
        "km": "សន្មតថា គ្មាននរណាចូល ឬចេញពីចំនួនប្រជាជននេះ ក្នុងអំឡុងពេលនេះទេ។",
    },
    "correct_linkage": {
        "en": "It is assumed that the same person was recognised across lists; missed links raise it.",
        "km": "សន្មតថា មនុស្សតែម្នាក់ត្រូវបានស្គាល់ថាជាអ្នកដដែលក្នុងគ្រប់បញ្ជី។ បើមិនស្គាល់ តួលេខនឹងខ្ពស់ជាងពិត។",
    },
    "everyone_in_scope": {
        "en": "It is assumed that everyone on a list truly belongs to the people estimated.",
        "km": "សន្មតថា អ្នកទាំងអស់ក្នុងបញ្ជី ពិតជាស្ថិតក្នុងក្រុមមនុស្សដែលត្រូវប៉ាន់ប្រមាណ។",
    },
    "some_chance_of_capture": {
        "en": "People who could never come onto any list are not in the figure.",
        "km": "អ្នកដែលមិនអាចមានឈ្មោះក្នុងបញ្ជីណាមួយទាល់តែសោះ មិនរាប់បញ្ចូលក្នុងតួលេខនេះទេ។",
    },
    "highest_interaction_zero": {
        "en": "How lists depend on each other beyond the model cannot be tested with these data.",
        "km": "ទំនាក់ទំនងរវាងបញ្ជីដែលលើសពីគំរូនេះ មិនអាចពិនិត្យបានដោយទិន្នន័យទាំងនេះទេ។",
    },
}


@dataclass(frozen=True, kw_only=True)
class Statement:
    """What may be said of one answer, sentence by sentence, in one language."""

    language: str
    sentences: tuple[str, ...]
    assumptions: tuple[str, ...]
    to_write: str = ""
    never: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """All sentences as one paragraph."""
        return " ".join(self.sentences)


def state(answer: Answer, *, lists: int, language: str = "en") -> Statement:
    """Return what may be said of an answer about a table of so many lists."""

    def say(key: str, **parts: object) -> str:
        return SENTENCES[key][language].format(**parts).strip()

    sentences = [say("observed", observed=grouped(answer.observed), lists=lists)]
    if answer.estimate is None:
        sentences.append(say("refused", reasons=_reasons(answer, language)))
    else:
        multiple = f"{answer.estimate / answer.observed:.1f}"
        sentences.append(
            say("estimate", estimate=figures(answer.estimate, least=answer.observed), multiple=multiple)
        )
    interval = answer.to_read
    if answer.estimate is not None and interval is not None:
        low, high = (figures(limit, least=answer.observed) for limit in interval.limits)
        level, kind = f"{interval.level:.0%}", interval.kind
        sentences.append(say("interval", low=low, high=high, level=level, kind=kind))
    span = answer.details.get("range")
    if isinstance(span, list) and answer.estimate is not None:
        low, high = (figures(end, least=answer.observed) for end in span)
        sentences.append(say("range", low=low, high=high))
    if answer.method == "chao" and answer.estimate is not None:
        sentences.append(say("lower_bound"))
    return Statement(
        language=language,
        sentences=tuple(sentences),
        assumptions=tuple(say(key) for key in ASSUMPTIONS),
        to_write=_to_write(answer, language),
        never=tuple(say(key) for key in (NEVER_REFUSED if answer.estimate is None else NEVER)),
    )


def _reasons(answer: Answer, language: str) -> str:
    """Return why there is no number: with names and counts in English, in general words elsewhere."""
    if language == "en":
        return " ".join(answer.reasons)
    names = dict.fromkeys(check.name for check in answer.checks if check.state is CheckState.FAILED)
    return " ".join(filter(None, (explain(name, CheckState.FAILED).get(language, "") for name in names)))


def _to_write(answer: Answer, language: str) -> str:
    """Return a sentence that may be quoted: always a range beside what was found, never one number."""
    observed = grouped(answer.observed)
    if answer.estimate is None:
        return SENTENCES["write_refused"][language].format(observed=observed)
    interval = answer.to_read
    if interval is None:
        return ""
    low, high = (figures(limit, least=answer.observed) for limit in interval.limits)
    level = f"{interval.level:.0%}"
    return SENTENCES["write"][language].format(observed=observed, low=low, high=high, level=level)


def figures(value: float, *, least: float = 0) -> str:
    """Return three significant figures, as no estimate is known better; never fewer than were found.

    >>> figures(11312.99), figures(123.4), figures(2744.2, least=2744)
    ('11\xa0300', '123', '2\xa0744')
    """
    digits = max(len(str(int(abs(value)))) - 3, 0)
    return grouped(max(int(round(value, -digits)), int(least)))
