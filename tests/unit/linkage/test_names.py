"""A person is found again whoever wrote the name down."""

from kapea.engines.linkage.names import name_keys, words


def test_a_child_written_in_khmer_is_found_by_the_romanised_name() -> None:
    recorded = name_keys(family_km="ចាន់", given_km="សុភាព")
    assert recorded & name_keys(family_latin="Chann", given_latin="Sopheab")


def test_family_and_given_name_in_the_other_order_are_the_same_person() -> None:
    recorded = name_keys(family_latin="Chan", given_latin="Sopheap")
    assert recorded == name_keys(family_latin="Sopheap", given_latin="Chan")


def test_a_name_written_without_a_space_is_found() -> None:
    recorded = name_keys(family_km="ចាន់", given_km="សុភាព")
    assert recorded & name_keys(given_km="ចាន់សុភាព")


def test_a_child_known_by_the_given_name_only_is_found() -> None:
    assert name_keys(family_km="ចាន់", given_km="ស្រីនាង") & name_keys(given_latin="Sreyneang")


def test_an_alias_finds_the_child_recorded_under_it() -> None:
    recorded = name_keys(family_km="ចាន់", given_km="សុភាព", aliases=["ស្រីមុំ"])
    assert recorded & name_keys(given_latin="Srey Mom")


def test_the_word_for_dear_before_a_nickname_does_not_hide_the_child() -> None:
    assert name_keys(aliases=["អាសំណាង"]) == name_keys(aliases=["A Samnang"]) != frozenset()


def test_words_of_address_are_no_part_of_a_name() -> None:
    assert words("Lok Sok Heng") == ("sok", "heng")
    assert words("លោក សុខ ហេង") == ("សុខ", "ហេង")


def test_two_common_names_of_strangers_share_no_key() -> None:
    one = name_keys(family_km="ចាន់", given_km="សុភាព")
    assert not one & name_keys(family_km="លី", given_km="ដារ៉ា")


def test_a_record_without_a_name_has_no_key() -> None:
    assert name_keys() == name_keys(given_km=" \u200b", family_latin="-", aliases=["?"]) == frozenset()
