"""How many were on no list: estimates asked for, computed in the background, kept with their data."""
