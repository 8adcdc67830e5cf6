"""What a provision is called in a list to choose from: in the reader's language, where the pack has words for it."""

from typing import Final

from django.utils.translation import get_language

from kapea.guard.pack import current_pack
from kapea.packs.law import load_wording

LAW_FILES: Final = "en"


def titled(name: str, english: str) -> str:
    """Return the pack's own title of a provision in the reader's language, else the law files' English."""
    reads = (get_language() or LAW_FILES).split("-")[0]
    ours = "" if reads == LAW_FILES else load_wording(current_pack().path, reads).of("titles", name)
    return ours or english
