"""Composes answers by rules alone: quotes of the policy, verdicts of the calculator, in words."""
