"""A code that records are kept by never changes and never goes; new ones may come.

`pinned/<pack>.txt` holds every code that was ever shipped. Its digest stands here, so that no
line can be taken out of it by accident.
"""

from collections import defaultdict
from hashlib import sha256
from pathlib import Path

import pytest

from kapea.packs import Pack, load_pack

HERE = Path(__file__).parent
PINNED = {
    "khm": "8337b4a7b9b7b2386336cef55c0e7d32a2ec4b06140b658f5bd579329c61e66b",
    "xxa": "36cb2760974e9bc2d53ac2af3ed6c8fa02337825b0f9f29d42ada47589773b9e",
}
PINS = "\n".join(
    [
        "To ship new codes: run `python tests/packs/test_codes_are_immutable.py`, look at the difference",
        "(lines may only be added), and put the digests it prints here.",
    ]
)


def codes_of(pack: Pack) -> dict[str, set[str]]:
    """Every code that a record may carry, by the list it is of."""
    codes = {name: set(pack.code_list(name).codes) for name in pack.code_list_headings}
    codes["(agencies)"] = {agency.code for agency in pack.agencies}
    codes["(roles)"] = set(pack.roles)
    codes["(rules)"] = {rule.code for rule in pack.rules}
    codes["(forms)"] = {
        f"{form.code}.{question.code}" for form in pack.forms.values() for question in form.questions
    }
    codes["(provinces)"] = {place.code for place in pack.places.at_level(1)}
    return codes


def pinned(code: str) -> dict[str, set[str]]:
    codes: dict[str, set[str]] = defaultdict(set)
    for line in (HERE / "pinned" / f"{code}.txt").read_text("utf-8").splitlines():
        name, _, item = line.partition(" ")
        codes[name].add(item)
    return codes


def digest(code: str) -> str:
    return sha256((HERE / "pinned" / f"{code}.txt").read_bytes()).hexdigest()


def test_no_code_that_was_ever_shipped_is_gone(each_pack: Pack) -> None:
    now = codes_of(each_pack)
    gone = [
        f"{name}: {item} (add the new code beside it and keep the old one)"
        for name, items in pinned(each_pack.code).items()
        for item in sorted(items - now.get(name, set()))
    ]
    assert gone == []


@pytest.mark.parametrize("code", PINNED)
def test_the_pins_themselves_are_whole(code: str) -> None:
    assert digest(code) == PINNED[code], PINS


def test_every_shipped_pack_is_pinned(each_pack: Pack) -> None:
    assert each_pack.code in PINNED


def test_a_renamed_code_would_be_seen() -> None:
    pack = load_pack(HERE.parents[1] / "packs" / "xxa")
    now = codes_of(pack)
    now["sex"] = now["sex"] - {"female"} | {"girl"}
    assert pinned("xxa")["sex"] - now["sex"] == {"female"}


if __name__ == "__main__":
    for pack_code in PINNED:
        shipped = codes_of(load_pack(HERE.parents[1] / "packs" / pack_code))
        path = HERE / "pinned" / f"{pack_code}.txt"
        kept = pinned(pack_code) if path.is_file() else {}
        every = {name: shipped.get(name, set()) | kept.get(name, set()) for name in {*shipped, *kept}}
        lines = [f"{name} {item}" for name in sorted(every) for item in sorted(every[name])]
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        print(f'    "{pack_code}": "{digest(pack_code)}",')
