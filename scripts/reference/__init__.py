"""The pages of reference, each made from what it is about."""
