"""The directory of offices and focal points, and who covers where nobody is confirmed."""
