"""A recommendation that asks for a change of the law, and the criteria it would meet."""

from dataclasses import dataclass

from kapea.engines.law.citation import Citation


@dataclass(frozen=True, kw_only=True)
class LawRecommendation:
    """What somebody asked for. criteria: it is met in law when all of them are compliant.

    words: what is asked, in our words. by: who asked. later: what a later source says became of it.
    """

    id: str
    topic: str
    criteria: tuple[str, ...]
    source: Citation
    words: str = ""
    by: str = ""
    later: str = ""
