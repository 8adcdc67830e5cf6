"""Which child was found by which list: what registers hand over so that the never found can be estimated.

A capture names a person by code, never by name; whoever reads captures keeps counts of people only. Which
records are one person is asked of the national index; until it knows a person, their own code stands alone.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType

from django.apps import apps

from kapea.registers.people.index.counting import counted_as
from kapea.registers.people.models import IndexRun

REGISTERS = "kapea.registers."


@dataclass(frozen=True, kw_only=True, slots=True)
class Capture:
    """One person found once. person_code "" when the register does not know who it was.

    list_code: the kind of body that found the person. is_child: None when age is not known; who could be a
    child is presumed to be one.
    """

    person_code: str
    list_code: str
    sex: str = ""
    is_child: bool | None = None


def registers_with_captures() -> Iterable[ModuleType]:
    """Yield the `captures` module of each register that has one."""
    for config in apps.get_app_configs():
        name = f"{config.name}.captures"
        if config.name.startswith(REGISTERS) and config.label != "people" and find_spec(name):
            yield import_module(name)


def one_person(codes: Iterable[str]) -> Mapping[str, str]:
    """Return, for each person code, the code that stands for everybody known to be the same person."""
    wanted = set(codes)
    joined = counted_as(wanted)
    return {code: joined.get(code, code) for code in wanted}


def index_version() -> str:
    """Return which state of the national index `one_person` answers from; "" before its first run."""
    run = IndexRun.objects.filter(state="done").order_by("-ended_at").first()
    return run.code if run else ""
