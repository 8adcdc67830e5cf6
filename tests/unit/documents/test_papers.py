"""A form on paper: equal facts give equal bytes, words change no layout, and pages follow one another."""

import pytest

from kapea.engines.documents import Block, Line, Paper, PaperNotPossible, Table, render_pdf, render_png

KHMER = "កុមារត្រូវបាននាំមកពីខេត្តដោយអ្នកជិតខាង"


def paper(*blocks: Block, **more: object) -> Paper:
    return Paper(**{"title": "ព័ត៌មានមូលដ្ឋាន", "language": "km", "blocks": blocks, **more})  # type: ignore[arg-type]


def test_equal_papers_are_equal_bytes():
    same = [paper(Block(title="កុមារ", lines=(Line(label="ឈ្មោះ", value=KHMER),))) for _ in range(2)]
    first, second = map(render_pdf, same)
    assert first.startswith(b"%PDF-")
    assert first == second


@pytest.mark.parametrize("value", ["#panic()", "$x$", "*bold*", "= head", "@ref", '"}', "\\", "<b>", "`"])
def test_what_is_written_in_a_value_changes_no_layout(value):
    assert render_pdf(paper(Block(title=value, lines=(Line(label=value, value=value),)), title=value))


def test_a_long_story_goes_on_to_the_next_page():
    told = Block(title="កំណត់ហេតុ", lines=(Line(label="ពាក្យ", value=KHMER * 300, lines=3, is_wide=True),))
    assert len(render_png(paper(told), dots_per_inch=20)) > 1


def test_an_empty_form_has_lines_to_write_on():
    blank = Block(title="x", lines=(Line(label="a", lines=40, is_wide=True),))
    assert len(render_png(paper(blank), dots_per_inch=20)) > len(render_png(paper(), dots_per_inch=20)) - 1


@pytest.mark.parametrize("lines_before", range(38, 56, 2))
def test_a_place_to_write_on_stays_with_its_question_on_one_page(lines_before):
    before = (Line(label="x", value="x"),) * lines_before

    def pages(question: str) -> list[bytes]:
        blank = Line(label=question, lines=4, is_wide=True)
        return render_png(paper(Block(title="x", lines=(*before, blank))), dots_per_inch=40)

    asked, otherwise = pages("x"), pages("oooo")
    assert asked[-1] != otherwise[-1]


def test_a_row_that_does_not_fit_its_headings_is_refused():
    with pytest.raises(PaperNotPossible):
        Table(headings=("a", "b"), rows=(("1",),))
