"""The guard's own pages. Sign-in and second factors stand in `accounts/urls.py`."""

from django.urls import path

from kapea.guard.accounts import admin_views, views
from kapea.guard.audit.views import audit_list
from kapea.guard.break_glass import views as break_glass
from kapea.guard.drafts import views as drafts

app_name = "guard"
urlpatterns = [
    path("account/", views.own_account, name="own_account"),
    path("account/purpose/", views.purpose, name="purpose"),
    path("account/sign-ins/", views.end_sessions, name="end_sessions"),
    path("users/", admin_views.account_list, name="accounts"),
    path("users/add/", admin_views.account_add, name="account_add"),
    path("users/change/<str:username>/", admin_views.account_change, name="account_change"),
    path("users/change/<str:username>/<slug:act>/", admin_views.account_act, name="account_act"),
    path("danger/open/", break_glass.open_record, name="break_glass_open"),
    path("danger/", break_glass.review_list, name="break_glass_reviews"),
    path("danger/<str:code>/", break_glass.review, name="break_glass_review"),
    path("drafts/", drafts.keep, name="draft_keep"),
    path("drafts/drop/", drafts.drop, name="draft_drop"),
    path("audit/", audit_list, name="audit"),
]
