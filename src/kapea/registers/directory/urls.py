from django.urls import path

from kapea.registers.directory import views

app_name = "directory"
urlpatterns = [
    path("", views.offers, name="offers"),
    path("gaps/", views.gaps, name="gaps"),
    path("add/", views.add, name="add"),
    path("<str:offer>/", views.change, name="change"),
]
