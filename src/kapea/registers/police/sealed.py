"""Which texts of an incident are sealed, under which names they open, and how codes are found again."""

from typing import Final

from kapea.guard.bodies.signatures import carries_file
from kapea.guard.vault.sealing import blind, open_sealed, seal
from kapea.registers.people.rules import digits_of
from kapea.registers.police.models import Incident
from kapea.registers.police.rules.evidence import ContentRefused

NARRATIVE: Final = "police.Incident.narrative"
FORM_CODE: Final = "police.Incident.form_code"
TOLD_NAME_KM: Final = "police.IncidentVictim.told_name_km"
TOLD_NAME_LATIN: Final = "police.IncidentVictim.told_name_latin"
SUSPECT_NAME: Final = "police.IncidentSuspect.name"
BETWEEN_NAMES: Final = " · "
"""What stands between the names of one suspect in the sealed text."""
WAITING_ROWS: Final = "police.WaitingForm.rows"
LATE: Final = "police.PostStay.late_reason"
INTERVIEWER: Final = "police.IncidentInterview.interviewer"
ALONE: Final = "police.IncidentInterview.alone_reason"
SUSPECT_THERE: Final = "police.IncidentInterview.suspect_reason"
AGAIN: Final = "police.IncidentInterview.again_reason"
STATEMENT: Final = "police.IncidentInterview.statement"
EVIDENCE: Final = "police.EvidenceItem.description"
HOLDER: Final = "police.CustodyStep.holder"
REFERENCE: Final = "police.CustodyStep.reference"


def close_text(incident: Incident, text: str, field: str) -> bytes:
    """Return a text sealed under the incident's own key. Raises ContentRefused when it carries a file."""
    if text and carries_file(text):
        raise ContentRefused
    return seal(incident.data_key, text, field=field)


def open_text(incident: Incident, sealed: bytes | memoryview, field: str) -> str:
    """Return a text of the incident, opened."""
    return open_sealed(incident.data_key, sealed, field=field)


def form_code_key(code: str) -> str:
    """Return what two spellings of one secret code share: letters and digits, in upper case.

    >>> form_code_key(" kh-០១ 7a/2 ")
    'KH017A2'
    """
    return "".join(digits_of(letter) or letter for letter in code.upper() if letter.isalnum())


def form_code_token(code: str) -> str:
    """Return the blind index of a form's secret code, "" for none."""
    key = form_code_key(code)
    return blind("provincial_form", key) if key else ""
