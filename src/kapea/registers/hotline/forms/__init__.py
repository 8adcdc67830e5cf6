"""What the hotline's pages ask."""
