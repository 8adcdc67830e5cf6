"""What the answers to a tool add up to, and which level that gives. The tool itself is the pack's."""

from collections.abc import Mapping

from kapea.packs.forms import FormRecord


def scored(tool: FormRecord, answers: Mapping[str, object]) -> tuple[int | None, str]:
    """Return the sum of the scores and the level; (None, "") for a tool that does not count.

    One answer may decide the level alone, whatever the sum. A question without an answer adds nothing.
    """
    points = [
        choice.score
        for question in tool.questions
        for choice in question.choices
        if choice.score is not None and choice.code in _given(answers.get(question.code))
    ]
    counts = any(choice.score is not None for question in tool.questions for choice in question.choices)
    if not counts:
        return None, ""
    total = sum(points)
    decided = _decided(tool, answers)
    by_sum = next((level for level, least in tool.levels if total >= least), "")
    return total, decided or by_sum


def _decided(tool: FormRecord, answers: Mapping[str, object]) -> str:
    """Return the highest level that a single answer decides, "" when none does."""
    found = {
        question.decides[1]
        for question in tool.questions
        if question.decides and question.decides[0] in _given(answers.get(question.code))
    }
    order = [level for level, _least in tool.levels]
    return min(found, key=lambda level: order.index(level) if level in order else len(order), default="")


def _given(answer: object) -> tuple[str, ...]:
    if isinstance(answer, list | tuple):
        return tuple(str(each) for each in answer)
    return () if answer is None else (str(answer),)
