"""Which word is the family name is learnt from the table, not from a list."""

from kapea.engines.linkage.parsing import FullName, learn_names

FAMILIES = ("សុខ", "ចាន់", "លី", "ហេង")
GIVENS = ("សុភាព", "ស្រីនាង", "ដារ៉ា", "វិសាល", "បុប្ផា")
TABLE = [f"{family} {given}" for family in FAMILIES for given in GIVENS] * 2
TABLE += [f"{family} {given}" for family in ("Sok", "Chan", "Ly") for given in ("Dara", "Visal", "Bopha")] * 2


def test_the_family_name_stands_first() -> None:
    assert learn_names(TABLE).parse("Ly Srey Neang") == FullName(("ly",), ("srey", "neang"))


def test_a_swapped_name_is_turned_round() -> None:
    assert learn_names(TABLE).parse("ដារ៉ា សុខ") == FullName(("សុខ",), ("ដារ៉ា",))
    assert learn_names(TABLE).parse("BOPHA CHAN") == FullName(("chan",), ("bopha",))


def test_a_khmer_name_without_a_space_is_split_after_a_known_family_name() -> None:
    assert learn_names(TABLE).parse("ចាន់វិសាល") == FullName(("ចាន់",), ("វិសាល",))


def test_a_single_word_is_a_given_name() -> None:
    assert learn_names(TABLE).parse("សុភាព") == FullName((), ("សុភាព",))
    assert learn_names(TABLE).parse("Bopha") == FullName((), ("bopha",))


def test_a_missing_name_has_no_parts() -> None:
    assert learn_names(TABLE).parse(None) == learn_names([]).parse(" - ") == FullName((), ())
