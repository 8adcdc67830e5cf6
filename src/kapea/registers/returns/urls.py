"""The addresses of the register of returns; each act has one under its return."""

from django.urls import path

from kapea.registers.returns.acts import ACTS
from kapea.registers.returns.views import records
from kapea.registers.returns.views.acts import VIEWS

app_name = "returns"
urlpatterns = [
    path("", records.returns, name="returns"),
    path("from-case/", records.from_case, name="from_case"),
    path("register/", records.met, name="met"),
    path("<str:code>/", records.one, name="return"),
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
