"""Slips in the law, in commitments and in recommendations."""

from broken_packs.breaking import Break, Found, added, slip

OFFENCES = "law/offences.yaml"
CRITERIA = "law/criteria.yaml"
CROSSWALK = "law/crosswalk.csv"
COMMITMENTS = "commitments/commitments.yaml"
RECOMMENDATIONS = "recommendations/recommendations.yaml"
BETWEEN = """  topic: possession
  paraphrase: Make possession of child sexual abuse material an offence
"""

LAW = (
    slip(
        "an offence of an unknown work",
        OFFENCES,
        "law: EPC",
        "law: EPP",
        at="law: EPP",
        reason="'EPP' is no work of law/works.yaml",
    ),
    slip(
        "an offence from an unknown source",
        OFFENCES,
        "{source: EL1, locator: art. 30}",
        "{source: EL9, locator: art. 30}",
        at="- id: ECA-30",
        reason="source 'EL9' is not in the list of sources",
    ),
    slip(
        "a criterion reported by an unknown source",
        CRITERIA,
        "{source: EL3,",
        "{source: EL9,",
        at="{source: EL9,",
        reason="source 'EL9' is not in the list of sources",
    ),
    added(
        "a key of no offence",
        CROSSWALK,
        "EPC-51,Another,51,030222,,yes,high,,\n",
        at="EPC-51",
        reason="key 'EPC-51' is no offence and no beginning of one",
    ),
    slip(
        "a class of crime that is not in the list",
        CROSSWALK,
        "030221",
        "039999",
        at="ECA-30",
        reason="iccs_code '039999' is not a code of iccs",
    ),
    added(
        "a key twice",
        CROSSWALK,
        "ECA-20,Again,20,030222,,yes,high,,\n",
        at="Again",
        reason="key 'ECA-20' stands twice, first in line {first}",
        first="ECA-20,",
    ),
    slip(
        "a date that is none",
        COMMITMENTS,
        "date: '2002-02-02'",
        "date: 'spring 2002'",
        at="spring 2002",
        reason="date 'spring 2002' is not YYYY, YYYY-MM, YYYY-MM-DD or two of them with a slash",
    ),
    slip(
        "a commitment from an unknown source",
        COMMITMENTS,
        "{source: EL2, locator: §1}",
        "{source: EL9, locator: §1}",
        at="source: EL9",
        reason="source 'EL9' is not in the list of sources",
    ),
    slip(
        "a recommendation of no cluster",
        RECOMMENDATIONS,
        "cluster: K-POSS",
        "cluster: K-NONE",
        at="cluster: K-NONE",
        reason="cluster 'K-NONE' is not in clusters",
    ),
    slip(
        "a recommendation on no criterion",
        RECOMMENDATIONS,
        "criteria: [EX-02]",
        "criteria: [EX-09]",
        at="criteria: [EX-09]",
        reason="criterion 'EX-09' is not in law/criteria.yaml",
    ),
    Break(
        name="two slips in one record",
        file=RECOMMENDATIONS,
        old=f"cluster: K-POSS\n{BETWEEN}  criteria: [EX-02]",
        new=f"cluster: K-NONE\n{BETWEEN}  criteria: [EX-09]",
        found=(
            Found(file=RECOMMENDATIONS, at="K-NONE", reason="cluster 'K-NONE' is not in clusters"),
            Found(file=RECOMMENDATIONS, at="EX-09", reason="criterion 'EX-09' is not in law/criteria.yaml"),
        ),
    ),
)
