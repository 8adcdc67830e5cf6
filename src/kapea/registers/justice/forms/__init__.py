"""What the pages of the courts' register ask."""
