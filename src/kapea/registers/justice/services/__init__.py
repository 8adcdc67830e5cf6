"""The acts on a proceeding: one act, one transaction, one audit event."""
