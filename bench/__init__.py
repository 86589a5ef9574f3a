"""Measurements: ratios from one run, side by side, never tests."""
