"""The briefing of the Executive Board: what its slides say, how they are laid out and written."""
