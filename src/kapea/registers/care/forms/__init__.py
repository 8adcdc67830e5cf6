"""What the register of alternative care asks."""
