from django.urls import path

from kapea.monitoring.statistics import views
from kapea.monitoring.statistics.estimates import views as estimates

app_name = "statistics"
urlpatterns = [
    path("", views.tables, name="tables"),
    path("estimates/", estimates.estimates, name="estimates"),
    path("estimates/from-registers/", estimates.from_registers, name="ask_registers"),
    path("estimates/from-table/", estimates.from_table, name="ask_table"),
    path("estimates/<str:code>/", estimates.estimate, name="estimate"),
    path("estimates/<str:code>/file.<slug:form>", estimates.download, name="estimate_file"),
    path("<slug:name>/", views.table, name="table"),
    path("<slug:name>/file.<slug:form>", views.download, name="download"),
]
