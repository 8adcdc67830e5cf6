"""The country's forms on paper, from the same facts as the pages, and never more than one may see."""

import pytest
from django.urls import reverse
from django.utils import timezone

from kapea.guard.audit.models import AuditEvent
from kapea.registers import papers
from kapea.registers.worklist import placements
from scenes import care, casework
from scenes.accounts import make_user
from scenes.browsing import send

pytestmark = pytest.mark.django_db
SIX = [
    "basic_information",
    "case_and_family_assessment",
    "service_plan",
    "placement",
    "follow_up_and_monitoring",
    "final_assessment",
]


@pytest.fixture
def printed(monkeypatch):
    """Return what was laid out on each paper, as words."""
    found = []
    render = papers.render_pdf

    def keep(paper):
        found.append(paper)
        return render(paper)

    monkeypatch.setattr(papers, "render_pdf", keep)
    return found


def words_of(paper) -> str:
    said = []
    for block in paper.blocks:
        said += [block.title, block.closed, *(line.value for line in block.lines)]
        said += [value for table in block.tables for row in table.rows for value in row]
    return "\n".join(said)


def test_the_country_has_the_six_forms_of_the_ministry_in_the_order_of_the_work():
    assert [code for code, _title in papers.papers_of("case")] == SIX


def test_where_a_visit_was_is_asked_on_the_screen_and_stands_in_its_column_on_paper(signed_in, printed):
    people = casework.make_people()
    code = casework.planned(people)
    client = signed_in(people.users["worker"])
    day = str(timezone.localdate())
    told = {"visited_on": day, "place": "At her aunt’s house", "safety": "safe", "child_seen_alone": "yes"}
    send(client, reverse("casework:visit", args=[code]), **told)
    assert "At her aunt’s house" in client.get(reverse("casework:case", args=[code])).content.decode()
    client.get(reverse("casework:case_paper", args=[code, "follow_up_and_monitoring"]), {"language": "en"})
    assert "At her aunt’s house" in words_of(printed[0])


@pytest.mark.parametrize("language", ["km", "en"])
def test_each_of_the_six_is_printed_from_the_case_and_written_down(signed_in, printed, language):
    people = casework.make_people()
    code = casework.planned(people)
    client = signed_in(people.users["worker"])
    for paper in sorted(SIX):
        answer = client.get(reverse("casework:case_paper", args=[code, paper]), {"language": language})
        assert answer.content.startswith(b"%PDF-"), paper
        assert answer["Cache-Control"] == "no-store"
    assert AuditEvent.objects.filter(action="casework.case.exported").count() == len(SIX)
    assert {paper.language for paper in printed} == {language}
    assert len({paper.title for paper in printed}) == len(SIX)


def test_a_case_of_another_body_prints_nothing(signed_in, printed):
    code = casework.planned(casework.make_people())
    client = signed_in(make_user("social_worker", agency="wv-c"))
    for name, more in (("papers", []), ("case_paper", ["placement"])):
        assert client.get(reverse(f"casework:{name}", args=[code, *more])).status_code == 404
    assert printed == []


def test_a_part_that_is_closed_to_who_prints_says_so_and_shows_nothing(signed_in, printed):
    people = casework.make_people()
    code = casework.planned(people)
    child = printed_names(signed_in(people.users["worker"]), code, printed)
    assert any(child)
    auditor = people.users["colleague"]
    answer = signed_in(auditor).get(reverse("casework:case_paper", args=[code, "basic_information"]))
    assert answer.status_code == 200
    block = printed[-1].blocks[1]
    assert block.closed
    assert block.lines == ()


def printed_names(client, code, printed) -> list[str]:
    client.get(reverse("casework:case_paper", args=[code, "basic_information"]), {"language": "km"})
    return [line.value for line in printed[-1].blocks[1].lines]


def test_an_unknown_form_is_not_there(signed_in):
    people = casework.make_people()
    code = casework.planned(people)
    client = signed_in(people.users["worker"])
    assert client.get(reverse("casework:case_paper", args=[code, "provincial_incident"])).status_code == 404


def test_the_placement_form_shows_placements_that_another_register_keeps(signed_in, printed, monkeypatch):
    fact = placements.PlacementFact(
        code="X-1", kind="Foster family", facility="A quiet house", from_on=timezone.localdate()
    )
    monkeypatch.setattr(placements, "_FINDERS", [lambda code, by, now: (fact,)])
    people = casework.make_people()
    code = casework.planned(people)
    signed_in(people.users["worker"]).get(reverse("casework:case_paper", args=[code, "placement"]))
    assert "A quiet house" in words_of(printed[-1])


def test_an_empty_form_names_nobody(signed_in, printed):
    people = casework.make_people()
    answer = signed_in(people.users["worker"]).get(reverse("casework:empty_paper", args=["service_plan"]))
    assert answer.content.startswith(b"%PDF-")
    assert printed[0].footer.count("worker") == 0
    assert {line.value for block in printed[0].blocks for line in block.lines} == {""}


def test_the_placement_form_shows_where_the_child_is_to_the_childs_own_worker_only(signed_in, printed):
    home = care.make_home()
    placement = care.placement_of(care.in_care(home))
    url = reverse("casework:case_paper", args=[placement.case_code, "placement"])
    signed_in(home.users["worker"]).get(url, {"language": "en"})
    (row,) = printed[-1].blocks[2].tables[0].rows
    assert "2 March 2026" in row
    assert "House of the river" not in words_of(printed[-1])
    assert AuditEvent.objects.filter(action="care.placement.read", object_code=placement.code).exists()
    signed_in(home.users["colleague"]).get(url, {"language": "en"})
    assert printed[-1].blocks[2].closed
