"""How a paper becomes PDF or PNG bytes, with correct Khmer shaping and our own fonts only.

The layout stands in `form.typ`; the paper goes in as data, so that nothing written in a value can
change the layout. Source: Typst 0.15 (HarfBuzz shaping; ICU line breaking).
"""

import json
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, Literal

import typst

from kapea.engines.documents.paper import Paper, PaperNotPossible

HERE: Final = Path(__file__).parent
LAYOUT: Final = HERE / "form.typ"
FONTS: Final = HERE / "fonts"
WITHOUT_A_DAY: Final = datetime(2000, 1, 1, tzinfo=UTC)
"""The time written into the file itself: always the same, so that equal papers are equal bytes."""


def render_pdf(paper: Paper) -> bytes:
    """Return the paper as PDF; equal papers give equal bytes. Raises PaperNotPossible."""
    return _compiled(paper, "pdf")[0]


def render_png(paper: Paper, *, dots_per_inch: int = 96) -> list[bytes]:
    """Return each page of the paper as a PNG picture. Raises PaperNotPossible."""
    return _compiled(paper, "png", dots_per_inch=dots_per_inch)


def _compiled(paper: Paper, kind: Literal["pdf", "png"], *, dots_per_inch: int | None = None) -> list[bytes]:
    try:
        found = typst.compile(
            str(LAYOUT),
            root=str(HERE),
            font_paths=[str(FONTS)],
            ignore_system_fonts=True,
            format=kind,
            ppi=dots_per_inch,
            sys_inputs={"paper": json.dumps(asdict(paper), ensure_ascii=False)},
            timestamp=WITHOUT_A_DAY,
        )
    except (typst.TypstError, ValueError) as error:
        raise PaperNotPossible("The document could not be laid out.") from error
    return list(found) if isinstance(found, list) else [bytes(found or b"")]
