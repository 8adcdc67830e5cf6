"""The second factor: sealed secrets, codes that serve once, and who must have one.

allauth keeps the factors; this module seals what it stores, counts attempts, and refuses a code
that was used before, across all processes.
"""

import base64
import secrets
from typing import Any

from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kapea.guard.accounts.adapter import too_many
from kapea.guard.accounts.models import User
from kapea.guard.accounts.throttle import TooManyAttempts, factor_keys, give_back, take_attempt
from kapea.guard.pack import current_pack
from kapea.guard.vault.current import keyring

NONCE_BYTES = 12
STRONG = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
DEMO_SECRET = "KAPEADEMOKAPEADEMOKAPEADEMOKAPEA"  # noqa: S105 - serves only where every case is fictitious


def needs_second_factor(role_code: str) -> bool:
    """Whether a role's people must have one: it can see a case, or it guards those who can."""
    role = current_pack().roles.get(role_code)
    if role is None:
        return False
    return role.sees_cases or any(grant.permission.startswith("guard.") for grant in role.grants)


def has_second_factor(user: User) -> bool:
    """Whether the person has a code generator or a passkey; recovery codes alone are none."""
    return bool(Authenticator.objects.filter(user_id=user.pk, type__in=STRONG).exists())


def give_demo_factor(user: User) -> None:
    """Give a demo account the code generator that the demo's papers show. Only among fictitious cases."""
    if not (settings.KAPEA_FICTITIOUS and user.fictitious):
        raise ValidationError("The demo's code generator is for fictitious accounts only.")
    Authenticator.objects.update_or_create(
        user=user,
        type=Authenticator.Type.TOTP,
        defaults={"data": {"secret": SealedFactors().encrypt(DEMO_SECRET)}},
    )


def demo_code(*, at: float) -> str:
    """Return the demo accounts' code at an instant (seconds since 1970)."""
    return str(format_hotp_value(hotp_value(DEMO_SECRET, int(at) // settings.MFA_TOTP_PERIOD)))


class SealedFactors(DefaultMFAAdapter):  # type: ignore[misc]
    """Keeps the secrets of second factors sealed; keeps the last factor of whoever needs one."""

    def encrypt(self, text: str) -> str:
        nonce = secrets.token_bytes(NONCE_BYTES)
        return base64.b64encode(nonce + self._cipher().encrypt(nonce, text.encode(), b"factor")).decode()

    def decrypt(self, encrypted_text: str) -> str:
        blob = base64.b64decode(encrypted_text)
        return self._cipher().decrypt(blob[:NONCE_BYTES], blob[NONCE_BYTES:], b"factor").decode()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        others = Authenticator.objects.filter(user_id=authenticator.user_id, type__in=STRONG)
        return others.exclude(pk=authenticator.pk).exists() or not needs_second_factor(
            authenticator.user.role
        )

    def build_totp_svg(self, url: str) -> str:
        """Return the picture as an SVG element, for pages that allow no data: address."""
        drawn: str = super().build_totp_svg(url)
        return drawn[drawn.index("<svg") :]

    def _get_site_name(self) -> str:
        return "Kapea"

    def _cipher(self) -> AESGCM:
        return AESGCM(keyring().secret("second factor"))


class CountedCode:
    """A form that takes a code: counts the attempt, and takes each code of a generator once."""

    user: User
    cleaned_data: dict[str, Any]

    def clean_code(self) -> str:
        code = "".join(self.cleaned_data["code"].split())
        now = timezone.now()
        keys = factor_keys(context.request, self.user.username, now=now)
        try:
            take_attempt(keys, now=now)
        except TooManyAttempts as wait:
            raise too_many(wait) from wait
        found = _claim(self.user, code)
        if found is None:
            self._tell_failure()
            raise ValidationError(
                gettext("This code is not right, or was used before."), code="incorrect_code"
            )
        give_back(keys)
        self.authenticator = found
        return code

    def _tell_failure(self) -> None:
        main = Authenticator.objects.filter(user=self.user).exclude(type=Authenticator.Type.WEBAUTHN).first()
        if main:
            self._emit_authentication_failed(main)  # type: ignore[attr-defined]


class SignInCodeForm(CountedCode, AuthenticateForm):  # type: ignore[misc]
    """The second step of a sign-in."""


class NewPasskeyForm(AddWebAuthnForm):  # type: ignore[misc]
    """A new passkey, with a name to know it by."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Name")


class PasskeyNameForm(EditWebAuthnForm):  # type: ignore[misc]
    """Another name for a passkey."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Name")


class AgainCodeForm(CountedCode, ReauthenticateForm):  # type: ignore[misc]
    """The code that shows again that it is they."""


def _claim(user: User, code: str) -> Authenticator | None:
    """Use up the code; return the factor it belongs to, None when it is wrong or was used."""
    with transaction.atomic():
        own = Authenticator.objects.select_for_update().filter(user=user)
        for factor in own.exclude(type=Authenticator.Type.WEBAUTHN):
            if factor.type == Authenticator.Type.TOTP:
                right = _claim_generated(factor, code)
            else:
                right = factor.wrap().validate_code(code)
            if right:
                factor.user = user
                return factor
    return None


def _claim_generated(factor: Authenticator, code: str) -> bool:
    """Whether the code is of a time step later than the last one used; that step is then used."""
    secret = SealedFactors().decrypt(factor.data["secret"])
    last_used = factor.data.get("used_step", -1)
    for step in yield_hotp_counters_from_time():
        if step > last_used and constant_time_compare(code, format_hotp_value(hotp_value(secret, step))):
            factor.data["used_step"] = step
            factor.save(update_fields=["data"])
            return True
    return False
