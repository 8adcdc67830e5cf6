"""What may follow what in a proceeding, and what must be said when it is unusual. Pure."""
