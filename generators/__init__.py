"""Write once in `content/`, publish as site, annexes, plans, stories and mail."""

__version__ = "0.1.0"
