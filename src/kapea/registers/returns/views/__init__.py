"""The pages of the register of returns."""
