"""Tables for whoever has a shell on the machine: recorded in the audit under that name."""

from kapea.engines.figures.periods import Period
from kapea.guard.access.viewer import Viewer
from kapea.guard.pack import current_pack
from kapea.monitoring.statistics.queries import PERMISSION, Counted, counted_by
from kapea.packs import GrantRecord
from kapea.packs.figures import load_table


def operator() -> Viewer:
    """Return the viewer of the command line: reads figures and nothing else."""
    grant = GrantRecord(
        permission=PERMISSION, scope="national", sections=frozenset({"counts"}), purposes=frozenset()
    )
    return Viewer(
        user_id=None, username="kapea figures", role="system", purpose="statistics", grants=(grant,)
    )


def read_table(name: str, period: Period, *, also_by: tuple[str, ...], is_safe: bool) -> Counted:
    """Return one table counted over a period.

    Raises UnknownTable, which says what tables there are; else as `counted`.
    """
    spec = load_table(current_pack().path, name)
    return counted_by(spec, period, by=operator(), also_by=also_by, is_safe=is_safe)
