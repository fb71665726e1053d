"""The calculator's suite: how fast it is, and how soon its questions come to a verdict."""
