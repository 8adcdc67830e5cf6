"""The amendment workbench: change an offence in a form, see the effect, keep it, share it, print it."""

import re

import pytest
import yaml

from kapea.guard.audit.models import AuditEvent
from kapea.guard.pack import current_pack
from kapea.monitoring.law.drafts import shown
from kapea.monitoring.law.models import Scenario
from kapea.packs import law
from scenes.browsing import hidden, send

pytestmark = pytest.mark.django_db
RECRUITMENT = "TIPSE-12"
FEATURES = (
    "visual",
    "sexual_parts",
    "audio",
    "written",
    "simulated",
    "appears_minor",
    "objective",
    "modern_term",
)


@pytest.fixture
def author(account):
    return account("legal_analyst")


@pytest.fixture
def analyst(author, signed_in):
    return signed_in(author)


def text_of(response) -> str:
    page = response.content.decode()
    main = page.split("<main")[1].split("</main>")[0]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main))


def typed(name: str, **changed: object) -> dict[str, object]:
    """Return what the form of an offence holds, with some of it changed, as a browser sends it."""
    offence = law.load_law(current_pack().path).versions[name][-1]
    values = {key: value for key, value in shown(offence).items() if value is not None}
    return {**values, **changed}


def without_means(**more: object) -> dict[str, object]:
    return {**typed(RECRUITMENT), "means": [], **more}


def kept(client, **more: object) -> str:
    """Keep the change of article 12 in a new scenario and return its code."""
    sent = without_means(act="save", scenario_title="No means for children", **more)
    where = send(client, f"/law/workbench/{RECRUITMENT}/", **sent)
    return where.strip("/").split("/")[-1]


def test_the_effect_is_seen_before_anything_is_kept(analyst):
    response = analyst.post(f"/law/workbench/{RECRUITMENT}/", without_means(act="preview"))
    assert response.status_code == 200
    page = text_of(response)
    assert "What this change would bring about" in page
    assert re.search(r"PAL-3c-1 .* gap compliant \+ better", page)
    assert "S0-R07" in page
    assert "A scenario is never the law." in page
    assert Scenario.objects.count() == 0


def test_a_heavier_penalty_changes_the_consequences(analyst):
    sent = typed("TIPSE-41-1", most_amount=8, act="preview")
    page = text_of(analyst.post("/law/workbench/TIPSE-41-1/", sent))
    assert "Class: misdemeanour → felony" in page
    assert "Limitation, years: 5 → 15" in page
    assert "Judicial investigation: optional → mandatory" in page


def test_a_repeal_shows_what_gets_worse(analyst):
    response = analyst.post("/law/workbench/TIPSE-41-1/", {**typed("TIPSE-41-1"), "act": "preview_repeal"})
    assert "− worse" in text_of(response)


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({}, "Nothing is changed yet."),
        ({"conduct": []}, "An offence needs a conduct."),
        ({"victim_age": "young"}, "This is no age."),
        ({"means": ["threat", "not_coded"]}, "Mark either words, or that no source gives it."),
        ({"least_amount": 9, "most_amount": 3}, "The most is under the least."),
        ({"least_amount": 9}, "Write the most too."),
    ],
)
def test_a_change_that_cannot_be_is_explained_and_what_was_typed_stays(analyst, changed, told):
    response = analyst.post(f"/law/workbench/{RECRUITMENT}/", typed(RECRUITMENT, act="preview", **changed))
    assert response.status_code == 422
    assert told in text_of(response)
    if changed.get("victim_age"):
        assert 'value="young"' in response.content.decode()


def test_a_change_is_kept_in_a_new_scenario_with_its_author(analyst, author):
    scenario = Scenario.objects.get(code=kept(analyst))
    change = scenario.changes.get()
    assert (scenario.author_name, scenario.status, scenario.version) == (author.username, "draft", 1)
    assert (change.kind, change.target, change.content) == ("change", RECRUITMENT, {"means": "any"})
    assert AuditEvent.objects.filter(action="scenario.written", object_code=scenario.code).count() == 1


def test_the_same_form_sent_twice_makes_one_scenario(analyst):
    opened = analyst.get(f"/law/workbench/{RECRUITMENT}/").content.decode()
    sent = {**hidden(opened), **without_means(act="save", scenario_title="Twice")}
    first, second = (analyst.post(f"/law/workbench/{RECRUITMENT}/", sent)["Location"] for _ in range(2))
    assert first == second
    assert Scenario.objects.count() == 1


def test_a_new_scenario_needs_a_title(analyst):
    response = analyst.post(f"/law/workbench/{RECRUITMENT}/", without_means(act="save"))
    assert response.status_code == 422
    assert "Write a title for the new scenario" in text_of(response)
    assert Scenario.objects.count() == 0


def test_a_second_change_goes_into_the_same_scenario(analyst):
    code = kept(analyst)
    sent = typed("TIPSE-41-1", most_amount=8, act="save", scenario=code)
    send(analyst, "/law/workbench/TIPSE-41-1/", **sent)
    assert [one.target for one in Scenario.objects.get(code=code).changes.all()] == [
        RECRUITMENT,
        "TIPSE-41-1",
    ]


def test_the_same_provision_is_not_changed_twice_in_one_scenario(analyst):
    code = kept(analyst)
    response = analyst.post(f"/law/workbench/{RECRUITMENT}/", without_means(act="save", scenario=code))
    assert response.status_code == 422
    assert "This scenario already changes this." in text_of(response)


def test_a_new_offence_is_added_and_counted(analyst):
    sent = {
        "id": "NEW-1",
        "work": "TIPSE",
        "article": "41bis",
        "title": "Possession of child sexual abuse material",
        "victim_age": "<18",
        "suspect_age": "any",
        "least_amount": 1,
        "least_unit": "years",
        "most_amount": 6,
        "most_unit": "years",
        "attempt": "yes",
        "conduct": ["possess"],
        "object": ["csam"],
        "act": "preview",
    }
    page = text_of(analyst.post("/law/workbench/new/", sent))
    assert re.search(r"Mere possession.*no → yes", page)
    send(analyst, "/law/workbench/new/", **{**sent, "act": "save", "scenario_title": "Possession"})
    change = Scenario.objects.get().changes.get()
    assert (change.kind, change.target) == ("add", "NEW-1")
    again = analyst.get(f"/law/scenarios/{change.scenario.code}/changes/{change.number}/")
    assert 'value="41bis"' in again.content.decode()


def test_a_name_the_law_already_holds_is_refused(analyst):
    response = analyst.post("/law/workbench/new/", {"id": "TIPSE-12", "act": "preview"})
    assert "The law already holds this name." in text_of(response)


@pytest.mark.parametrize(
    ("kind", "sent", "stored"),
    [
        ("fact", {"target": "isp.report", "value": "yes"}, {"value": True}),
        ("fact", {"target": "isp.report", "value": "unknown"}, {"value": None}),
        ("repeal", {"target": "TIPSE-37"}, {}),
        ("commence", {"target": "CYB"}, {}),
        ("displace", {"target": "TIPSE-41-3", "by": "CYB-27-1"}, {"by": "CYB-27-1"}),
    ],
)
def test_other_changes_are_kept_too(analyst, kind, sent, stored):
    code = kept(analyst)
    preview = analyst.post(f"/law/scenarios/{code}/add/{kind}/", {**sent, "act": "preview"})
    assert preview.status_code == 200
    send(analyst, f"/law/scenarios/{code}/add/{kind}/", **sent, act="save")
    change = Scenario.objects.get(code=code).changes.get(number=2)
    assert (change.kind, change.target, change.content) == (kind, sent["target"], stored)
    assert analyst.get(f"/law/scenarios/{code}/").status_code == 200


def test_a_stale_save_shows_both_values_and_loses_neither(analyst):
    code = kept(analyst)
    where = f"/law/scenarios/{code}/changes/1/"
    stale = hidden(analyst.get(where).content.decode())
    send(analyst, where, **{**typed(RECRUITMENT), "means": ["threat"], "act": "save"})
    response = analyst.post(
        where, {**stale, **without_means(most_amount=9, most_unit="years"), "act": "save"}
    )
    assert response.status_code == 409
    page = text_of(response)
    assert "Someone else saved this while you were writing" in page
    assert re.search(r"Means threat nothing is asked", page)
    assert Scenario.objects.get(code=code).changes.get().content["means"] == ["threat"]
    again = hidden(response.content.decode())
    assert analyst.post(where, {**again, **without_means(), "act": "save"}).status_code == 302
    assert Scenario.objects.get(code=code).changes.get().version == 3


def test_a_stale_title_shows_both_values(analyst):
    code = kept(analyst)
    where = f"/law/scenarios/{code}/details/"
    stale = hidden(analyst.get(where).content.decode())
    send(analyst, where, title="Second")
    response = analyst.post(where, {**stale, "title": "Third"})
    assert response.status_code == 409
    assert re.search(r"Title Second Third", text_of(response))


def test_a_change_is_taken_out(analyst):
    code = kept(analyst)
    assert analyst.post(f"/law/scenarios/{code}/changes/1/drop/").status_code == 302
    assert Scenario.objects.get(code=code).changes.count() == 0


def test_a_draft_is_its_authors_alone_until_it_is_shared(analyst, account, signed_in):
    code = kept(analyst)
    colleague, reporter = (signed_in(account(role)) for role in ("legal_analyst", "report_author"))
    for client in (colleague, reporter):
        assert client.get(f"/law/scenarios/{code}/").status_code == 404
        assert code not in client.get("/law/scenarios/").content.decode()
    analyst.post(f"/law/scenarios/{code}/status/", {"status": "shared"})
    for client in (colleague, reporter):
        assert client.get(f"/law/scenarios/{code}/").status_code == 200
        assert client.get(f"/law/scenarios/{code}/memo/").status_code == 200
    assert colleague.post(f"/law/scenarios/{code}/changes/1/drop/").status_code == 403
    assert reporter.post(f"/law/scenarios/{code}/changes/1/drop/").status_code == 404


@pytest.mark.parametrize("role", ["report_author", "social_worker", "court_officer", "police_officer"])
def test_who_only_reads_the_law_has_no_workbench(account, signed_in, role):
    client = signed_in(account(role, agency="dsvy"))
    assert client.get("/law/workbench/").status_code == 404
    assert client.get(f"/law/workbench/{RECRUITMENT}/").status_code == 404
    page = client.get(f"/law/provisions/{RECRUITMENT}/").content.decode()
    assert "/law/workbench/" not in page


def test_one_starts_from_a_proposal_of_the_sources(analyst):
    where = send(analyst, "/law/scenarios/new/?from=SC1", title="ECPAT package")
    scenario = Scenario.objects.get(code=where.strip("/").split("/")[-1])
    assert scenario.started_from == "SC1"
    assert scenario.changes.count() == 10
    assert text_of(analyst.get(where)).count("+ better") == 11


@pytest.mark.parametrize("form", ["md", "html"])
def test_the_memo_holds_text_criteria_consequences_recommendations_and_sources(analyst, form):
    code = kept(analyst)
    response = analyst.get(f"/law/scenarios/{code}/file.{form}")
    memo = response.content.decode()
    assert f'filename="{code}.{form}"' in response["Content-Disposition"]
    for part in (
        "Amendment memo",
        "Recorded text",
        "PAL-3c-1",
        "S0-R07",
        "fn130",
        "This informs and does not decide.",
    ):
        assert part in memo, part
    assert "<script" not in memo


def test_a_file_of_another_kind_is_not_found(analyst):
    assert analyst.get(f"/law/scenarios/{kept(analyst)}/file.docx").status_code == 404


@pytest.mark.parametrize("language", ["en", "km"])
def test_every_page_of_a_scenario_opens_in_both_languages(author, signed_in, language):
    client = signed_in(author, language=language)
    code = kept(client)
    paths = ["/law/scenarios/", "/law/scenarios/?whose=own", "/law/scenarios/new/", "/law/workbench/"]
    paths += [f"/law/workbench/{name}/" for name in (RECRUITMENT, "new")]
    paths += [
        f"/law/scenarios/{code}/{rest}" for rest in ("", "details/", "memo/", "changes/1/", "file.yaml")
    ]
    paths += [
        f"/law/scenarios/{code}/add/{kind}/"
        for kind in ("change", "add", "repeal", "fact", "commence", "displace")
    ]
    for path in paths:
        assert client.get(path).status_code == 200, path
    assert client.get(f"/law/scenarios/{code}/add/nothing/").status_code == 404
    assert client.get(f"/law/scenarios/{code}/changes/99/").status_code == 404


def test_the_exported_file_says_what_the_page_says(analyst):
    code = kept(analyst)
    exported = yaml.safe_load(analyst.get(f"/law/scenarios/{code}/file.yaml").content)
    assert exported["offences"] == {"change": {RECRUITMENT: {"means": "any"}}}


def test_each_number_of_the_home_opens_exactly_the_list_it_counts(analyst):
    kept(analyst)
    page = analyst.get("/home/").content.decode()
    cards = dict(re.findall(r'href="(/law/[^"]+)">.*?count-number">(\d+)<', page, re.S))
    contested = analyst.get("/law/criteria/?only=contested&whole=1").content.decode()
    assert int(cards["/law/criteria/?only=contested"]) == contested.split("<tbody>")[1].count("<tr>")
    own = analyst.get("/law/scenarios/?whose=own").content.decode()
    assert int(cards["/law/scenarios/?whose=own"]) == own.count('href="/law/scenarios/S-') == 1


def test_a_scenario_is_a_draft_or_shared_and_nothing_else(analyst):
    code = kept(analyst)
    assert analyst.post(f"/law/scenarios/{code}/status/", {"status": "law"}).status_code == 400
    assert Scenario.objects.get(code=code).status == "draft"


def started_from(client, name: str) -> str:
    """Start a scenario from a proposal of the sources and return its address."""
    return send(client, f"/law/scenarios/new/?from={name}", title=f"My {name}")


def test_a_scenario_started_from_a_proposal_keeps_its_stated_penalties(analyst):
    where = started_from(analyst, "SC2")
    scenario = Scenario.objects.get()
    stated = scenario.changes.get(kind="stated")
    assert stated.content["after"] == "1-3 years"
    assert "double criminality newly applies to nationals abroad" in stated.content["effects"]
    page = text_of(analyst.get(where))
    assert "Penalty stated by the author" in page
    assert "Class: felony → misdemeanour (stated by the author, not derived from a text)" in page


def test_a_stated_penalty_is_written_changed_and_worked_out(analyst):
    where = started_from(analyst, "SC3")
    told = {"offence": "TIPSE-34-15", "before": "2-5 years", "after": "6-8 years", "effects": "Heavier"}
    send(analyst, f"{where}add/stated/", **told, act="save")
    assert "TIPSE-34-15" in text_of(analyst.get(where)).split("Offences with other elements")[1]
    number = Scenario.objects.get().changes.get(kind="stated").number
    send(analyst, f"{where}changes/{number}/", **{**told, "after": "7-9 years"}, act="save")
    assert Scenario.objects.get().changes.get(kind="stated").content["after"] == "7-9 years"


def test_a_definition_is_changed_and_its_effect_seen_before_it_is_kept(analyst):
    where = started_from(analyst, "SC3")
    url = f"{where}add/define/?target=TIPSE+%2F+csam"
    opened = analyst.get(url)
    assert opened.status_code == 200
    held = {"visual": "yes", "simulated": "unknown"}
    others = ("sexual_parts", "audio", "written", "appears_minor", "objective", "modern_term")
    sent = {**dict.fromkeys(others, "no"), **held, "audio": "yes", "written": "yes"}
    preview = analyst.post(url, {**sent, "act": "preview"})
    assert re.search(r"OPSC-2c-3 .* gap compliant \+ better", text_of(preview))
    assert not Scenario.objects.get().changes.filter(kind="define").exists()
    send(analyst, url, **sent, act="save")
    change = Scenario.objects.get().changes.get(kind="define")
    assert (change.target, change.content) == ("TIPSE / csam", {"features": {"audio": True, "written": True}})
    exported = analyst.get(f"{where}file.yaml").content.decode()
    assert yaml.safe_load(exported)["definitions"] == [
        {"work": "TIPSE", "object": "csam", "features": {"audio": True, "written": True}}
    ]
    assert "audio" in text_of(analyst.get(where))


def test_a_definition_without_a_change_is_explained(analyst):
    where = started_from(analyst, "SC3")
    url = f"{where}add/define/?target=TIPSE+%2F+csam"
    page = analyst.get(url).content.decode()
    same = {name: re.search(rf'name="{name}".*?value="(\w+)" selected', page, re.S)[1] for name in FEATURES}
    answer = analyst.post(url, {**same, "act": "save"})
    assert answer.status_code == 422
    assert "Nothing is changed yet." in text_of(answer)


def test_a_title_and_the_prose_of_an_offence_can_be_changed(analyst):
    sent = typed(RECRUITMENT, title="Recruitment of a child", conduct_text="Recruiting a child by any means.")
    sent |= {"means": [], "act": "save", "scenario_title": "Words"}
    where = send(analyst, f"/law/workbench/{RECRUITMENT}/", **sent)
    content = Scenario.objects.get().changes.get().content
    assert content["title"] == "Recruitment of a child"
    assert content["conduct"] == "Recruiting a child by any means."
    assert content["elements"] == {"means": "any"}
    page = text_of(analyst.get(where))
    assert "Recruiting a child by any means." in page
    assert re.search(r"PAL-3c-1 .* gap compliant \+ better", page)


def test_a_single_coded_word_is_no_prose(analyst):
    answer = analyst.post(
        f"/law/workbench/{RECRUITMENT}/", typed(RECRUITMENT, conduct_text="recruit", act="preview")
    )
    assert answer.status_code == 422
    assert "Write a sentence" in text_of(answer)


@pytest.mark.parametrize("language", ["en", "km"])
def test_the_memo_is_a_paper_with_the_author_s_words(author, signed_in, language):
    client = signed_in(author, language=language)
    where = started_from(client, "SC2")
    answer = client.get(f"{where}file.pdf")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert answer.content.startswith(b"%PDF")
    assert client.get("/law/proposals/SC1/file.pdf").content.startswith(b"%PDF")
    assert client.get(f"{where}file.docx").status_code == 404
