from django.urls import path

from kapea.registers.people.views import index, persons

app_name = "people"
urlpatterns = [
    path("", persons.persons, name="persons"),
    path("new/", persons.record, name="record"),
    path("index/", index.queue, name="index_queue"),
    path("index/waiting/", index.waiting, name="index_waiting"),
    path("index/run/", index.run, name="index_run"),
    path("index/quality/", index.quality, name="index_quality"),
    path("index/history/", index.history, name="index_history"),
    path("index/pairs/<str:code>/", index.pair, name="index_pair"),
    path("index/pairs/<str:code>/again/", index.again, name="index_again"),
    path("<str:code>/", persons.person, name="person"),
    path("<str:code>/correct/", persons.correct, name="correct"),
    path("<str:code>/relatives/", persons.relative, name="relative"),
    path("<str:code>/relatives/<int:link_id>/end/", persons.end_relative, name="end_relative"),
    path("<str:code>/same/", persons.ask_same, name="ask_same"),
    path("<str:code>/apart/", persons.ask_apart, name="ask_apart"),
]
