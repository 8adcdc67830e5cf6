"""How measured seconds are said."""

from collections.abc import Sequence


def quantile(seconds: Sequence[float], share: float) -> float:
    """Return the value below which that share of the measurements lies.

    >>> quantile([1, 2, 3, 4], 0.5)
    2
    """
    ordered = sorted(seconds)
    return ordered[max(0, -(-int(len(ordered) * share * 1000) // 1000) - 1)] if ordered else float("nan")


def line(name: str, seconds: Sequence[float], *, beside: Sequence[float] = (), goal_ms: float = 0) -> str:
    """Return one line: count, median, p95, and the ratio of the medians to a baseline."""
    median, p95 = quantile(seconds, 0.5) * 1000, quantile(seconds, 0.95) * 1000
    text = f"{name:<28} n={len(seconds):>6}  median {median:8.1f} ms  p95 {p95:8.1f} ms"
    if goal_ms:
        text += f"  (goal {goal_ms:.0f})"
    if beside:
        ratio = quantile(seconds, 0.95) / quantile(beside, 0.95)
        text += f"  bare SQL p95 {quantile(beside, 0.95) * 1000:7.2f} ms  ratio {ratio:6.1f}"
    return text
