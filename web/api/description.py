"""Puts the Chinese words of words.yaml into the generated OpenAPI document."""

from pathlib import Path
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from assistant.calculator.calculate import open_calculator
from corpus.yaml_file import read_yaml
from web.api.batch import BatchEnd, BatchFailure, BatchRequest, BatchResult, BatchUpload
from web.api.body_schema import add_body_schemas, add_rule_schemas
from web.api.calculate import CalculateRequest

WORDS = Path(__file__).parent / "words.yaml"
OWN_BODIES = (CalculateRequest, BatchRequest, BatchUpload, BatchResult, BatchFailure, BatchEnd)
Document = dict[str, Any]


def describe(app: FastAPI) -> None:
    """Make the app's OpenAPI document the described one; it is made once, when first asked for."""

    def openapi() -> Document:
        if app.openapi_schema is None:
            generated = get_openapi(
                title=app.title,
                version=app.version,
                description=app.description,
                routes=app.routes,
            )
            add_body_schemas(generated, OWN_BODIES)
            words = read_yaml(WORDS)
            app.openapi_schema = described(generated, words)
            rulebook = open_calculator().rulebook
            add_rule_schemas(generated, OWN_BODIES, rulebook, words["facts"])
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]


def described(document: Document, words: Document) -> Document:
    """The document with summaries, descriptions and examples from `words`, by name."""
    for path in document["paths"].values():
        for operation in path.values():
            _describe_operation(operation, words)
    for name, schema in document["components"]["schemas"].items():
        own = words["schemas"].get(name, {})
        schema.pop("title", None)
        schema["description"] = own.get("description", "")
        for field, value in schema.get("properties", {}).items():
            value.pop("title", None)
            value["description"] = own.get("fields", {}).get(field, "")
        if "example" in own:
            schema["examples"] = [own["example"]]
    return document


def _describe_operation(operation: Document, words: Document) -> None:
    own = words["operations"][operation["operationId"]]
    operation["tags"] = [own["tag"]]
    operation["summary"] = own["summary"]
    operation["description"] = own.get("description", own["summary"])
    for parameter in operation.get("parameters", ()):
        parameter.update(own["parameters"][parameter["name"]])
        parameter["schema"].pop("title", None)
    for status, response in operation["responses"].items():
        response["description"] = words["statuses"][int(status)]
    example = own.get("example")
    if example:
        response = operation["responses"]["200"]
        response["content"]["application/json"]["example"] = example
