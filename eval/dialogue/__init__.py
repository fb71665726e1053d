"""Conversations and single questions with expectations: what must hold after each turn."""
