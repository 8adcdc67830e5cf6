from django.urls import path

from kapea.monitoring.statistics import views

app_name = "statistics"
urlpatterns = [
    path("", views.tables, name="tables"),
    path("<slug:name>/", views.table, name="table"),
    path("<slug:name>/file.<slug:form>", views.download, name="download"),
]
