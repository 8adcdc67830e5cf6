"""The parts of `casework.bulk`."""
