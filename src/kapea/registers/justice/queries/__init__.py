"""The only door to read of the courts' register."""
