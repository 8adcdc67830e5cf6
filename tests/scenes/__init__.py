"""What tests are set in: a loaded country, accounts of each role, records in each state."""
