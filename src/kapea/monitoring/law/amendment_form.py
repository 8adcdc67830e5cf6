"""The form in which the coded elements of an offence are changed."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kapea.engines.law.ages import read_age
from kapea.engines.law.body import BodyOfLaw
from kapea.engines.law.elements import LIMITED
from kapea.engines.law.errors import InvalidFacts
from kapea.engines.law.penalty import Term, Unit
from kapea.engines.law.provision import Kind, Offence
from kapea.engines.law.vocabulary import known_word
from kapea.monitoring.law.drafts import NOT_CODED, currency_of, differing, shown
from kapea.monitoring.law.element_words import ELEMENT_WORDS
from kapea.monitoring.law.titles import titled
from kapea.monitoring.law.words import ELEMENT, UNIT

UNITS = [*UNIT.items()]
AGE_HELP = _("Write 14, 13-15, <18, >=18 or any.")
FREE_HELP = _("Without a mark the provision asks nothing here. With several, one of them is enough.")
EACH_HELP = _("Without a mark the provision asks nothing here. With several, each of them is needed.")
MUST_DIFFER = _("Nothing is changed yet. Change an element or a penalty first.")


class AmendmentForm(forms.Form):
    """An offence as its elements are coded. base: None for a new offence."""

    id = forms.SlugField(
        label=_("Short name"), max_length=60, help_text=_("For example NEW-1; letters, digits, hyphens.")
    )
    work = forms.ChoiceField(label=_("Work"))
    article = forms.CharField(label=_("Article"), max_length=40)
    title = forms.CharField(
        label=_("Legal title"),
        max_length=300,
        help_text=_("As the law would say it; a title keeps the law's word."),
    )
    conduct_text = forms.CharField(
        label=_("Conduct, in words"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=1000,
    )
    victim_age = forms.CharField(
        label=_("Age of the victim"), help_text=AGE_HELP, initial="<18", max_length=20
    )
    suspect_age = forms.CharField(
        label=_("Age of the suspect"), help_text=AGE_HELP, initial="any", max_length=20
    )
    least_amount = forms.IntegerField(label=_("Imprisonment, at least"), min_value=0, required=False)
    least_unit = forms.ChoiceField(label=_("Unit of the least"), choices=UNITS, initial="years")
    most_amount = forms.IntegerField(label=_("Imprisonment, at most"), min_value=0, required=False)
    most_unit = forms.ChoiceField(
        label=_("Unit of the most"), choices=[*UNITS, ("life", _("life"))], initial="years"
    )
    fine_least = forms.IntegerField(label=_("Fine, at least"), min_value=0, required=False)
    fine_most = forms.IntegerField(label=_("Fine, at most"), min_value=0, required=False)
    attempt = forms.ChoiceField(
        label=_("Attempt punished"),
        choices=[("", _("unknown")), ("yes", _("yes")), ("no", _("no"))],
        required=False,
    )
    aggravates = forms.ChoiceField(label=_("Aggravated form of"), required=False)

    FIXED = ("id", "work", "article", "aggravates")
    """What only a new offence is asked."""
    PROSE = ("title", "conduct_text")
    """Of a recorded offence they may be left empty: they then stay as they are."""

    def __init__(
        self, *args: Any, body: BodyOfLaw, base: Offence | None, now: Offence | None = None, **kwargs: Any
    ) -> None:
        """now: the offence as a saved change already makes it, to start from."""
        start = now or base
        if start is not None:
            kwargs["initial"] = shown(start)
        super().__init__(*args, **kwargs)
        self.base, self.body, self.keeps = base, body, now.id if now else ""
        if self.keeps and base is None:
            del self.fields["id"]
        for name in LIMITED:
            self.fields[name] = self._element(name, base)
        if base is not None:
            for name in self.FIXED:
                self.fields.pop(name, None)
            for name in self.PROSE:
                self.fields[name].required = False
            return
        self.fields["work"].choices = [(work.id, work.title) for work in body.works.values()]
        chargeable = list(body.newest[Kind.OFFENCE])
        self.fields["aggravates"].choices = [
            ("", _("none")),
            *((one.id, f"{one.id} · {titled(one.id, one.title)}") for one in chargeable),
        ]

    @staticmethod
    def _element(name: str, base: Offence | None) -> forms.MultipleChoiceField:
        words = [*ELEMENT_WORDS[name].items()]
        if name != "conduct" or (base is not None and not base.elements.conduct.is_coded):
            words.append((NOT_CODED, _("not known: no source gives it")))
        return forms.MultipleChoiceField(
            label=ELEMENT[name],
            choices=words,
            required=False,
            widget=forms.CheckboxSelectMultiple,
            help_text=EACH_HELP if name == "circumstances" else FREE_HELP,
        )

    def elements(self) -> Iterable[tuple[Any, tuple[str, ...], bool]]:
        """Yield each element's field, the words marked in it, and whether it stands open."""
        for name in LIMITED:
            field = self[name]
            marked = [str(one) for one in field.value() or ()]
            words = dict(self.fields[name].choices)
            is_open = bool(field.errors) or (self.base is None and name == "conduct")
            yield field, tuple(str(words.get(one, one)) for one in marked), is_open

    def others(self) -> Iterable[Any]:
        """Yield the visible fields that are no element."""
        return (field for field in self.visible_fields() if field.name not in LIMITED)

    def clean_id(self) -> str:
        name: str = self.cleaned_data["id"]
        if self.body.knows(name):
            raise forms.ValidationError(_("The law already holds this name. Choose another."))
        return name

    def clean_conduct_text(self) -> str:
        text: str = self.cleaned_data["conduct_text"]
        if known_word("conduct", text) is not None:
            raise forms.ValidationError(_("Write a sentence; single words are marked below."))
        return text

    def clean_victim_age(self) -> str:
        return self._age("victim_age")

    def clean_suspect_age(self) -> str:
        return self._age("suspect_age")

    def _age(self, name: str) -> str:
        text: str = self.cleaned_data[name].strip()
        if text == "offender" and name == "victim_age":
            return text
        try:
            read_age(text)
        except InvalidFacts as error:
            raise forms.ValidationError(_("This is no age. Write 14, 13-15, <18, >=18 or any.")) from error
        return text

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        for name in LIMITED:
            words = told.get(name) or []
            if NOT_CODED in words and len(words) > 1:
                self.add_error(name, _("Mark either words, or that no source gives it."))
            told[name] = sorted(words)
        self._clean_conduct(told)
        self._clean_terms(told)
        least, most = told.get("fine_least"), told.get("fine_most")
        if least is not None and (most is None or most < least):
            self.add_error("fine_most", _("The most is under the least."))
        if not self.errors and self.base is not None and not self.content():
            self.add_error(None, MUST_DIFFER)
        return told

    def _clean_conduct(self, told: Mapping[str, Any]) -> None:
        if not told.get("conduct") and (self.base is None or self.base.elements.conduct.words):
            self.add_error("conduct", _("An offence needs a conduct. Mark at least one."))

    def _clean_terms(self, told: Mapping[str, Any]) -> None:
        least, most = (self._term(told, end) for end in ("least", "most"))
        if least is not None and most is None:
            self.add_error("most_amount", _("Write the most too."))
        if least is not None and most is not None and most < least:
            self.add_error("most_amount", _("The most is under the least."))

    @staticmethod
    def _term(told: Mapping[str, Any], end: str) -> Term | None:
        unit, amount = told.get(f"{end}_unit"), told.get(f"{end}_amount")
        if unit == "life":
            return Term(amount=None)
        return None if amount is None or not unit else Term(amount=amount, unit=Unit(unit))

    def content(self) -> dict[str, Any]:
        """Return what differs from the recorded offence, as a scenario file writes it."""
        typed = {name: value for name, value in self.cleaned_data.items() if name != "id"}
        if typed.get("most_unit") == "life":
            typed["most_amount"] = None
        if self.base is not None:
            typed = {**shown(self.base), **typed}
        return differing(typed, self.base, currency=currency_of(self.body))

    def target(self) -> str:
        """Return the offence that is changed or added."""
        if self.base is not None:
            return self.base.id
        return self.keeps or str(self.cleaned_data["id"])
