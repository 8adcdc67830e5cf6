"""What the pages of casework ask."""
