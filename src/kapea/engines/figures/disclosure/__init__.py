"""What a table must not show, so that nobody in it can be found by subtraction.

`additive` knows which cells add up, `rule` what must stay hidden and how well, `attacker` what
may be worked out from what is shown, `complementary` which further cells to hide, `protect` puts
them together and `files` reads a CSV.
"""
