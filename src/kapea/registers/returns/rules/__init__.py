"""The rules of returns: pure, without a database or a clock."""
