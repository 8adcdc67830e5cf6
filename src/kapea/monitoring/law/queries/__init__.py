"""What a viewer may read of the law, and of the scenarios that people write."""
