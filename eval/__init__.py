"""How well the assistant does: question sets, metrics with intervals, baselines, and the report."""
