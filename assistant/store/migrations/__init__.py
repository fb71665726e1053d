"""Alembic's scripts; a new one: `alembic revision --autogenerate -m …` in the project folder."""
