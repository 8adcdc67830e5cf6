"""Two fictitious estimates for the demo: one from its registers, one from a table of invented counts.

They are only asked for here; the demo's worker computes them while somebody looks around.
"""

from datetime import datetime, timedelta

from kapea.guard.access.viewer import Viewer
from kapea.guard.pack import local_day
from kapea.monitoring.statistics.estimates.histories import NobodyFound, usual_lists
from kapea.monitoring.statistics.estimates.queries import ASK
from kapea.monitoring.statistics.estimates.services import Asked, ask_for_estimate
from kapea.packs import GrantRecord
from kapea.site.demo.words import MARK

RESAMPLES = 2_000
INVENTED = """police,hotline,shelter,schools,count
1,0,0,0,412
0,1,0,0,286
0,0,1,0,198
0,0,0,1,153
1,1,0,0,61
1,0,1,0,58
1,0,0,1,21
0,1,1,0,34
0,1,0,1,17
0,0,1,1,12
1,1,1,0,14
1,1,0,1,4
1,0,1,1,5
0,1,1,1,3
1,1,1,1,1
"""


def make_estimates(*, now: datetime, years: int) -> int:
    """Ask for the demo's estimates; return how many there are."""
    today = local_day(now)
    first = today - timedelta(days=365 * years)
    titles = {"registers": "children found by police and casework", "table": "invented counts of four lists"}
    told = {"first_on": first, "last_on": today, "resamples": RESAMPLES}
    wanted = [
        Asked(title=f"{MARK['en']} {titles['table']}", text=INVENTED, who="everyone", **told),
        Asked(title=f"{MARK['en']} {titles['registers']}", lists=usual_lists(), by=("sex",), **told),
    ]
    made = 0
    for asked in wanted:
        try:
            ask_for_estimate(asked, by=_asker(), now=now, fictitious=True)
            made += 1
        except NobodyFound:
            continue  # a demo without cases has nobody to count
    return made


def _asker() -> Viewer:
    grant = GrantRecord(
        permission=ASK, scope="national", sections=frozenset({"counts"}), purposes=frozenset()
    )
    return Viewer(
        user_id=None, username="fictitious country", role="system", purpose="statistics", grants=(grant,)
    )
