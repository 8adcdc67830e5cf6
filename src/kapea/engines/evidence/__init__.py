"""Where sources contradict each other or themselves, found by stated rules.

Start with `claims` (what a source says), `values` (how exactly it says it), then the rules:
`conflicts`, `totals`, `labels`, `relations`; `check` runs them all. Nothing here decides which
source is right, and nothing is ever corrected.
"""
