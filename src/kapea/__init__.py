"""Kapea, the country's information system against the sexual exploitation of children."""

__version__ = "0.1.0"
