"""Every component in every state, with invented words: what the gallery page and its tests show.

For looking at the design, in debug and in tests only; nothing here is a fact.
"""

from datetime import UTC, datetime, timedelta
from typing import Any

from django import forms
from django.core.paginator import Paginator

from kapea.site.bars import words
from kapea.site.icons import icon_shapes


def say(en: str, km: str) -> str:
    """Return the example words in the reader's language."""
    return words({"en": en, "km": km})


class ExampleForm(forms.Form):
    """One field of each kind."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places = [
            ("a", say("At school", "នៅសាលា")),
            ("b", say("At home", "នៅផ្ទះ")),
            ("c", say("Online", "តាមអ៊ីនធឺណិត")),
        ]
        self.fields |= {
            "told": forms.CharField(
                label=say("What did the child tell you?", "តើកុមារបានប្រាប់អ្វីខ្លះ?"),
                help_text=say("The child's own words.", "ពាក្យរបស់កុមារផ្ទាល់។"),
                widget=forms.Textarea(attrs={"rows": 3}),
            ),
            "name": forms.CharField(label=say("Name", "ឈ្មោះ"), required=False),
            "seen_on": forms.DateField(label=say("Day of the visit", "ថ្ងៃចុះសួរសុខទុក្ខ")),
            "place": forms.ChoiceField(
                label=say("Where?", "នៅកន្លែងណា?"), choices=places, widget=forms.RadioSelect
            ),
            "needs": forms.MultipleChoiceField(
                label=say("What does the child need?", "តើកុមារត្រូវការអ្វី?"),
                choices=places,
                widget=forms.CheckboxSelectMultiple,
                required=False,
            ),
            "province": forms.ChoiceField(label=say("Province", "ខេត្ត"), choices=[("", "—"), *places]),
            "safe": forms.BooleanField(
                label=say("The child is safe now", "កុមារមានសុវត្ថិភាពនៅពេលនេះ"), required=False
            ),
        }


def gallery_context(*, now: datetime = datetime(2026, 11, 21, 7, 5, tzinfo=UTC)) -> dict[str, Any]:
    """Return the context of `gallery.html`."""
    return {
        "fictitious": True,
        "viewer": {"user_id": 1},
        "viewer_role": {"en": "Social worker", "km": "បុគ្គលិកសង្គមកិច្ច"},
        "viewer_agency": {"en": "District office (example)", "km": "ការិយាល័យស្រុក (ឧទាហរណ៍)"},
        "navigation": _navigation(),
        "tones": ["neutral", "info", "ok", "warn", "danger"],
        "form": ExampleForm(initial={"name": "ស. (S.)"}),
        "faulty": ExampleForm({"told": "", "name": "x" * 20, "seen_on": "31 February"}, prefix="faulty"),
        "tasks": _tasks(now),
        "steps": [
            {"label": {"en": "Notice", "km": "ការជូនដំណឹង"}, "state": "done"},
            {"label": {"en": "Assess", "km": "ការវាយតម្លៃ"}, "state": "done"},
            {"label": {"en": "Plan", "km": "ផែនការ"}, "state": "current"},
            {"label": {"en": "Follow up", "km": "ការតាមដាន"}, "state": "todo"},
        ],
        "facts": [
            ({"en": "Case", "km": "ករណី"}, "K-7Q2M-4X"),
            ({"en": "Risk level", "km": "កម្រិតហានិភ័យ"}, say("High", "ខ្ពស់")),
            ({"en": "Language spoken", "km": "ភាសាដែលនិយាយ"}, None),
        ],
        "page": Paginator(range(95), 20).page(2),
        "stale": [
            {
                "name": "address",
                "label": {"en": "Safe way to call", "km": "របៀបទូរសព្ទដោយសុវត្ថិភាព"},
                "yours": say("Mornings only", "តែពេលព្រឹក"),
                "saved": say("After 5 in the evening, ask for the aunt", "បន្ទាប់ពីម៉ោង ៥ ល្ងាច សូមសួររកមីង"),
            },
            {
                "name": "note",
                "label": {"en": "Note", "km": "កំណត់ចំណាំ"},
                "yours": "",
                "saved": say("Moved", "ផ្លាស់ទីលំនៅ"),
            },
        ],
        "rows": _rows(),
        "years": [("2004", 31), ("2005", 0), ("2006", None), ("2007", 44), ("2008", 52), ("2009", 38)],
        "panels": [
            {"label": say("Girls", "ក្មេងស្រី"), "rows": [("2007", 40), ("2008", 47), ("2009", 33)]},
            {"label": say("Boys", "ក្មេងប្រុស"), "rows": [("2007", 4), ("2008", 5), ("2009", None)]},
        ],
        "map_values": {f"{code:02}": (code * 37) % 61 for code in range(1, 26) if code not in (4, 23)}
        | {"19": 0},
        "icons": sorted(icon_shapes()),
        "now": now,
    }


def public_context() -> dict[str, Any]:
    """Return the context of `gallery_public.html`."""
    return {
        "fictitious": True,
        "exit_url": "/gallery/",
        "danger_numbers": [
            {"number": "000", "label": {"en": "Police (example)", "km": "នគរបាល (ឧទាហរណ៍)"}},
            {"number": "0000", "label": {"en": "Child helpline (example)", "km": "ខ្សែទូរសព្ទជំនួយកុមារ (ឧទាហរណ៍)"}},
        ],
        "form": ExampleForm(),
    }


def _navigation() -> list[dict[str, Any]]:
    entries = [
        ("home", "Home", "ទំព័រដើម"),
        ("inbox", "My tasks", "កិច្ចការរបស់ខ្ញុំ"),
        ("people", "Cases", "ករណី"),
        ("visit", "Visits", "ការចុះសួរសុខទុក្ខ"),
        ("referral", "Referrals", "ការបញ្ជូន"),
        ("chart", "Figures", "តួលេខ"),
    ]
    return [
        {"label": {"en": en, "km": km}, "url": f"#{icon}", "icon": icon, "current": icon == "inbox"}
        for icon, en, km in entries
    ]


def _tasks(now: datetime) -> list[dict[str, Any]]:
    return [
        {
            "label": {"en": "Visit the child at home", "km": "ចុះសួរសុខទុក្ខកុមារនៅផ្ទះ"},
            "subject_code": "K-7Q2M-4X",
            "url": "#task",
            "due_at": now - timedelta(days=2),
            "is_overdue": True,
            "escalated": True,
        },
        {
            "label": {"en": "Answer the referral", "km": "ឆ្លើយតបការបញ្ជូន"},
            "subject_code": "K-3M9D-1B",
            "url": "#task",
            "due_at": now + timedelta(hours=3),
            "priority": "urgent",
        },
    ]


def _rows() -> list[dict[str, Any]]:
    return [
        {"label": say("Hotline", "ខ្សែទូរសព្ទជំនួយ"), "value": 1204},
        {"label": say("Police post", "ប៉ុស្តិ៍នគរបាល"), "value": 310},
        {
            "label": say("Commune committee for women and children", "គណៈកម្មាធិការទទួលបន្ទុកកិច្ចការនារី និងកុមារ"),
            "value": 0,
        },
        {"label": say("School", "សាលារៀន"), "value": None},
        {"label": say("Health centre", "មណ្ឌលសុខភាព"), "value": None, "state": "not_collected"},
        {"label": say("Embassy", "ស្ថានទូត"), "value": None, "state": "suppressed"},
    ]
