"""An account with a code that the country does not know is refused by name, with those written like it."""

import pytest
from django.test import Client
from django.utils import timezone

from kapea.guard.accounts.commands import add_user
from kapea.guard.accounts.duties import AccountFault
from kapea.guard.accounts.models import User
from kapea.guard.pack import current_pack
from kapea.registers.agencies.services import load_agencies
from scenes.guard import PASSWORD, make_user

pytestmark = pytest.mark.django_db
OFFICER = {"role": "police_officer", "agency": "pahtjp", "unit": "pahtjp-02"}


@pytest.fixture(autouse=True)
def bodies():
    load_agencies(current_pack())


def administrator(language: str = "en") -> Client:
    client, user = Client(), make_user("admin", "administrator", password=PASSWORD)
    client.cookies["kapea_language"] = language
    client.force_login(user)
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": timezone.now().timestamp()}]
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()
    return client


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"unit": "pahtjp-2"}, ("no unit pahtjp-2", "pahtjp-02 (")),
        ({"unit": "pahtpj-02"}, ("no unit pahtpj-02", "pahtjp-02 (")),
        ({"unit": "Battambang"}, ("no unit Battambang", "pahtjp-02 (")),
        ({"unit": "dahtjp-02"}, ("The agency pahtjp has no unit dahtjp-02", "pahtjp-02 (")),
        ({"agency": "pahtpj", "unit": ""}, ("no agency pahtpj", "pahtjp (")),
        ({"agency": ""}, ("pahtjp-02 needs its agency",)),
        ({"agency": "aple"}, ("aple has no units", "pahtjp-02", "Leave the unit empty")),
        ({"role": "police_oficer"}, ("no role police_oficer", "police_officer (Police officer")),
        ({"role": "xyz"}, ("no role xyz", "There are: ", "social_worker")),
        ({"provinces": ["1"]}, ("no province 1", "01 (")),
        ({"provinces": ["Batambang"]}, ("no province Batambang", "02 (Battambang)")),
        ({"role": "commune_focal_point", "commune": "010201x"}, ("no commune 010201x", "010201 (")),
    ],
)
def test_a_code_that_nobody_knows_is_named_with_those_written_like_it(wrong, said):
    with pytest.raises(AccountFault) as refused:
        add_user("bora", **{**OFFICER, **wrong})
    words = str(refused.value)
    assert all(part in words for part in said), words
    assert "\n" not in words
    assert not User.objects.exists()


def test_an_account_whose_codes_are_all_known_is_made():
    add_user("bora", **OFFICER, provinces=["02"])
    assert User.objects.get().unit_code == "pahtjp-02"


@pytest.mark.parametrize(
    ("language", "words"), [("en", "The agency pahtjp has no unit pahtjp-2."), ("km", "គ្មានអង្គភាព pahtjp-2")]
)
def test_on_the_screen_it_is_said_beside_the_unit_and_what_was_typed_stays(language, words):
    told = {"username": "bora", "role": "police_officer", "agency_code": "pahtjp", "unit_code": "pahtjp-2"}
    page = administrator(language).post("/users/add/", told).content.decode()
    assert words in page
    assert "pahtjp-02 (" in page
    assert 'value="pahtjp-2"' in page
    assert 'value="bora"' in page
    assert not User.objects.filter(username="bora").exists()


def test_duties_are_not_changed_to_a_unit_that_is_not_there():
    make_user("bora", "police_officer", agency_code="pahtjp", unit_code="pahtjp-02")
    told = {"role": "police_officer", "agency_code": "pahtjp", "unit_code": "pahtjp-0"}
    page = administrator().post("/users/change/bora/", told).content.decode()
    assert "no unit pahtjp-0." in page
    assert User.objects.get(username="bora").unit_code == "pahtjp-02"
