"""The annual action plan: how it stands on a day, what changed from one to the next, its pages."""
