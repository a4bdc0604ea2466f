"""The contract for every number, done again plainly in exact fractions, to test the engine against."""
