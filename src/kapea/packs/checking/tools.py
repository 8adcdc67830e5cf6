"""Whether the tools of assessment ask from lists that are there and score what they say."""

from kapea.packs.checking.codes import find_repeats
from kapea.packs.forms import FormRecord, QuestionRecord
from kapea.packs.marked import FaultBook
from kapea.packs.pack import Pack


def check_tools(pack: Pack, book: FaultBook) -> None:
    """All tools of the pack."""
    levels = pack.code_list("risk_level").codes if "risk_level" in pack.code_list_headings else ()
    for form in pack.forms.values():
        find_repeats(
            ((question.code, question.line) for question in form.questions),
            file=form.file,
            what="question",
            book=book,
        )
        for question in form.questions:
            _check_question(pack, form, question, levels, book)
        for level, _ in form.levels:
            if level not in levels:
                book.add(form.file, 1, f"level {level!r} is not a code of risk_level")


def _check_question(
    pack: Pack, form: FormRecord, question: QuestionRecord, levels: tuple[str, ...], book: FaultBook
) -> None:
    if question.code_list and question.code_list not in pack.code_list_headings:
        book.add(form.file, question.line, f"code list {question.code_list!r} is not in the pack")
    if question.decides is None:
        return
    answer, level = question.decides
    if answer not in {choice.code for choice in question.choices}:
        book.add(form.file, question.line, f"decides names {answer!r}, not an answer of the question")
    if level not in levels:
        book.add(form.file, question.line, f"decides names {level!r}, not a code of risk_level")
