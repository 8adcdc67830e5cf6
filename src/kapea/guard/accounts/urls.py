"""Signing in, signing out, password and second factors: allauth's views behind our doors.

Only what we use stands here: no sign-up, no mail, no reset by mail.
"""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from django.urls import path

from kapea.guard.web import door, public

urlpatterns = [
    path("login/", public(account.login), name="account_login"),
    path("logout/", public(account.logout), name="account_logout"),
    path("inactive/", public(account.account_inactive), name="account_inactive"),
    path("again/", door()(account.reauthenticate), name="account_reauthenticate"),
    path("password/", door()(account.password_change), name="account_change_password"),
    path("factors/", door()(mfa.index), name="mfa_index"),
    path("factors/sign-in/", public(mfa.authenticate), name="mfa_authenticate"),
    path("factors/again/", door()(mfa.reauthenticate), name="mfa_reauthenticate"),
    path("factors/generator/add/", door()(totp.activate_totp), name="mfa_activate_totp"),
    path("factors/generator/remove/", door()(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("factors/codes/", door()(codes.view_recovery_codes), name="mfa_view_recovery_codes"),
    path("factors/codes/new/", door()(codes.generate_recovery_codes), name="mfa_generate_recovery_codes"),
    path("factors/codes/file/", door()(codes.download_recovery_codes), name="mfa_download_recovery_codes"),
    path("factors/passkeys/", door()(webauthn.list_webauthn), name="mfa_list_webauthn"),
    path("factors/passkeys/add/", door()(webauthn.add_webauthn), name="mfa_add_webauthn"),
    path("factors/passkeys/sign-in/", public(webauthn.login_webauthn), name="mfa_login_webauthn"),
    path(
        "factors/passkeys/again/",
        door()(webauthn.reauthenticate_webauthn),
        name="mfa_reauthenticate_webauthn",
    ),
    path("factors/passkeys/<int:pk>/remove/", door()(webauthn.remove_webauthn), name="mfa_remove_webauthn"),
    path("factors/passkeys/<int:pk>/name/", door()(webauthn.edit_webauthn), name="mfa_edit_webauthn"),
]
