"""Other ways of making the same customs lines, and of finding the same differences: what the engine is
measured against."""
