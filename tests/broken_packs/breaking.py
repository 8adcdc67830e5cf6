"""One slip in one file of a pack, and what must be said of it."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, kw_only=True)
class Found:
    """What must be reported.

    at: words that stand on the faulty line and nowhere before it; "" for line 0.
    first: words on the line that the reason names as {first}.
    """

    file: str
    at: str
    reason: str
    first: str = ""


@dataclass(frozen=True, kw_only=True)
class Break:
    """A slip: `old` becomes `new` where it first stands after `after`.

    `append` adds lines at the end; `delete` takes the file away.
    """

    name: str
    file: str
    found: tuple[Found, ...]
    old: str = ""
    new: str = ""
    after: str = ""
    append: str = ""
    delete: bool = False
    write: bytes | None = None


def slip(
    name: str, file: str, old: str, new: str, *, at: str, reason: str, first: str = "", after: str = ""
) -> Break:
    """A slip whose fault is in the same file."""
    found = (Found(file=file, at=at, reason=reason, first=first),)
    return Break(name=name, file=file, old=old, new=new, after=after, found=found)


def added(name: str, file: str, append: str, *, at: str, reason: str, first: str = "") -> Break:
    """Lines too many, whose fault is in the same file."""
    found = (Found(file=file, at=at, reason=reason, first=first),)
    return Break(name=name, file=file, append=append, found=found)


def spoil(pack: Path, slip: Break) -> list[dict[str, object]]:
    """Make the slip in a copy of the pack; return the faults that must be reported."""
    path = pack / slip.file
    if slip.delete:
        path.unlink()
    elif slip.write is not None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(slip.write)
    else:
        text = path.read_text(encoding="utf-8")
        start = text.index(slip.after) if slip.after else 0
        if slip.old:
            position = text.index(slip.old, start)
            text = text[:position] + slip.new + text[position + len(slip.old) :]
        path.write_text(text + slip.append, encoding="utf-8")
    return sorted(
        (
            {
                "file": one.file,
                "line": _line(pack / one.file, one.at),
                "reason": one.reason.replace("{first}", str(_line(pack / one.file, one.first))),
            }
            for one in slip.found
        ),
        key=lambda fault: (str(fault["file"]), int(str(fault["line"])), str(fault["reason"])),
    )


def _line(path: Path, words: str) -> int:
    if not words:
        return 0
    lines = path.read_bytes().split(b"\n")
    return next(number for number, line in enumerate(lines, start=1) if words.encode() in line)
