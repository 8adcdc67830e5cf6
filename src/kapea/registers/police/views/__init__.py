"""The police pages: HTTP in, HTTP out."""
