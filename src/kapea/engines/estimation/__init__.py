"""How many people were on no list: multiple systems estimation from overlapping lists."""
