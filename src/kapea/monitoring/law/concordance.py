"""The table of concordance: each criterion, the law as it is, the law as proposed, and who says what. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kapea.engines.law.assessment import Assessment
from kapea.engines.law.body import BodyOfLaw
from kapea.engines.law.criteria import Criterion, CriterionResult
from kapea.engines.law.effects import Effects, direction
from kapea.monitoring.law.links import provisions_of

SAME = "same"


@dataclass(frozen=True, kw_only=True)
class Row:
    """One criterion. proposed and sign: "" when nothing is compared."""

    result: CriterionResult
    provisions: tuple[str, ...]
    proposed: str = ""
    sign: str = ""

    @property
    def criterion(self) -> Criterion:
        return self.result.criterion


@dataclass(frozen=True, kw_only=True)
class Article:
    """An article of an instrument with its criteria."""

    article: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, kw_only=True)
class Narrowing:
    """Which rows are wanted; "" or False: all."""

    instrument: str = ""
    status: str = ""
    is_contested: bool = False
    needs_review: bool = False
    is_changed: bool = False

    def keeps(self, row: Row) -> bool:
        """Whether a row is wanted."""
        return (
            self.instrument in ("", row.criterion.instrument)
            and self.status in ("", row.result.status)
            and (row.result.is_contested or not self.is_contested)
            and (row.result.needs_review or not self.needs_review)
            and (row.sign not in ("", SAME) or not self.is_changed)
        )


ALL = Narrowing()


def rows(
    found: Assessment, body: BodyOfLaw, *, compared: Effects | None = None, wanted: Narrowing = ALL
) -> tuple[Row, ...]:
    """Return the rows in the order of the pack; with effects, each beside what is proposed."""
    later = {one.criterion.id: one for one in compared.after.results} if compared else {}
    made = (_row(result, later.get(result.criterion.id), body) for result in found.results)
    return tuple(row for row in made if wanted.keeps(row))


def _row(result: CriterionResult, after: CriterionResult | None, body: BodyOfLaw) -> Row:
    provisions = provisions_of(result, body)
    if after is None:
        return Row(result=result, provisions=provisions)
    sign = SAME if after.status == result.status else direction(result, after).value
    return Row(result=result, provisions=provisions, proposed=after.status.value, sign=sign)


def by_article(found: Iterable[Row]) -> tuple[Article, ...]:
    """Return the rows under the article of their instrument, in their order."""
    grouped: dict[str, list[Row]] = {}
    for row in found:
        grouped.setdefault(row.criterion.article, []).append(row)
    return tuple(Article(article=article, rows=tuple(held)) for article, held in grouped.items())


def by_instrument(found: Iterable[Row]) -> Mapping[str, int]:
    """Return how many rows each instrument has, in the order of the rows."""
    return dict(Counter(row.criterion.instrument for row in found))


def counts(found: Iterable[Row]) -> Mapping[str, int]:
    """Return how many rows have each status."""
    return dict(Counter(row.result.status.value for row in found))
