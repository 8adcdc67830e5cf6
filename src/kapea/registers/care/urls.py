"""The addresses of the register of alternative care; each act has one under its record."""

from django.urls import path

from kapea.registers.care.acts import FACILITY_ACTS, PLACEMENT_ACTS
from kapea.registers.care.views import records
from kapea.registers.care.views.acts import FACILITY_VIEWS, PLACEMENT_VIEWS

app_name = "care"


def _address(folder: str, name: str, item: str) -> str:
    return f"{folder}/<str:code>/{name.replace('_', '-')}/" + (f"<int:{item}>/" if item else "")


urlpatterns = [
    path("facilities/", records.facilities, name="facilities"),
    path("facilities/register/", records.register, name="register"),
    path("facilities/<str:code>/", records.facility, name="facility"),
    path("placements/", records.placements, name="placements"),
    path("placements/ask/", records.ask, name="ask"),
    path("placements/<str:code>/", records.placement, name="placement"),
    *(
        path(_address("facilities", name, FACILITY_ACTS[name].item), view, name=name)
        for name, view in FACILITY_VIEWS.items()
    ),
    *(
        path(_address("placements", name, PLACEMENT_ACTS[name].item), view, name=name)
        for name, view in PLACEMENT_VIEWS.items()
    ),
]
