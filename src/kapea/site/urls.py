"""Every address of the site."""

from django.conf import settings
from django.urls import include, path
from django.views.i18n import set_language

from kapea.guard.web import public
from kapea.registers.hotline.public_views import front
from kapea.site import views

handler400 = "kapea.site.errors.bad_request"
handler403 = "kapea.site.errors.forbidden"
handler404 = "kapea.site.errors.not_found"
handler500 = "kapea.site.errors.fault"

urlpatterns = [
    path("", front, name="front"),
    path("home/", views.home, name="home"),
    path("language/", public(set_language), name="set_language"),
    path("tasks/", include("kapea.registers.worklist.urls")),
    path("contacts/", include("kapea.registers.hotline.urls")),
    path("incidents/", include("kapea.registers.police.urls")),
    path("proceedings/", include("kapea.registers.justice.urls")),
    path("care/", include("kapea.registers.care.urls")),
    path("returns/", include("kapea.registers.returns.urls")),
    path("people/", include("kapea.registers.people.urls")),
    path("services/", include("kapea.registers.directory.urls")),
    path("cases/", include("kapea.registers.casework.urls")),
    path("figures/", include("kapea.monitoring.statistics.urls")),
    path("law/", include("kapea.monitoring.law.urls")),
    path("accounts/", include("kapea.guard.accounts.urls")),
    path("", include("kapea.guard.urls")),
]
if settings.DEBUG:
    urlpatterns.append(path("gallery/", views.gallery, name="gallery"))
