"""What the second of two who save is shown, line by line."""

from datetime import date

from django import forms
from django.http import QueryDict
from django.utils.translation import override

from kapea.registers.stale import Both, both_values, chosen, renewed

PLACES = [("north", [("01", "Banteay"), ("02", "Battambang")]), ("03", "Kampong")]
YES_OR_NO = [("yes", "It is so"), ("no", "It is not so")]


class Needs(forms.Form):
    version = forms.IntegerField()
    about = forms.CharField(required=False, label="About")
    seen_on = forms.DateField(required=False, label="Seen on")
    is_safe = forms.BooleanField(required=False, label="Safe")
    answer = forms.TypedChoiceField(
        required=False, choices=YES_OR_NO, coerce=lambda one: one == "yes", empty_value=None
    )
    places = forms.MultipleChoiceField(required=False, choices=PLACES, label="Places")
    visits = forms.IntegerField(required=False, label="Visits")


STORED = {
    "version": 4,
    "about": "quiet",
    "seen_on": date(2026, 3, 1),
    "is_safe": False,
    "answer": False,
    "places": ["01", "02"],
    "visits": 0,
}
AS_STORED = "version=3&about=quiet&seen_on=2026-03-01&answer=no&places=02&places=01&visits=0"


def typed(query: str) -> Needs:
    form = Needs(QueryDict(query))
    assert form.is_valid()
    return form


def said(query: str) -> dict[str, tuple[str, str]]:
    with override("en"):
        return {row.name: (row.yours, row.saved) for row in both_values(typed(query), STORED)}


def test_who_typed_what_is_stored_sees_no_line_though_the_version_and_the_order_differ():
    assert both_values(typed(AS_STORED), STORED) == []


def test_each_line_that_differs_is_said_in_words_both_ways():
    assert said("version=3&about=loud&seen_on=2026-03-02&is_safe=on&answer=yes&places=03&visits=2") == {
        "about": ("loud", "quiet"),
        "seen_on": ("2 March 2026", "1 March 2026"),
        "is_safe": ("Yes", "No"),
        "answer": ("It is so", "It is not so"),
        "places": ("Kampong", "Banteay, Battambang"),
        "visits": ("2", "0"),
    }


def test_a_nought_that_is_stored_is_not_nothing():
    assert said(AS_STORED.replace("&visits=0", ""))["visits"] == ("", "0")


def test_what_was_typed_comes_back_as_the_form_sends_it():
    (row,) = both_values(typed(AS_STORED.replace("places=02&", "")), STORED)
    assert row == Both(
        name="places", label="Places", yours="Banteay", saved="Banteay, Battambang", yours_values=("01",)
    )


def test_the_form_is_put_together_from_the_lines_somebody_chose():
    picked = QueryDict(
        "keep_about=yours&yours_about=loud&keep_places=saved&yours_places=03&version=4&submission_key=k"
    )
    merged = chosen(picked, Needs(), STORED)
    assert merged is not None
    form = Needs(merged)
    assert form.is_valid()
    assert (form.cleaned_data["about"], form.cleaned_data["places"]) == ("loud", ["01", "02"])
    assert (form.cleaned_data["is_safe"], form.cleaned_data["answer"]) == (False, False)
    assert (form.cleaned_data["version"], merged["submission_key"]) == (4, "k")


def test_who_chose_nothing_sends_a_form_as_any_other():
    assert chosen(QueryDict("about=loud"), Needs(), STORED) is None


def test_what_was_typed_is_sent_again_with_the_version_stored_now():
    again = renewed(typed(AS_STORED), 4)
    assert (again["version"], again.getlist("places")) == ("4", ["02", "01"])
