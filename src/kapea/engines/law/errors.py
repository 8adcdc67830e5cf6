"""What may be wrong with the law, the facts or the scenario that somebody gave."""

from kapea.engines.errors import KapeaError


class InvalidLaw(KapeaError):
    """A provision, fact, criterion or rule that cannot be used."""

    code = "law.invalid"

    def __init__(self, message: str, *, about: str = "") -> None:
        super().__init__(message)
        self.about = about


class OverlappingValidity(InvalidLaw):
    """Two versions of one provision or fact hold on the same day."""

    code = "law.overlapping_validity"


class UnknownProvision(InvalidLaw):
    """A provision, work or fact is named that the law does not hold."""

    code = "law.unknown_provision"


class InvalidFacts(KapeaError):
    """Facts of an incident that no real person or act could have."""

    code = "law.invalid_facts"
