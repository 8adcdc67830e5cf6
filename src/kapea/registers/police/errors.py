"""What may be said to an officer beside the rules' own refusals."""

from kapea.engines.errors import KapeaError


class BookNumberTaken(KapeaError):
    """Another incident stands under this number in the book of that station and year."""

    code = "police.book_number_taken"


class StationNotPossible(KapeaError):
    """The station is not one of the officer's own agency."""

    code = "police.station_not_possible"


class OffenceNotPossible(KapeaError):
    """There is no such offence in force, or it is alleged already."""

    code = "police.offence_not_possible"


class FormCodeTaken(KapeaError):
    """A form with this secret code is recorded already."""

    code = "police.form_code_taken"


class AlreadyRegistered(KapeaError):
    """It is recorded already who this is."""

    code = "police.already_registered"
