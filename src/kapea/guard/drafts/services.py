"""Keeping, clearing and forgetting drafts. None of this is an act on a record: nothing is audited."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import QuerySet

from kapea.engines.errors import KapeaError
from kapea.guard.access.viewer import Viewer
from kapea.guard.drafts.models import Draft
from kapea.guard.pack import current_pack
from kapea.guard.vault.models import DataKey
from kapea.guard.vault.sealing import new_data_key, seal

SEALED: Final = "guard.Draft.fields"
MOST_KEPT: Final = 100
"""Drafts of one person; keeping one more clears their oldest."""
LONGEST: Final = 100_000
"""Characters of one draft: far above the longest form."""
RETENTION: Final = "retention.classes"
_NEVER = ("csrfmiddlewaretoken", "submission_key", "draft_form", "draft_page")
_SECRET = ("password", "passphrase")


class DraftTooLong(KapeaError):
    """What was typed is longer than any form takes."""

    code = "guard.draft_too_long"


@transaction.atomic
def keep_draft(
    fields: Mapping[str, Sequence[str]], *, form: str, key: str, by: Viewer, now: datetime
) -> None:
    """Keep what is typed into a form instead of what was kept of it before. Raises DraftTooLong."""
    kept = {name: list(values) for name, values in fields.items() if _is_kept(name)}
    text = json.dumps(kept, ensure_ascii=False)
    if len(text) > LONGEST:
        raise DraftTooLong
    draft = Draft.objects.select_related("data_key").filter(owner_id=by.user_id, form=form, key=key).first()
    if draft is None:
        draft = Draft(owner_id=by.user_id, form=form, key=key, data_key=new_data_key())
    draft.fields, draft.saved_at = seal(draft.data_key, text, field=SEALED), now
    draft.save()
    oldest = Draft.objects.filter(owner_id=by.user_id).order_by("-saved_at", "-pk")[MOST_KEPT:]
    _clear(Draft.objects.filter(pk__in=[each.pk for each in oldest]))


def drop_draft(*, key: str, by: Viewer, form: str = "") -> None:
    """Clear the person's draft of the form with this submission key."""
    rows = Draft.objects.filter(owner_id=by.user_id, key=key)
    _clear(rows.filter(form=form) if form else rows)


def forget_old_drafts(*, now: datetime) -> int:
    """Clear the drafts kept longer than the country's rule; return how many. For the background."""
    keep = current_pack().rule(RETENTION).values["draft"]["keep"]  # type: ignore[index,call-overload]
    return _clear(Draft.objects.filter(saved_at__lt=now - timedelta(days=keep["days"])))


def _is_kept(name: str) -> bool:
    return name not in _NEVER and not any(word in name.lower() for word in _SECRET)


@transaction.atomic
def _clear(rows: "QuerySet[Draft]") -> int:
    """Clear drafts together with their keys, so that no copy of the row opens again."""
    keys = list(rows.values_list("data_key_id", flat=True))
    if not keys:
        return 0
    rows.filter(data_key_id__in=keys).delete()
    DataKey.objects.filter(pk__in=keys).delete()
    return len(keys)
