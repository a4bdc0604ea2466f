"""The pure domain: reference data, tariff measures, entries and customs lines, trails, comparison.

Standard library only, and nothing of ours outside this folder: everything here can be read, run and tested
without a cloud, a database or a clock.
"""
