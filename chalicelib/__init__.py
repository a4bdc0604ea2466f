"""IOR Automation: the importer of record's customs lines, generated, explained and compared."""

__version__ = "0.1.0"
