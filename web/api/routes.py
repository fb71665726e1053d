"""Gathers the routes of the API under their prefix."""

from fastapi import APIRouter

from web.api import answers, batch, calculate, chat, clauses, health, rules, search, stream

api_router = APIRouter(prefix="/api/v1")
for subject in (chat, stream, answers, search, clauses, calculate, batch, rules):
    api_router.include_router(subject.router)

health_router = health.router
