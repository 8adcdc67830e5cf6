"""The hotline's pages."""
