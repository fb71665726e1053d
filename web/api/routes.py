"""Gathers the routes of the API under their prefix."""

from fastapi import APIRouter

from web.api import chat, clauses, health, search

api_router = APIRouter(prefix="/api/v1")
for subject in (chat, search, clauses):
    api_router.include_router(subject.router)

health_router = health.router
