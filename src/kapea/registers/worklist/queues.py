"""A workqueue: a list that somebody works off. Its query stands behind the address, its count beside the words."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Workqueue:
    """One list of work: where it opens, what it shows of each record, the one act it asks for, how long it is."""

    code: str
    label: str
    url: str
    count: int
    columns: tuple[str, ...] = ()
    act: str = ""
    tone: str = "neutral"
    icon: str = "inbox"

    @property
    def card(self) -> dict[str, object]:
        """The queue as a number on a home screen; the number opens exactly the list it counts."""
        return {
            "label": self.label,
            "number": self.count,
            "url": self.url,
            "tone": self.tone,
            "icon": self.icon,
            "act": self.act,
        }
