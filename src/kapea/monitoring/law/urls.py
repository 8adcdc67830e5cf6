from django.urls import path

from kapea.monitoring.law.views import browse, criteria, recommendations, scenarios, workbench

app_name = "law"
urlpatterns = [
    path("", browse.works, name="works"),
    path("works/<path:name>/", browse.work, name="work"),
    path("provisions/<str:name>/", browse.provision, name="provision"),
    path("instruments/", criteria.instruments, name="instruments"),
    path("instruments/<path:name>/", criteria.instrument, name="instrument"),
    path("criteria/", criteria.concordance, name="concordance"),
    path("criteria/<str:name>/", criteria.criterion, name="criterion"),
    path("questions/<str:name>/", criteria.fact, name="fact"),
    path("sources/<str:alias>/", browse.source, name="source"),
    path("sources/<str:alias>/<path:locator>/", browse.passage, name="passage"),
    path("recommendations/", recommendations.recommendations, name="recommendations"),
    path("recommendations/<str:name>/", recommendations.recommendation, name="recommendation"),
    path("search/", browse.search, name="search"),
    path("proposals/<str:name>/", scenarios.proposal, name="proposal"),
    path("proposals/<str:name>/memo/", scenarios.proposal_memo, name="proposal_memo"),
    path("proposals/<str:name>/file.<slug:form>", scenarios.proposal_file, name="proposal_file"),
    path("workbench/", workbench.choose, name="workbench"),
    path("workbench/<str:name>/", workbench.amend, name="amend"),
    path("scenarios/", scenarios.listed, name="scenarios"),
    path("scenarios/new/", scenarios.new, name="new_scenario"),
    path("scenarios/<str:code>/", scenarios.scenario, name="scenario"),
    path("scenarios/<str:code>/details/", scenarios.details, name="details"),
    path("scenarios/<str:code>/status/", scenarios.status, name="status"),
    path("scenarios/<str:code>/memo/", scenarios.memo, name="memo"),
    path("scenarios/<str:code>/file.<slug:form>", scenarios.file, name="file"),
    path("scenarios/<str:code>/add/<slug:kind>/", workbench.add, name="add"),
    path("scenarios/<str:code>/changes/<int:number>/", workbench.change, name="change"),
    path("scenarios/<str:code>/changes/<int:number>/drop/", workbench.drop, name="drop"),
]
