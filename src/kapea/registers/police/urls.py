from django.urls import path

from kapea.registers.police.views import enquiry, incidents, papers, parties, provincial

app_name = "police"
VICTIM = "<str:code>/victim/<str:victim_code>/"
urlpatterns = [
    path("", incidents.incidents, name="incidents"),
    path("register/", incidents.register, name="register"),
    path("papers/<str:paper>/", papers.empty_paper, name="empty_paper"),
    path("forms/", provincial.provincial_forms, name="provincial_forms"),
    path("forms/paste/", provincial.paste_forms, name="paste_forms"),
    path("<str:code>/papers/<str:paper>/", papers.incident_paper, name="incident_paper"),
    path("<str:code>/", incidents.incident, name="incident"),
    path("<str:code>/facts/", incidents.facts, name="facts"),
    path("<str:code>/step/", incidents.step, name="step"),
    path("<str:code>/clearance/", incidents.clearance, name="clearance"),
    path("<str:code>/review/", incidents.review, name="review"),
    path("<str:code>/offence/", parties.offence, name="offence"),
    path("<str:code>/offence/<int:offence_id>/withdraw/", parties.withdraw_offence, name="withdraw_offence"),
    path("<str:code>/victim/", parties.victim, name="victim"),
    path(f"{VICTIM}person/", parties.victim_person, name="victim_person"),
    path(f"{VICTIM}facts/", parties.victim_facts, name="victim_facts"),
    path(f"{VICTIM}assistance/", parties.assistance, name="assistance"),
    path(f"{VICTIM}hand-over/", parties.hand_over, name="hand_over"),
    path(f"{VICTIM}post/", parties.arrival, name="arrival"),
    path(f"{VICTIM}post/left/", parties.leaving, name="leaving"),
    path(f"{VICTIM}interview/", enquiry.interview, name="interview"),
    path("<str:code>/suspect/", parties.suspect, name="suspect"),
    path("<str:code>/suspect/<str:suspect_code>/arrest/", parties.arrest, name="arrest"),
    path("<str:code>/evidence/", enquiry.evidence, name="evidence"),
    path("<str:code>/evidence/<str:item_code>/custody/", enquiry.custody, name="custody"),
]
