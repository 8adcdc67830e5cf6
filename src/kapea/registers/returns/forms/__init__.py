"""What the register of returns asks."""
