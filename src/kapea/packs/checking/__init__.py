"""Finds every fault of a pack: what the readers cannot see file by file.

Each module looks at one thing (codes, citations, sums…) over a pack that was read with a book
that collects faults, and writes into the same book.
"""

from kapea.packs.checking.report import PackReport, check_pack

__all__ = ["PackReport", "check_pack"]
