"""The small parts that pages are full of: what they say, and that what was typed stays text."""

from kapea.site.templatetags.kapea import count_card, places_to_go, status_mark


def test_nothing_that_waits_alarms_nobody() -> None:
    assert "tone-neutral" in count_card("Late", 0, url="/tasks/", tone="danger")
    assert "tone-danger" in count_card("Late", 3, url="/tasks/", tone="danger")


def test_a_number_without_an_address_opens_nothing() -> None:
    assert count_card("Late", 3).startswith("<div")
    assert count_card("Late", 3, url="/tasks/?page=2").startswith('<a class="count-card tone-neutral" href=')


def test_what_was_typed_stays_text() -> None:
    typed = '<b onclick="x">'
    for drawn in (
        count_card(typed, 1, url='"><b>', act=typed),
        status_mark(typed, "warn"),
        places_to_go([{"label": typed, "url": '"><b>', "icon": "home"}]),
    ):
        assert "<b" not in drawn
        assert "&lt;b" in drawn


def test_a_menu_says_where_the_reader_is_and_how_much_waits() -> None:
    entry = {"label": {"en": "Cases", "km": "ករណី"}, "url": "/cases/", "icon": "person", "current": True}
    drawn = places_to_go([entry | {"count": 4}, {"label": "Tasks", "url": "/tasks/", "icon": "check"}])
    assert drawn.count("<li>") == 2
    assert '<a href="/cases/" aria-current="page">' in drawn
    assert '<span class="nav-count">4</span>' in drawn
    assert drawn.count("aria-current") == 1
