from collections.abc import Iterator

import pytest
import time_machine
from django.utils import translation

from scenes.returns import NOW, Office, make_office


@pytest.fixture
def office(db: None) -> Office:
    """A worker with a case, a colleague, a supervisor, a worker elsewhere."""
    return make_office()


@pytest.fixture(autouse=True)
def _on_the_day_of_the_scene() -> Iterator[None]:
    with time_machine.travel(NOW), translation.override("en"):
        yield
