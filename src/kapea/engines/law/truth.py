"""What is true, false or not known, and what follows from several such answers.

Kleene's strong three-valued logic: an unknown stays unknown unless the other answers settle the
question. Nothing here turns "not known" into a guess.
Source: S. C. Kleene, Introduction to Metamathematics (1952), §64.
"""

from collections.abc import Iterable
from typing import TypeAlias

Truth: TypeAlias = bool | None


def every(answers: Iterable[Truth]) -> Truth:
    """True when all are true, False when one is false, else unknown; True of nothing.

    >>> print(every([True, None]), every([None, False]))
    None False
    """
    is_open = False
    for answer in answers:
        if answer is False:
            return False
        is_open = is_open or answer is None
    return None if is_open else True


def some(answers: Iterable[Truth]) -> Truth:
    """True when one is true, False when all are false, else unknown; False of nothing.

    >>> print(some([None, True]), some([None, False]))
    True None
    """
    is_open = False
    for answer in answers:
        if answer is True:
            return True
        is_open = is_open or answer is None
    return None if is_open else False


def opposite(answer: Truth) -> Truth:
    return None if answer is None else not answer
