"""The addresses of the courts' register; each act has one under its proceeding."""

from django.urls import path

from kapea.registers.justice.acts import ACTS
from kapea.registers.justice.views import proceedings, vetting
from kapea.registers.justice.views.acts import VIEWS

app_name = "justice"
urlpatterns = [
    path("", proceedings.proceedings, name="proceedings"),
    path("register/", proceedings.register, name="register"),
    path("vetting/", vetting.ask, name="vetting"),
    path("vetting/<str:code>/", vetting.certificate, name="certificate"),
    path("children-in-conflict/", vetting.counts, name="counts"),
    path("<str:code>/", proceedings.proceeding, name="proceeding"),
    path("<str:code>/proposed-charges/", proceedings.charges, name="charges"),
    *(
        path(
            f"<str:code>/{name.replace('_', '-')}/"
            + (f"<int:{ACTS[name].item}>/" if ACTS[name].item else ""),
            view,
            name=name,
        )
        for name, view in VIEWS.items()
    ),
]
