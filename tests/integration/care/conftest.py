from collections.abc import Iterator

import pytest
import time_machine
from django.utils import translation

from scenes.care import NOW, Home, make_home


@pytest.fixture
def home(db: None) -> Home:
    """A worker with a case, managers of two shelters, inspectors, police."""
    return make_home()


@pytest.fixture(autouse=True)
def _on_the_day_of_the_scene() -> Iterator[None]:
    with time_machine.travel(NOW), translation.override("en"):
        yield
