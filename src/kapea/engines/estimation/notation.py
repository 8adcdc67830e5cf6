"""How a model is written: by list names for people, by numbers in brackets as the R packages do."""

from collections.abc import Iterable, Sequence

from kapea.engines.estimation.lattice import members


def term(history: int, lists: Sequence[str]) -> str:
    """Return a parameter by its lists.

    >>> term(5, ["A", "B", "C"])
    'A:C'
    """
    return ":".join(lists[index] for index in members(history))


def terms(parameters: Iterable[int], lists: Sequence[str]) -> list[str]:
    """Return the parameters by their lists, without the intercept."""
    return [term(parameter, lists) for parameter in parameters if parameter]


def generators(parameters: Iterable[int]) -> str:
    """Return the largest interactions by list numbers from 1.

    >>> generators([0, 1, 2, 4, 3, 5])
    '[12,13]'
    """
    wanted = {int(parameter) for parameter in parameters}
    largest = [a for a in wanted if a and not any(a != b and a & b == a for b in wanted)]
    numbered = sorted(tuple(index + 1 for index in members(a)) for a in largest)
    separator = "." if any(number > 9 for group in numbered for number in group) else ""
    return "[" + ",".join(separator.join(map(str, group)) for group in numbered) + "]"
