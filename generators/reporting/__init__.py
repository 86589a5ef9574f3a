"""What is told of a year: its action plan, yearly report, certification, briefing of the Board."""
