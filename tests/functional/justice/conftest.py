from collections.abc import Iterator

import pytest
import time_machine

from scenes.justice import NOW, Court, make_court


@pytest.fixture
def court(db: None) -> Court:
    """Officers of a court, a lawyer, and an officer of another court."""
    return make_court()


@pytest.fixture(autouse=True)
def _on_the_day_of_the_scene() -> Iterator[None]:
    with time_machine.travel(NOW):
        yield
