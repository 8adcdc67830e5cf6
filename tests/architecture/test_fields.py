"""Every stored field is known for what it holds, and what tells of a person is sealed."""

import re

import pytest
from django.db import models

from scenes.scripts import script

fields = script("reference.fields")

TELLING = re.compile(
    r"(^|_)(names?|family|given|phones?|address|email|narrative|texts?|words|reasons?|notes?|summary|findings?|view|waiver|"
    r"outcome|answers?|value|born|document|lawyer|account|message)($|_)"
)
OPEN_FOR_A_REASON = {
    "agencies.Agency.names": "what a body is called",
    "agencies.Unit.names": "what a unit is called",
    "care.Complaint.outcome": "a word of the list in the model",
    "care.Inspection.answers": "how each standard is met: codes",
    "care.Placement.end_reason": "a code of the country's list",
    "care.Placement.reasons": "codes of the country's list",
    "care.PlacementReview.outcome": "a word of the list in the model",
    "care.SuspectTie.outcome": "a word of the list in the model",
    "returns.FamilyAssessment.outcome": "a word of the list in the model",
    "returns.Recognition.outcome": "a word of the list in the model",
    "returns.ReturnClosure.reason": "a code of the country's list",
    "returns.ReturnVisit.finding": "a code of the country's list",
    "returns.Tracing.outcome": "a word of the list in the model",
    "casework.Assessment.answers": "codes of the tool's choices; what was written is in `texts`, sealed",
    "casework.Closure.reason": "a code of the country's list",
    "hotline.Complaint.finding": "a code of the country's list",
    "hotline.Contact.phone_whose": "a code of the country's list",
    "hotline.Contact.outcome": "a code of the country's list",
    "justice.Appeal.outcome": "a word of the list in the model",
    "justice.CooperationRequest.outcome": "a word of the list in the model",
    "justice.Judgment.outcome": "a word of the list in the model",
    "justice.SettlementConcern.outcome": "a word of the list in the model",
    "people.PairAnswer.answer": "same, apart or unsure: a word of the list in the model",
    "people.Person.born_precision": "how exactly the birth date is known",
    "justice.Sentence.fine_range_text": "the fine that the provision allows",
    "justice.Sentence.range_text": "the range that the provision allows",
    "places.Place.names": "what a place is called",
    "worklist.HandOverRecord.outcome": "a word of the receiver's status",
}
REGISTERS = "kapea.registers."


def every_field() -> list[tuple[str, type[models.Model], models.Field]]:
    return [
        (f"{model._meta.label}.{field.name}", model, field)
        for model in fields.own_models()
        for field in fields.own_fields(model)
    ]


def test_somebody_has_said_what_each_field_holds():
    silent = [
        label for label, model, field in every_field() if fields.kind_of(model, field) not in fields.KINDS
    ]
    assert silent == [], "say it in tests/architecture/fields.yaml, then run scripts/write_reference.py"


def test_no_field_is_classified_that_is_not_there():
    there = {label for label, _model, _field in every_field()}
    said = {f"{model}.{name}" for model, names in fields.named().items() for name in names}
    assert said - there == set()


def test_nobody_calls_a_field_sealed_that_stores_open_text():
    open_text = (models.CharField, models.TextField, models.JSONField)
    wrong = [
        label
        for label, model, field in every_field()
        if fields.kind_of(model, field) == "sealed" and isinstance(field, open_text)
    ]
    assert wrong == []


def test_what_tells_of_a_person_is_sealed_in_every_register():
    told = [
        label
        for label, model, field in every_field()
        if model.__module__.startswith(REGISTERS)
        and TELLING.search(field.name)
        and fields.kind_of(model, field) in ("code", "state", "plain", "count")
        and not isinstance(field, models.BooleanField | models.ForeignKey)
        and not field.name.endswith(("_by", "_code", "_years", "_version"))
    ]
    assert sorted(set(told) - set(OPEN_FOR_A_REASON)) == []


def test_only_names_of_places_bodies_and_colleagues_stand_in_the_open():
    plain = {
        label
        for label, model, field in every_field()
        if model.__module__.startswith(REGISTERS) and fields.kind_of(model, field) == "plain"
    }
    assert {label for label in plain if not label.endswith("_by")} <= {
        "agencies.Agency.acronym",
        "agencies.Agency.names",
        "agencies.Unit.names",
        "directory.ServiceOffer.about",
        "justice.Sentence.fine_range_text",
        "justice.Sentence.range_text",
        "places.Place.names",
        "places.Place.search",
    }


@pytest.mark.parametrize(
    "model",
    [
        "people.Person",
        "casework.Case",
        "hotline.Contact",
        "police.Incident",
        "care.Placement",
        "returns.Return",
    ],
)
def test_a_record_about_a_child_has_a_key_of_its_own(model):
    from django.apps import apps

    assert isinstance(apps.get_model(model)._meta.get_field("data_key"), models.ForeignKey)
