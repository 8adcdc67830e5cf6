"""How a count is written in words, on charts and in messages: thousands by no-break spaces, in every language.

It rounds nothing and knows no estimate.
"""

NO_BREAK_SPACE = "\u00a0"


def grouped(count: int) -> str:
    """Return a count that no line breaks and no reader takes for a decimal.

    >>> grouped(11300) == "11\u00a0300", grouped(626)
    (True, '626')
    """
    return f"{count:,}".replace(",", NO_BREAK_SPACE)
