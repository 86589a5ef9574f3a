"""What is reported on a year: the yearly report, its certification, the briefing of the Board."""
