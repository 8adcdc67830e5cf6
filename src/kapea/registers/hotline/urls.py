from django.urls import path

from kapea.registers.hotline import views

app_name = "hotline"
urlpatterns = [
    path("", views.queue, name="queue"),
    path("take/", views.take, name="take"),
    path("<str:code>/", views.contact, name="contact"),
    path("<str:code>/triage/", views.triage, name="triage"),
    path("<str:code>/hand-over/", views.hand_over, name="hand_over"),
    path("<str:code>/message/", views.message, name="message"),
    path("<str:code>/receipt/", views.receipt, name="receipt"),
    path("<str:code>/close/", views.close, name="close"),
]
