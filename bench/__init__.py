"""Measures the engine against other ways of doing the same work, in one run and with equal results."""
