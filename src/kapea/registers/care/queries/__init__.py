"""The only door to read the register of alternative care."""
