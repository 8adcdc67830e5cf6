"""Slips of the files themselves and of `pack.yaml`."""

from broken_packs.breaking import Break, Found, added, slip

MISSING = "the file is missing"

FILES = (
    slip(
        "a format of another time",
        "pack.yaml",
        "format: 1",
        "format: 9",
        at="format: 9",
        reason="format must be 1",
    ),
    Break(
        name="a code in capitals",
        file="pack.yaml",
        old="code: xxa",
        new="code: XXA",
        found=(
            Found(
                file="pack.yaml",
                at="code: XXA",
                reason="code 'XXA' is not three small letters (ISO 3166-1 alpha-3)",
            ),
            Found(
                file="pack.yaml",
                at="# Exampleland is",
                reason="code 'XXA' is not the name of the folder, 'xxa'",
            ),
        ),
    ),
    slip(
        "a time zone that is not one",
        "pack.yaml",
        "Etc/UTC",
        "Mars/Olympus",
        at="Mars/Olympus",
        reason="time_zone 'Mars/Olympus' is not an IANA time zone",
    ),
    slip(
        "a name in one language only",
        "pack.yaml",
        ", km: ប្រទេសឧទាហរណ៍ (ប្រឌិត)}",
        "}",
        at="name: {en: Exampleland (fictional)}",
        reason="name has no name in 'km'",
    ),
    slip(
        "an empty name",
        "pack.yaml",
        "{en: Province, km: ខេត្ត}",
        "{en: Province, km: ''}",
        at="name: {en: Province, km: ''}",
        reason="name has an empty name in 'km'",
    ),
    slip(
        "a field nobody reads",
        "pack.yaml",
        "fictional: true",
        "fictional: true\ncolour: red",
        at="colour: red",
        reason="pack.yaml has no field 'colour'",
    ),
    slip(
        "a word where yes or no is asked",
        "pack.yaml",
        "fictional: true",
        "fictional: perhaps",
        at="fictional: perhaps",
        reason="fictional must be true or false",
    ),
    slip(
        "a key of a mapping twice",
        "agencies.yaml",
        "levels: [national",
        "kinds: [police]\nlevels: [national",
        at="kinds: [police]",
        reason="kinds stands twice",
    ),
    Break(
        name="a file taken away",
        file="terminology.yaml",
        delete=True,
        found=(Found(file="terminology.yaml", at="", reason=MISSING),),
    ),
    Break(
        name="an empty YAML file",
        file="terminology.yaml",
        write=b"",
        found=(Found(file="terminology.yaml", at="", reason="the file is empty"),),
    ),
    Break(
        name="an empty CSV file",
        file="places/aliases.csv",
        write=b"",
        found=(Found(file="places/aliases.csv", at="", reason="the file is empty"),),
    ),
    Break(
        name="bytes that are no text",
        file="places/aliases.csv",
        write=b"code,alias\n1,North\xff\n",
        found=(Found(file="places/aliases.csv", at="1,North", reason="not UTF-8 text"),),
    ),
    Break(
        name="YAML with a control character",
        file="forms/follow_up_visit.yaml",
        write=b"code: visit\ntitle: bell\x07\n",
        found=(
            Found(
                file="forms/follow_up_visit.yaml",
                at="bell",
                reason="not YAML: a control character stands here",
            ),
        ),
    ),
    Break(
        name="YAML that contains itself",
        file="forms/best_interests.yaml",
        write=b"code: &same [*same]\n",
        found=(
            Found(
                file="forms/best_interests.yaml",
                at="",
                reason="not YAML that can be used: it is nested too deeply, or contains itself",
            ),
        ),
    ),
    added(
        "YAML that does not parse",
        "terminology.yaml",
        "  - one: 1\n",
        at="- one: 1",
        reason="not YAML: did not find expected key",
    ),
    slip(
        "a row with a cell too many",
        "places/level4.csv",
        "1111,111,",
        "1111,111,,",
        at="1111,111,,",
        reason="the row has 6 cells, the header 5",
    ),
    slip(
        "a column taken away",
        "places/level4.csv",
        "name_km",
        "name_kh",
        at="name_kh",
        reason="column name_km is missing",
    ),
    slip(
        "a column twice",
        "places/aliases.csv",
        "code,alias",
        "code,alias,alias",
        at="code,alias,alias",
        reason="column alias stands twice",
    ),
)
