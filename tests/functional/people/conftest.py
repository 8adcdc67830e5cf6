from collections.abc import Iterator

import pytest
import time_machine

from scenes.casework import NOW, People, make_people


@pytest.fixture
def people(db: None) -> People:
    """A worker, a colleague, a supervisor, and workers elsewhere."""
    return make_people()


@pytest.fixture(autouse=True)
def _on_the_day_of_the_scene() -> Iterator[None]:
    with time_machine.travel(NOW):
        yield
