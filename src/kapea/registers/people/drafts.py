"""What a worker has told about a person, before or after it is recorded. Plain values, no storage."""

from dataclasses import dataclass
from datetime import date

from kapea.engines.linkage.names import consonants, name_keys
from kapea.registers.people.rules import birth_year_of


@dataclass(frozen=True, kw_only=True)
class PersonDraft:
    """A person as told. Age: a birth date with its precision, or an age on a day, or neither."""

    family_km: str = ""
    given_km: str = ""
    family_latin: str = ""
    given_latin: str = ""
    nickname: str = ""
    sex: str = ""
    born_on: date | None = None
    born_precision: str = ""
    age_years: int | None = None
    age_as_of: date | None = None
    nationality: str = ""
    province_code: str = ""
    commune_code: str = ""
    phone: str = ""
    phone_whose: str = ""
    phone_safe: bool | None = None
    phone_safe_when: str = ""
    identifier_kind: str = ""
    identifier: str = ""

    @property
    def keys(self) -> frozenset[str]:
        """The keys under which the names are found again."""
        return name_keys(
            family_km=self.family_km,
            given_km=self.given_km,
            family_latin=self.family_latin,
            given_latin=self.given_latin,
            aliases=(self.nickname,) if self.nickname else (),
        )

    @property
    def index_keys(self) -> frozenset[str]:
        """The keys under which the national index finds the person: names, and sounds with what is beside them.

        Only their keyed digests are stored.
        """
        beside = set()
        for name in (self.given_km, self.given_latin):
            sound = consonants(name)
            if sound and self.province_code:
                beside.add(f"s:{sound}|{self.province_code}")
            if sound and self.birth_year is not None:
                beside.add(f"y:{sound}|{self.birth_year}")
        if self.born_on is not None and self.born_precision == "exact":
            beside.add(f"b:{self.born_on.isoformat()}|{self.sex}")
        return self.keys | beside

    @property
    def birth_year(self) -> int | None:
        return birth_year_of(born_on=self.born_on, age_years=self.age_years, age_as_of=self.age_as_of)
