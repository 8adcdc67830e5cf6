"""What a user may be told when something they gave cannot be used.

Every error here carries a stable code and a message without personal data. Whatever is not a
`KapeaError` is a fault of ours: it is shown by reference number only.
"""

from dataclasses import dataclass
from pathlib import Path


class KapeaError(Exception):
    """An error a user may read: a stable `code`, a plain message, no personal data."""

    code = "kapea.error"

    def __init__(self, message: str = "", *, code: str | None = None) -> None:
        super().__init__(message or self.__class__.__doc__ or self.code)
        if code is not None:
            self.code = code


@dataclass(frozen=True, kw_only=True)
class Fault:
    """One thing wrong in one place of a file.

    line: 1 for the first line; 0 when the fault is of the whole file.
    """

    file: str
    line: int
    reason: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.reason}"


class InputFault(KapeaError):
    """A given file cannot be used; says which file, which line and why."""

    code = "kapea.input"

    def __init__(self, file: str | Path, line: int, reason: str) -> None:
        self.fault = Fault(file=str(file), line=line, reason=reason)
        super().__init__(str(self.fault))
