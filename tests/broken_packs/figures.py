"""Slips in published tables and in the population."""

from broken_packs.breaking import Break, Found, added, slip

INDEX = "publications/tables.yaml"
TABLE = "publications/tables/el2-012-victims.csv"
PEOPLE = "population/census2020.csv"

FIGURES = (
    slip(
        "a blank that nobody explains",
        TABLE,
        "blank cell in the printed table",
        "",
        at="2019,below_15",
        reason="value is blank and the note does not say why",
    ),
    slip(
        "a figure that is a word",
        TABLE,
        "2018,18_plus,18 and above,5",
        "2018,18_plus,18 and above,five",
        at="2018,18_plus",
        reason="value 'five' is not a number, a range or a fraction",
    ),
    slip(
        "a total that does not add up",
        TABLE,
        "2018,_T,Total,15",
        "2018,_T,Total,16",
        at="2018,_T",
        reason="value: the total is 16, the parts add up to 15",
    ),
    slip(
        "a total that differs by more than it says",
        TABLE,
        "2020,_T,Total,24",
        "2020,_T,Total,25",
        at="2020,_T",
        reason="value: the total is 25, the parts add up to 23",
    ),
    slip(
        "a difference that is a word",
        TABLE,
        "2020,_T,Total,24,victims,,1,",
        "2020,_T,Total,24,victims,,one,",
        at="2020,_T",
        reason="differs_by 'one' is not a number",
    ),
    slip(
        "a figure from an unknown source",
        TABLE,
        "2018,15_17,15 to 17,0,victims,,,EL2",
        "2018,15_17,15 to 17,0,victims,,,EL6",
        at="2018,15_17",
        reason="source 'EL6' is not in the list of sources",
    ),
    slip(
        "a figure without its place in the source",
        TABLE,
        "2018,15_17,15 to 17,0,victims,,,EL2,§12",
        "2018,15_17,15 to 17,0,victims,,,EL2,",
        at="2018,15_17",
        reason="locator is empty",
    ),
    slip(
        "a figure without a unit",
        TABLE,
        "15 to 17,0,victims",
        "15 to 17,0,",
        at="2018,15_17",
        reason="unit is empty",
    ),
    slip(
        "an age band of no list",
        TABLE,
        "2018,15_17",
        "2018,15_18",
        at="2018,15_18",
        reason="age_group '15_18' is not a code of age_band",
    ),
    slip(
        "a qualifier that is none",
        TABLE,
        "12,victims,about",
        "12,victims,nearly",
        at="2020,below_15",
        reason="qualifier 'nearly' is not one of about, more_than, less_than",
    ),
    slip(
        "a row twice",
        TABLE,
        "2018,18_plus,18 and above,5,victims,,,EL2,§12,\n",
        "2018,18_plus,18 and above,5,victims,,,EL2,§12,\n2018,18_plus,Again,0,victims,,,EL2,§12,\n",
        at="Again",
        reason="row '2018 / 18_plus' stands twice, first in line {first}",
        first="2018,18_plus",
    ),
    Break(
        name="a table that the index does not name",
        file="publications/tables/lost.csv",
        write=b"year,value\n",
        found=(
            Found(
                file="publications/tables/lost.csv",
                at="",
                reason="the file is not named in publications/tables.yaml",
            ),
        ),
    ),
    slip(
        "totals over a dimension that is not there",
        INDEX,
        "totals_over: age_group",
        "totals_over: sex",
        at="totals_over: sex",
        reason="totals_over 'sex' is not a dimension of the table",
    ),
    slip(
        "a list that the pack does not have",
        INDEX,
        "{age_group: age_band}",
        "{age_group: ages}",
        at="- id: el2-012-victims",
        reason="code list 'ages' is not in the pack",
    ),
    added(
        "people of no place",
        PEOPLE,
        "9,2020,census,_T,_T,_T,5,sourced,ELSTAT,\n",
        at="9,2020",
        reason="place_code '9' is not a place of the pack",
    ),
    added(
        "half a person",
        PEOPLE,
        "1,2021,census,_T,_T,_T,5.5,sourced,ELSTAT,\n",
        at="1,2021",
        reason="persons '5.5' is not a whole number",
    ),
    added(
        "people counted twice",
        PEOPLE,
        "3,2020,census,_T,_T,urban,4000,sourced,ELSTAT,again\n",
        at="again",
        reason="the row repeats line {first}",
        first="_T,_T,urban,4000",
    ),
    slip(
        "towns and villages that do not add up",
        PEOPLE,
        "urban,4000",
        "urban,4001",
        at="3,2020,census,_T,_T,_T",
        reason="residence: the total is 4100, the parts add up to 4101",
    ),
    Break(
        name="girls and boys that do not add up",
        file=PEOPLE,
        old="1,2020,census,F,0-17,_T,500",
        new="1,2020,census,F,0-17,_T,501",
        found=(
            Found(
                file=PEOPLE,
                at="1,2020,census,_T,0-17",
                reason="sex: the total is 1020, the parts add up to 1021",
            ),
            Found(
                file=PEOPLE,
                at="XX,2020,census,F,0-17",
                reason="place_code: the total is 1580, the parts add up to 1581",
            ),
        ),
    ),
    slip(
        "a kind of count that is none",
        PEOPLE,
        "3,2020,census,_T,_T,rural",
        "3,2020,guess,_T,_T,rural",
        at="3,2020,guess",
        reason="kind 'guess' is not one of census, provisional_census, estimate, projection, "
        "projection_annual, interpolation",
    ),
)
