"""What is measured, each beside a named plain baseline in the same run. None of it is a timed test."""
