"""The rules of alternative care: pure, without a database or a clock."""
