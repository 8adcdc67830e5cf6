from django.urls import path

from kapea.registers.casework.views import acts, case, child, closing, referrals

app_name = "casework"
urlpatterns = [
    path("", case.cases, name="cases"),
    path("new/", case.open_new, name="open"),
    path("referrals/", referrals.referrals, name="referrals"),
    path("referrals/<str:code>/", referrals.referral, name="referral"),
    path("referrals/<str:code>/accept/", referrals.accept, name="referral_accept"),
    path("referrals/<str:code>/refuse/", referrals.refuse, name="referral_refuse"),
    path("referrals/<str:code>/finish/", referrals.finish, name="referral_finish"),
    path("referrals/<str:code>/revoke/", referrals.revoke, name="referral_revoke"),
    path("<str:code>/", case.case, name="case"),
    path("<str:code>/accept/", acts.accept, name="accept"),
    path("<str:code>/assign/", acts.assign, name="assign"),
    path("<str:code>/child/", child.child, name="child"),
    path("<str:code>/ground/", acts.ground, name="ground"),
    path("<str:code>/identification/", acts.identification, name="identification"),
    path("<str:code>/age/doubt/", acts.age_doubt, name="age_doubt"),
    path("<str:code>/age/method/", acts.age_method, name="age_method"),
    path("<str:code>/age/decision/", acts.age_decision, name="age_decision"),
    path("<str:code>/risk/", acts.risk, name="risk"),
    path("<str:code>/assessment/", acts.assessment, name="assessment"),
    path("<str:code>/plan/", acts.plan, name="plan"),
    path("<str:code>/plan/change/", acts.plan_revise, name="plan_revise"),
    path("<str:code>/plan/goals/", acts.goal, name="goal"),
    path("<str:code>/plan/goals/<int:goal_id>/actions/", acts.action, name="action"),
    path("<str:code>/plan/actions/<int:action_id>/end/", acts.action_end, name="action_end"),
    path("<str:code>/services/", acts.service, name="service"),
    path("<str:code>/refer/", referrals.refer, name="refer"),
    path("<str:code>/follow-up/", acts.follow_up, name="follow_up"),
    path("<str:code>/visits/", acts.visit, name="visit"),
    path("<str:code>/notes/", acts.note, name="note"),
    path("<str:code>/closure/", closing.closure_ask, name="closure_ask"),
    path("<str:code>/closure/decision/", closing.closure_decide, name="closure_decide"),
    path("<str:code>/reopen/", acts.reopen, name="reopen"),
]
