"""The acts of the register of alternative care."""
