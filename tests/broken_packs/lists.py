"""Slips in code lists, sources and words."""

from broken_packs.breaking import Break, Found, added, slip

INDEX = "codelists/index.yaml"
SEX = "codelists/sex.csv"
TOPIC = "codelists/contact_topic.csv"
SOURCES = "publications/sources.yaml"
TERMS = "terminology.yaml"

LISTS = (
    added(
        "a code twice",
        SEX,
        "female,Again,ម្តងទៀត,proposed,,km,F\n",
        at="Again",
        reason="code 'female' stands twice, first in line {first}",
        first="female,",
    ),
    added(
        "a code with a space",
        SEX,
        "not told,Not told,មិនបានប្រាប់,proposed,,km,U\n",
        at="not told",
        reason="code 'not told' has a character that a code may not have",
    ),
    added(
        "a code without English",
        SEX,
        "hidden,,លាក់,proposed,,km,U\n",
        at="hidden",
        reason="label_en is empty",
    ),
    added(
        "a code without Khmer",
        SEX,
        "hidden,Hidden,,proposed,,,U\n",
        at="hidden",
        reason="label_km is empty",
    ),
    added(
        "a code of no known state",
        SEX,
        "hidden,Hidden,លាក់,surely,,km,U\n",
        at="hidden",
        reason="state 'surely' is not one of sourced, proposed, unconfirmed",
    ),
    added(
        "a code sourced without a source",
        SEX,
        "hidden,Hidden,លាក់,sourced,,km,U\n",
        at="hidden",
        reason="sourced, but names no source",
    ),
    added(
        "a code from an unknown source",
        SEX,
        "hidden,Hidden,លាក់,sourced,EL8 §2,km,U\n",
        at="hidden",
        reason="source 'EL8' is not in the list of sources",
    ),
    added(
        "an unconfirmed label in no language of the pack",
        SEX,
        "hidden,Hidden,លាក់,proposed,,fr,U\n",
        at="hidden",
        reason="unconfirmed_labels names 'fr', no language of the pack",
    ),
    slip(
        "a code under no parent",
        TOPIC,
        "missing.01,missing,",
        "missing.01,lost,",
        at="missing.01,lost",
        reason="parent 'lost' is not a code of the list",
    ),
    slip(
        "a code above itself",
        TOPIC,
        "missing.01,missing,",
        "missing.01,missing.01,",
        at="missing.01,missing.01",
        reason="code 'missing.01' is above itself",
    ),
    Break(
        name="a list that the index does not name",
        file="codelists/moods.csv",
        write=b"code,state,source\n",
        found=(
            Found(file="codelists/moods.csv", at="", reason="the file is not named in codelists/index.yaml"),
        ),
    ),
    Break(
        name="a list without its file",
        file="codelists/visit_finding.csv",
        delete=True,
        found=(
            Found(file="codelists/visit_finding.csv", at="", reason="the file is missing"),
            Found(file="codelists/visit_finding.csv", at="", reason="the list has no code"),
        ),
    ),
    Break(
        name="a list that the registers need is not there",
        file=INDEX,
        old="  setting:\n",
        new="  settings:\n",
        found=(
            Found(file=INDEX, at="", reason="code list setting is missing"),
            Found(
                file="codelists/setting.csv", at="", reason="the file is not named in codelists/index.yaml"
            ),
            Found(file="codelists/settings.csv", at="", reason="the file is missing"),
            Found(file="codelists/settings.csv", at="", reason="the list has no code"),
            Found(
                file="forms/victim_screening.yaml",
                at="- code: setting",
                reason="code list 'setting' is not in the pack",
            ),
        ),
    ),
    added(
        "a source twice",
        SOURCES,
        "- {alias: EL1, title: Again, kind: law}\n",
        at="title: Again",
        reason="source 'EL1' stands twice",
    ),
    added(
        "a source without a title",
        SOURCES,
        "- {alias: EL4, kind: law}\n",
        at="alias: EL4",
        reason="an entry of sources lacks title",
    ),
    slip(
        "a year in words",
        SOURCES,
        "year: 2004",
        "year: long ago",
        at="year: long ago",
        reason="year must be a whole number",
    ),
    slip(
        "a rule on a word that is none",
        TERMS,
        "rule: use",
        "rule: shout",
        at="rule: shout",
        reason="rule 'shout' is not one of use, avoid, caution, legal_only",
    ),
    slip(
        "a word seen in an unknown source",
        TERMS,
        "appears_in: [EL1]",
        "appears_in: [EL5]",
        at='- term: "child prostitution"',
        reason="source 'EL5' is not in the list of sources",
    ),
    slip(
        "a word with nothing to say instead",
        TERMS,
        '  preferred: ["child victim", "child survivor"]\n',
        "",
        at='- term: "child victim"',
        reason="an entry of terms lacks preferred",
    ),
)
