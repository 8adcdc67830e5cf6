"""What the law says of given facts: derived from offences as data, never stored."""
