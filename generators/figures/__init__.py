"""Figures on allegations, training and partners: disclosure control, and how they print."""
