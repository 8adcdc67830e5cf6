"""The packs that the project ships."""

from pathlib import Path

import pytest

from kapea.packs import Pack, load_pack

PACKS = Path(__file__).parents[2] / "packs"


@pytest.fixture(scope="session")
def khm() -> Pack:
    return load_pack(PACKS / "khm")


@pytest.fixture(scope="session")
def xxa() -> Pack:
    return load_pack(PACKS / "xxa")


@pytest.fixture(scope="session", params=sorted(path.name for path in PACKS.iterdir() if path.is_dir()))
def each_pack(request: pytest.FixtureRequest) -> Pack:
    return load_pack(PACKS / str(request.param))
