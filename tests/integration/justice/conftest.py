import pytest

from scenes.justice import Court, make_court


@pytest.fixture
def court(db: None) -> Court:
    """Officers of a court, a lawyer, and an officer of another court."""
    return make_court()
