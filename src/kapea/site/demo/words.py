"""Sentences of fictitious records: short, marked, without detail that could hurt a reader.

Each has its English and its Khmer. Which of them a record holds is the language of who wrote it, told
by the record's own key: the same key, the same language. Most write in the country's first language.
"""

from collections.abc import Mapping
from random import Random
from typing import Final
from zlib import crc32

from kapea.guard.pack import current_pack
from kapea.packs import in_language

Text = Mapping[str, str]
FIRST_LANGUAGE_IN_TEN: Final = 7
"""Of ten who write, how many write in the country's first language. Invented."""

MARK: Text = {"en": "Fictitious.", "km": "ប្រឌិត។"}
TOLD: tuple[Text, ...] = (
    {
        "en": "A neighbour is worried: the child stays away from school and has new things.",
        "km": "អ្នកជិតខាងបារម្ភ៖ ក្មេងមិនទៅរៀន ហើយមានរបស់របរថ្មីៗ។",
    },
    {
        "en": "The child says that an adult online asks for pictures and threatens.",
        "km": "ក្មេងប្រាប់ថា មនុស្សពេញវ័យម្នាក់តាមអ៊ីនធឺណិតសុំរូបភាព ហើយគំរាម។",
    },
    {
        "en": "A teacher noticed that the child is afraid of an older man at home.",
        "km": "គ្រូសង្កេតឃើញថា ក្មេងខ្លាចបុរសចាស់ម្នាក់នៅផ្ទះ។",
    },
    {
        "en": "A relative says that the child was promised work in town and does not answer any more.",
        "km": "សាច់ញាតិប្រាប់ថា គេសន្យារកការងារឱ្យក្មេងនៅទីក្រុង ហើយឥឡូវក្មេងលែងឆ្លើយ។",
    },
    {
        "en": "The child asks whether somebody can come; they do not want to go back to the guesthouse.",
        "km": "ក្មេងសួរថា មាននរណាអាចមកបានទេ ព្រោះមិនចង់ត្រឡប់ទៅផ្ទះសំណាក់វិញ។",
    },
    {
        "en": "A tourist was seen taking the child to a hotel more than once.",
        "km": "គេឃើញទេសចរម្នាក់នាំក្មេងទៅសណ្ឋាគារលើសពីម្តង។",
    },
)
ANSWERS: tuple[Text, ...] = (
    {
        "en": "Thank you for writing. Are you in a safe place now?",
        "km": "អរគុណដែលបានសរសេរ។ ឥឡូវអ្នកនៅកន្លែងមានសុវត្ថិភាពទេ?",
    },
    {
        "en": "Somebody is working on it. You did right to tell us.",
        "km": "មានគេកំពុងធ្វើការលើរឿងនេះ។ អ្នកធ្វើត្រូវហើយដែលប្រាប់យើង។",
    },
)
REPLIES: tuple[Text, ...] = (
    {"en": "Yes, I am with my aunt.", "km": "ចាស ខ្ញុំនៅជាមួយម្តាយមីង។"},
    {"en": "Thank you. I will come back next week.", "km": "អរគុណ។ ខ្ញុំនឹងត្រឡប់មកវិញសប្តាហ៍ក្រោយ។"},
)
GOALS: tuple[tuple[str, Text, Text], ...] = (
    (
        "family_support",
        {"en": "Live in a safe place", "km": "រស់នៅកន្លែងមានសុវត្ថិភាព"},
        {"en": "Stay with the aunt; weekly call", "km": "នៅជាមួយម្តាយមីង ទូរស័ព្ទរាល់សប្តាហ៍"},
    ),
    (
        "medical",
        {"en": "Be healthy", "km": "មានសុខភាពល្អ"},
        {"en": "Medical check and counselling", "km": "ពិនិត្យសុខភាព និងប្រឹក្សា"},
    ),
    (
        "training_education",
        {"en": "Go back to school", "km": "ត្រឡប់ទៅរៀនវិញ"},
        {"en": "Talk with the school; buy a uniform", "km": "និយាយជាមួយសាលា ទិញឯកសណ្ឋាន"},
    ),
    (
        "legal",
        {"en": "Be heard by the court with support", "km": "ឱ្យតុលាការស្តាប់ ដោយមានអ្នកជួយ"},
        {"en": "Accompany to the hearing", "km": "ជូនទៅសវនាការ"},
    ),
)
AT_HOME: Text = {"en": "At home", "km": "នៅផ្ទះ"}
VISIT: Text = {"en": "Seen at home; goes to school.", "km": "បានជួបនៅផ្ទះ ទៅរៀនធម្មតា។"}
CLOSING: Text = {"en": "Glad to be at home.", "km": "សប្បាយចិត្តដែលបាននៅផ្ទះ។"}
REFERRAL: Text = {"en": "Please take over this service.", "km": "សូមទទួលសេវានេះ។"}
COMPLAINT: Text = {
    "en": "I went to the office with my daughter. They asked for money before they would write anything down.",
    "km": "ខ្ញុំទៅការិយាល័យជាមួយកូនស្រី។ គេសុំលុយសិន មុននឹងសរសេរអ្វីមួយ។",
}
OFFICER: Text = {"en": "Fictitious officer", "km": "មន្ត្រីប្រឌិត"}
HOUSE: Text = {"en": "House", "km": "ផ្ទះទី"}
ITEM: Text = {"en": "Fictitious item, sealed in a bag.", "km": "វត្ថុប្រឌិត បិទត្រាក្នុងថង់។"}


def language_of(key: object) -> str:
    """Return the language of who wrote the record of a key."""
    languages = current_pack().manifest.languages
    is_first = crc32(str(key).encode()) % 10 < FIRST_LANGUAGE_IN_TEN
    return languages[0] if is_first or len(languages) == 1 else languages[1]


def said(text: Text, key: object) -> str:
    """Return a text in the language of the record of a key."""
    return in_language(text, language_of(key))


def marked(text: Text, key: object) -> str:
    """Return a text, marked as fictitious, in the language of the record of a key."""
    return f"{said(MARK, key)} {said(text, key)}"


def told(chance: Random, key: object) -> str:
    """Return what is told of some event, marked, in the language of the record of a key."""
    return marked(chance.choice(TOLD), key)
