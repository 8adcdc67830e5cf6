"""Which protective measures of a child are still to hold, counted for the register of cases."""

from django.db.models import Q

from kapea.registers.justice.models import ProtectiveMeasure


def live_measures_of_case(case_code: str) -> int:
    """Return how many measures of the case's child are asked or granted and not yet used, in matters not ended.

    One that belongs to a hearing counts until that hearing was held, postponed or cancelled. The caller
    has checked that the viewer may work on the case; nothing of the proceeding is told but the number.
    """
    if not case_code:
        return 0
    still_to_sit = Q(hearing__isnull=True) | Q(hearing__state="planned")
    rows = ProtectiveMeasure.objects.filter(
        still_to_sit, victim__case_code=case_code, state__in=("asked", "granted"), was_used__isnull=True
    )
    return rows.exclude(proceeding__stage="ended").count()
