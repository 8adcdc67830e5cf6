"""Every pack can be used, and every value in it says where it comes from or that nobody gave it."""

from collections.abc import Iterator

import yaml

from kapea.packs import Pack, check_pack
from kapea.packs.places import read_history

LATIN_LETTERS_ARE_ENOUGH = ("en",)


def test_a_shipped_pack_has_no_fault(each_pack: Pack) -> None:
    assert [str(fault) for fault in check_pack(each_pack.path).faults] == []


def test_its_folder_bears_its_code(each_pack: Pack) -> None:
    assert each_pack.path.name == each_pack.code


def _states_with_sources(pack: Pack) -> Iterator[tuple[str, str, int]]:
    """What, state, number of sources."""
    for rule in pack.rules:
        yield f"rule {rule.code}", rule.state, len(rule.sources)
    for agency in pack.agencies:
        yield f"agency {agency.code}", agency.check, len(agency.sources)
    for name in pack.code_list_headings:
        for item in pack.code_list(name).items:
            yield f"{name} {item.code}", item.state, len(item.sources)
    for record in pack.population:
        yield f"population {record.key}", record.state, len(record.sources)
    for form in pack.forms.values():
        yield f"form {form.code}", form.state, len(form.sources)
    for event in read_history(pack.book):
        yield f"history of {event.code}", event.state, len(event.sources)
    for term in (*pack.terms.terms, *pack.terms.words):
        yield f"term in line {term.line}", term.state, len(term.sources)
    for line in pack.lines:
        yield (
            f"hotline {line.code}",
            "sourced" if line.state == "confirmed" else line.state,
            len(line.sources),
        )
    for holiday in pack.calendar.holidays:
        yield f"holiday {holiday.on}", holiday.state, 1 if holiday.source else 0


def test_every_value_cites_a_source_or_is_marked(each_pack: Pack) -> None:
    unmarked = [
        what
        for what, state, count in _states_with_sources(each_pack)
        if state not in ("sourced", "proposed", "unconfirmed") or (state == "sourced" and count == 0)
    ]
    assert unmarked == []


def test_every_sourced_rule_says_where_in_the_source_it_stands(each_pack: Pack) -> None:
    bare = [
        rule.code
        for rule in each_pack.rules
        if rule.state == "sourced" and any(not reference.locator for reference in rule.sources)
    ]
    assert bare == []


def test_every_published_figure_says_where_it_is_printed(each_pack: Pack) -> None:
    assert all(cell.source.locator for table in each_pack.publications for cell in table.rows)


def test_every_provision_and_every_commitment_cites_a_source(each_pack: Pack) -> None:
    assert all(offence.sources for offence in each_pack.offences)
    path = each_pack.path / "commitments" / "commitments.yaml"
    commitments = yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader)["commitments"]
    assert [one["id"] for one in commitments if not one["sources"]] == []


def test_a_source_that_asks_for_a_credit_has_one(each_pack: Pack) -> None:
    owed = [
        source.alias
        for source in each_pack.sources.values()
        if source.licence.startswith(("CC BY", "Unicode"))
        and "no text copied" not in source.licence
        and not source.credit
    ]
    assert owed == []


def test_every_choice_of_a_worker_is_written_in_every_language_of_the_pack(each_pack: Pack) -> None:
    for name, heading in each_pack.code_list_headings.items():
        if heading.languages == LATIN_LETTERS_ARE_ENOUGH:
            continue  # a standard's own labels
        for language in each_pack.languages:
            assert all(words for _, words in each_pack.code_list(name).choices(language)), name


def test_no_pack_names_a_file_outside_itself(each_pack: Pack) -> None:
    for path in each_pack.path.rglob("*"):
        if path.suffix in (".yaml", ".csv"):
            text = path.read_text("utf-8")
            assert ".txt" not in text, path
            assert "/work" not in text, path
