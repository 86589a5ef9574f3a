"""What the `psea` commands do at the edge: clock, environment, files, and the terminal."""
