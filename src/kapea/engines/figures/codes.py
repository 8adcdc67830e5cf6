"""The words a dimension may take: code lists with their total and their unknown.

The total is `_T` everywhere, as in the SDMX cross-domain code lists; `unknown` is a code like
any other and is shown apart, never spread over the known codes.

Source: SDMX Guidelines for the Creation and Management of Cross-Domain Code Lists (generic
codes `_T` total, `_U` unknown, `_Z` not applicable).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from kapea.engines.figures.errors import InvalidSpecification

TOTAL: Final = "_T"
UNKNOWN: Final = "unknown"
SDMX_UNKNOWN: Final = "_U"
CODE_SHAPE: Final = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_@$-]{0,62}")


@dataclass(frozen=True, kw_only=True)
class Code:
    """One word of a code list.

    label: the printed words by language (`en`, `km`).
    sdmx: the standard's code where it differs from ours.
    """

    id: str
    label: Mapping[str, str]
    sdmx: str = ""

    def __post_init__(self) -> None:
        if self.id in {TOTAL, UNKNOWN} or not CODE_SHAPE.fullmatch(self.id):
            raise InvalidSpecification(f"Not a code: {self.id!r}. Use letters, digits, _ - @ $.")


@dataclass(frozen=True, kw_only=True)
class CodeList:
    """The codes of one dimension, in the order in which they are shown.

    is_open: the codes are those found in the records (places); `codes` then only gives labels.
    """

    id: str
    codes: tuple[Code, ...]
    is_open: bool = False

    def __post_init__(self) -> None:
        ids = [code.id for code in self.codes]
        if len(set(ids)) != len(ids):
            raise InvalidSpecification(f"Code list {self.id}: a code stands there twice.")
        if not ids and not self.is_open:
            raise InvalidSpecification(f"Code list {self.id}: it has no code.")
