"""Training by course and by role, countries of higher risk, and where protection is coordinated."""
