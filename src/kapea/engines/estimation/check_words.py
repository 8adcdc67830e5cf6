"""What each check means for somebody who has never fitted a model, in English and Khmer.

A check's own message names lists and counts; these sentences name none, so that they may stand on a page
that hides small counts. The Khmer awaits review.
"""

from collections.abc import Mapping

from kapea.engines.estimation.answers import CheckState

REFUSED_METHOD = "refused_"

Words = Mapping[str, str]

GOOD: Mapping[str, Words] = {
    "bootstrap": {
        "en": "The data were drawn anew many times, and the model was chosen anew each time.",
        "km": "ទិន្នន័យត្រូវបានចាប់ឡើងវិញច្រើនដង ហើយគំរូត្រូវបានជ្រើសរើសឡើងវិញរាល់ដង។",
    },
    "chains": {
        "en": "Computations from different starting points came to the same answer.",
        "km": "ការគណនាពីចំណុចចាប់ផ្តើមផ្សេងគ្នា បានលទ្ធផលដូចគ្នា។",
    },
    "existence": {
        "en": "The chosen model has exactly one solution on these lists.",
        "km": "គំរូដែលបានជ្រើសរើស មានចម្លើយតែមួយគត់លើបញ្ជីទាំងនេះ។",
    },
    "lower_bound": {
        "en": "This is the least that is likely, not the total.",
        "km": "នេះជាចំនួនតិចបំផុតដែលអាចមាន មិនមែនជាចំនួនសរុបទេ។",
    },
    "margins": {
        "en": "The totals by each group add up to the same total.",
        "km": "ចំនួនសរុបតាមក្រុមនីមួយៗ បូកបានចំនួនសរុបដូចគ្នា។",
    },
    "method_spread": {
        "en": "Different methods give similar numbers.",
        "km": "វិធីសាស្ត្រផ្សេងគ្នា ផ្តល់តួលេខប្រហាក់ប្រហែលគ្នា។",
    },
    "predicts": {
        "en": "Tables drawn from the model look like the real one.",
        "km": "តារាងដែលបង្កើតពីគំរូ មើលទៅដូចតារាងពិត។",
    },
    "shared_people": {
        "en": "Enough people are on two lists or more.",
        "km": "មានមនុស្សគ្រប់គ្រាន់ ដែលមានឈ្មោះក្នុងបញ្ជីពីរ ឬច្រើនជាងនេះ។",
    },
    "tail": {
        "en": "The range of totals that was searched is wide enough.",
        "km": "ចន្លោះចំនួនសរុបដែលបានស្វែងរក ធំទូលាយគ្រប់គ្រាន់។",
    },
}

DOUBTED: Mapping[str, Words] = {
    "people_differ": {
        "en": "If some people are harder to find than others, the total may lie outside the range: lists can hardly tell.",
        "km": "បើមនុស្សខ្លះរកឃើញពិបាកជាងអ្នកដទៃ ចំនួនសរុបអាចនៅក្រៅចន្លោះនេះ៖ បញ្ជីទាំងនេះមិនអាចបញ្ជាក់បានច្បាស់ទេ។",
    },
    "still_moves": {
        "en": "With more people on the lists the estimate would be far off: it has not come to rest.",
        "km": "បើមានមនុស្សក្នុងបញ្ជីច្រើនជាងនេះ តួលេខប៉ាន់ប្រមាណនឹងខុសគ្នាឆ្ងាយ៖ វាមិនទាន់នឹងនៅឡើយទេ។",
    },
    "below_floor": {
        "en": "A simple lower bound is higher than the estimate: it may be far too low.",
        "km": "ព្រំដែនទាបសាមញ្ញ ខ្ពស់ជាងតួលេខប៉ាន់ប្រមាណ៖ តួលេខនេះអាចទាបពេក។",
    },
    "bootstrap": {
        "en": "No interval was computed.",
        "km": "មិនបានគណនាចន្លោះទេ។",
    },
    "bootstrap_bias": {
        "en": "When the data are drawn anew, the estimate moves to one side: the interval may miss the truth.",
        "km": "ពេលចាប់ទិន្នន័យឡើងវិញ តួលេខប៉ាន់ប្រមាណរំកិលទៅម្ខាង៖ ចន្លោះអាចមិនគ្របលើចំនួនពិត។",
    },
    "chains": {
        "en": "The computation has settled, but is worth few independent draws.",
        "km": "ការគណនាមានស្ថិរភាព ប៉ុន្តែផ្អែកលើការចាប់ឯករាជ្យតិចតួច។",
    },
    "empty_overlaps": {
        "en": "Some pairs of lists share nobody.",
        "km": "បញ្ជីខ្លះមិនមានមនុស្សរួមគ្នាសោះ។",
    },
    "extreme_limit": {
        "en": "A limit of the interval is only the most extreme of all draws: do not quote it alone.",
        "km": "ព្រំដែនមួយនៃចន្លោះ គឺគ្រាន់តែជាលទ្ធផលជ្រុលបំផុត៖ កុំដកស្រង់វាតែឯង។",
    },
    "failed_resamples": {
        "en": "Some of the repeated draws gave no estimate.",
        "km": "ការចាប់ឡើងវិញខ្លះ មិនផ្តល់តួលេខប៉ាន់ប្រមាណទេ។",
    },
    "few_shared_people": {
        "en": "Very few people are on two lists: the estimate rests on them alone.",
        "km": "មានមនុស្សតិចណាស់ក្នុងបញ្ជីពីរ៖ ការប៉ាន់ប្រមាណពឹងផ្អែកតែលើពួកគេ។",
    },
    "hand_overs": {
        "en": "These bodies hand children over to each other, so one list depends on another.",
        "km": "ស្ថាប័នទាំងនេះប្រគល់កុមារឱ្យគ្នាទៅវិញទៅមក ដូច្នេះបញ្ជីមួយអាស្រ័យលើបញ្ជីមួយទៀត។",
    },
    "list_inside_others": {
        "en": "A child is on this list only when another body has recorded the child too: leave the list out.",
        "km": "កុមារមានឈ្មោះក្នុងបញ្ជីនេះ លុះត្រាតែស្ថាប័នផ្សេងបានកត់ត្រាផងដែរ៖ សូមដកបញ្ជីនេះចេញ។",
    },
    "method_spread": {
        "en": "The number depends on the method: quote the range, not one number.",
        "km": "តួលេខអាស្រ័យលើវិធីសាស្ត្រ៖ សូមដកស្រង់ចន្លោះ មិនមែនតួលេខតែមួយទេ។",
    },
    "model_weight": {
        "en": "Several models fit almost equally well.",
        "km": "គំរូជាច្រើនសមនឹងទិន្នន័យស្ទើរតែស្មើគ្នា។",
    },
    "mostly_on_one_list": {
        "en": "Almost everybody is on one list only.",
        "km": "មនុស្សស្ទើរតែទាំងអស់ មានឈ្មោះក្នុងបញ្ជីតែមួយ។",
    },
    "not_linked": {
        "en": "Some records name no person and could not be compared: they are not counted.",
        "km": "កំណត់ត្រាខ្លះមិនបញ្ជាក់អត្តសញ្ញាណមនុស្ស ហើយមិនអាចប្រៀបធៀបបាន៖ មិនត្រូវបានរាប់ទេ។",
    },
    "not_one_index": {
        "en": "Records of one child are joined only where bodies share the child's code: some may be counted twice.",
        "km": "កំណត់ត្រានៃកុមារតែមួយ ត្រូវបានភ្ជាប់តែពេលស្ថាប័នប្រើលេខកូដដូចគ្នា៖ កុមារខ្លះអាចត្រូវបានរាប់ពីរដង។",
    },
    "one_list_decides": {
        "en": "Without one of the lists the number would be very different.",
        "km": "បើគ្មានបញ្ជីមួយ តួលេខនឹងខុសគ្នាខ្លាំង។",
    },
    "predicts": {
        "en": "Some overlaps are further from the model than chance explains.",
        "km": "ការត្រួតគ្នាខ្លះ ខុសពីគំរូលើសពីអ្វីដែលចៃដន្យអាចពន្យល់បាន។",
    },
    "search": {
        "en": "Not every model could be looked at.",
        "km": "មិនអាចពិនិត្យគំរូទាំងអស់បានទេ។",
    },
    "slow_chains": {
        "en": "The lists allow answers that lie far apart: a shorter computation may find only some of them.",
        "km": "បញ្ជីទាំងនេះអាចមានចម្លើយឆ្ងាយពីគ្នា៖ ការគណនាខ្លីជាងនេះ អាចរកឃើញតែចម្លើយខ្លះប៉ុណ្ណោះ។",
    },
    "tail": {
        "en": "Larger totals than those searched remain possible.",
        "km": "ចំនួនសរុបធំជាងដែលបានស្វែងរក នៅតែអាចកើតមាន។",
    },
    "thin_strata": {
        "en": "Some groups are too small to be shown.",
        "km": "ក្រុមខ្លះតូចពេក មិនអាចបង្ហាញបានទេ។",
    },
}

FAILED: Mapping[str, Words] = {
    "bootstrap": {
        "en": "No repeated draw of the data gave an estimate.",
        "km": "គ្មានការចាប់ទិន្នន័យឡើងវិញណាមួយ ផ្តល់តួលេខប៉ាន់ប្រមាណទេ។",
    },
    "chains": {
        "en": "Computations from different starting points disagree.",
        "km": "ការគណនាពីចំណុចចាប់ផ្តើមផ្សេងគ្នា មិនស្របគ្នាទេ។",
    },
    "chao": {
        "en": "Nobody is on exactly two lists.",
        "km": "គ្មាននរណាមានឈ្មោះក្នុងបញ្ជីពីរគត់ទេ។",
    },
    "existence": {
        "en": "The lists overlap too little for any model to have a solution.",
        "km": "បញ្ជីត្រួតគ្នាតិចពេក ដើម្បីឱ្យគំរូណាមួយមានចម្លើយ។",
    },
    "failed_resamples": {
        "en": "Too many repeated draws of the data gave no estimate: the lists hardly hold one.",
        "km": "ការចាប់ទិន្នន័យឡើងវិញច្រើនពេក មិនផ្តល់តួលេខ៖ បញ្ជីទាំងនេះស្ទើរតែគ្មានមូលដ្ឋានសម្រាប់ការប៉ាន់ប្រមាណ។",
    },
    "few_observed": {
        "en": "Too few people were found for any number.",
        "km": "រកឃើញមនុស្សតិចពេក មិនអាចផ្តល់តួលេខបានទេ។",
    },
    "identifiability": {
        "en": "The overlaps cannot tell one explanation from another.",
        "km": "ការត្រួតគ្នាមិនអាចបែងចែកការពន្យល់មួយពីការពន្យល់មួយទៀតបានទេ។",
    },
    "list_holds_everyone": {
        "en": "One list holds everyone who was found: the others add nothing.",
        "km": "បញ្ជីមួយមានមនុស្សទាំងអស់ដែលរកឃើញ៖ បញ្ជីផ្សេងទៀតមិនបន្ថែមអ្វីទេ។",
    },
    "list_is_empty": {
        "en": "One list holds nobody.",
        "km": "បញ្ជីមួយគ្មាននរណាសោះ។",
    },
    "lists": {
        "en": "This method needs another number of lists.",
        "km": "វិធីសាស្ត្រនេះត្រូវការចំនួនបញ្ជីផ្សេង។",
    },
    "lists_are_equal": {
        "en": "Two lists hold the same people.",
        "km": "បញ្ជីពីរមានមនុស្សដូចគ្នា។",
    },
    "method_spread": {
        "en": "Methods differ more than threefold: no single number may be published.",
        "km": "វិធីសាស្ត្រខុសគ្នាជាងបីដង៖ មិនត្រូវផ្សព្វផ្សាយតួលេខតែមួយទេ។",
    },
    "methods": {
        "en": "Fewer than two methods give a number.",
        "km": "មានវិធីសាស្ត្រតិចជាងពីរ ដែលផ្តល់តួលេខ។",
    },
    "no_overlap": {
        "en": "No two lists share a person: nothing can be said of those on no list.",
        "km": "គ្មានបញ្ជីពីរណាមានមនុស្សរួមគ្នាទេ៖ មិនអាចនិយាយអ្វីអំពីអ្នកដែលគ្មានឈ្មោះក្នុងបញ្ជី។",
    },
    "no_width": {
        "en": "When the data are drawn anew the number hardly moves: the interval would say too much.",
        "km": "ពេលចាប់ទិន្នន័យឡើងវិញ តួលេខស្ទើរតែមិនប្រែប្រួល៖ ចន្លោះនឹងបញ្ជាក់លើសពីអ្វីដែលដឹង។",
    },
    "truncation": {
        "en": "A technical limit shapes the answer.",
        "km": "ដែនកំណត់បច្ចេកទេសមួយ មានឥទ្ធិពលលើចម្លើយ។",
    },
    "useless_interval": {
        "en": "The possible range is too wide to be of use.",
        "km": "ចន្លោះដែលអាចមាន ធំពេក មិនមានប្រយោជន៍ទេ។",
    },
}

METHOD_REFUSES: Words = {
    "en": "One method gives no number on these lists.",
    "km": "វិធីសាស្ត្រមួយមិនផ្តល់តួលេខលើបញ្ជីទាំងនេះទេ។",
}
BY_STATE = {CheckState.PASSED: GOOD, CheckState.DOUBTED: DOUBTED, CheckState.FAILED: FAILED}


def explain(name: str, state: str) -> Words:
    """Return what a check means, by language; an unknown check is explained by nothing."""
    if name.startswith(REFUSED_METHOD):
        return METHOD_REFUSES
    return BY_STATE[CheckState(state)].get(name, {})
