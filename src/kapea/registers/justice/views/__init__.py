"""The pages of the courts' register."""
