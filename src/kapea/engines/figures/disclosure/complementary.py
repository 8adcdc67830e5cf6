"""Which further cells to hide so that a hidden count stays uncertain.

To leave room for a count to be `amount` higher or lower, other cells must be able to move with
it so that every sum stays true. The cheapest such movement is a small linear program; the cells
that move are hidden. The movement itself is the proof: the moved table agrees with what is shown.

Source: J. P. Kelly, B. L. Golden, A. A. Assad, "Cell Suppression: Disclosure Protection for
Sensitive Tabular Data", Networks 22 (1992): repeated linear programs, a protected cell at a time.
"""

import numpy as np

from kapea.engines.figures.disclosure.attacker import Attacker
from kapea.engines.figures.disclosure.movement import (
    NEAR_WHOLE,
    Real,
    Whole,
    cheapest_movement,
    is_whole,
    real_solution,
    rounded,
    whole_solution,
)

HIDDEN_SHARE = 0.01
"""A cell that is hidden already moves for almost nothing; a short movement is often a whole one."""

ZERO_COST = 64.0
"""Hiding a zero is dear: everybody may know that nobody can be there."""


def costs(values: Whole) -> Real:
    """Return what it costs to move each cell by one: more for what tells a reader more."""
    return np.where(values == 0, ZERO_COST, np.log2(values + 2.0))


def make_room(attacker: Attacker, cell: int, *, target: int, cost: Real) -> bool:
    """Hide what is needed for the cell to reach `target`; False if nothing can.

    cost: see `costs`. What is hidden already moves for nothing.
    """
    if attacker.seen_low[cell] <= target <= attacker.seen_high[cell]:
        return True
    price = np.where(attacker.hidden, HIDDEN_SHARE * cost, cost)
    for solve in (real_solution, whole_solution):
        movement = cheapest_movement(
            attacker.matrix, attacker.values, cell=cell, target=target, price=price, solve=solve
        )
        if movement is None:
            return False
        attacker.hide(np.flatnonzero(np.abs(movement) > NEAR_WHOLE))
        if is_whole(movement):
            attacker.record(attacker.values + rounded(movement))
        up = target > attacker.values[cell]
        if attacker.can_reach(cell, at_least=target if up else None, at_most=None if up else target):
            return True
    return False
