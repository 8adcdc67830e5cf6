import pytest

from scenes.casework import People, make_people


@pytest.fixture
def people(db: None) -> People:
    """A worker, a colleague, a supervisor, and workers elsewhere."""
    return make_people()
