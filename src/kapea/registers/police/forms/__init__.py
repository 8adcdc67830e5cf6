"""What the police pages ask."""
