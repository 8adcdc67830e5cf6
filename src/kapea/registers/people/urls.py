from django.urls import path

from kapea.registers.people import views

app_name = "people"
urlpatterns = [
    path("", views.persons, name="persons"),
    path("new/", views.record, name="record"),
    path("<str:code>/", views.person, name="person"),
    path("<str:code>/correct/", views.correct, name="correct"),
]
