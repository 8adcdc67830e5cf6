"""The number on the data-protection officer's home is the number of events that its list shows."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import transaction

from kapea.guard.audit.chain import record_event
from kapea.guard.audit.queries import Filter, audit_page, count_events
from scenes.accounts import viewer_for

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 20, 5, tzinfo=UTC)


def test_only_the_day_s_refusals_are_counted_however_long_the_chain(account):
    officer = viewer_for(account("data_protection_officer"))
    for days in (9, 5, 1, 1, 0, 0, 0):
        with transaction.atomic():
            record_event("page.opened", by=officer, outcome="refused", at=NOON - timedelta(days=days))
            record_event("page.opened", by=officer, at=NOON - timedelta(days=days))
    asked = Filter(outcome="refused", from_on=date(2026, 11, 20), to_on=date(2026, 11, 20))
    assert count_events(asked, by=officer) == 3
    assert len(audit_page(asked, by=officer, now=NOON).events) == 3


def test_who_may_not_read_the_audit_counts_nothing(account):
    assert count_events(Filter(), by=viewer_for(account("administrator"))) == 0
