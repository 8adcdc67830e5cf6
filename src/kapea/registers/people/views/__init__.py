"""The pages of the people register."""
