"""The typed model of everything in `content/`, its one loader and writer, and its checks."""
