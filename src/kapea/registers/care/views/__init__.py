"""The pages of the register of alternative care."""
