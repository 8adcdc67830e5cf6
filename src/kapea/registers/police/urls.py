from django.urls import path

from kapea.registers.police import views

app_name = "police"
urlpatterns = [
    path("", views.incidents, name="incidents"),
    path("register/", views.register, name="register"),
    path("<str:code>/", views.incident, name="incident"),
    path("<str:code>/step/", views.step, name="step"),
    path("<str:code>/victim/", views.victim, name="victim"),
    path("<str:code>/victim/<str:victim_code>/assistance/", views.assistance, name="assistance"),
    path("<str:code>/suspect/", views.suspect, name="suspect"),
]
