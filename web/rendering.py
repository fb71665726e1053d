"""Fills the HTML templates; every value is escaped unless it is markup already."""

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from web.texts import load_texts

TEMPLATES = Path(__file__).parent / "templates"


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["texts"] = load_texts()
    return environment


def render(template: str, **values: object) -> str:
    """The template with `values` and, as `texts`, all of texts.yaml."""
    return _environment().get_template(template).render(**values)
