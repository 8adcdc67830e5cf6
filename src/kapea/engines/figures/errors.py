"""What can go wrong when figures are asked for, in words a statistician can act on."""

from kapea.engines.errors import KapeaError


class InvalidSpecification(KapeaError):
    """A table specification contradicts itself."""

    code = "kapea.figures.specification"


class ExtractNotUsable(KapeaError):
    """An extract has a column that is not allowed, or lacks its identity."""

    code = "kapea.figures.extract"


class InvalidPeriod(KapeaError):
    """A period must have a first day that is not after its last day."""

    code = "kapea.figures.period"


class NotProvenSafe(KapeaError):
    """The table could not be proven safe to publish; publish fewer breakdowns."""

    code = "kapea.figures.not_safe"


class UnknownFormat(KapeaError):
    """There is no such file format for a table."""

    code = "kapea.figures.format"
