"""The acts of the register of returns."""
