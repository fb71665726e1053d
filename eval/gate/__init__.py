"""How well the last check of an answer catches figures that were changed in right answers."""
