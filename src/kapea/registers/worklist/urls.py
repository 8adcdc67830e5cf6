from django.urls import path

from kapea.registers.worklist import views

app_name = "worklist"
urlpatterns = [
    path("", views.task_list, name="tasks"),
    path("<int:number>/read/", views.tick, name="tick"),
    path("nobody/", views.unattended_list, name="unattended"),
    path("notices/", views.outbox, name="outbox"),
]
