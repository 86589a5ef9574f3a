"""HabPost, the internal magazine: stories as pages and lists."""
