from dataclasses import replace

import pytest

from kapea.registers.people.services import register_person
from scenes.accounts import make_user, viewer_for
from scenes.casework import NOW, People, make_people
from scenes.people_index import BOPHA, OTHERS


@pytest.fixture
def people(db: None) -> People:
    """A worker, a colleague, a supervisor, and workers elsewhere."""
    return make_people()


@pytest.fixture
def statistician(db):
    return viewer_for(make_user("statistician"))


@pytest.fixture
def second(db):
    return viewer_for(make_user("statistician"))


@pytest.fixture
def bopha(people):
    """Bopha as two bodies recorded her, among two other children."""
    mine = register_person(BOPHA, by=people.worker, now=NOW)
    theirs = register_person(replace(BOPHA, nickname="Pha"), by=people.elsewhere, now=NOW)
    for other in OTHERS:
        register_person(other, by=people.worker, now=NOW)
    return mine, theirs
