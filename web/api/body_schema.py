"""Describes the bodies that routes read and write themselves, for the OpenAPI document.

`content` and `takes` go into a route and name models, which are then put among the document's
schemas.
"""

from collections.abc import Iterable
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from corpus.rulebook import Fact, Rulebook

Schema = dict[str, Any]
_REF = "#/components/schemas/{model}"
FACTS = "Facts"


def content(media: str, *models: type[BaseModel]) -> Schema:
    """What a media type holds: one of the models."""
    refs = [{"$ref": _REF.format(model=one.__name__)} for one in models]
    return {media: {"schema": refs[0] if len(refs) == 1 else {"anyOf": refs}}}


def takes(contents: Schema) -> Schema:
    """What `openapi_extra` says of a body, by media type."""
    return {"requestBody": {"required": True, "content": contents}}


def add_body_schemas(document: Schema, models: Iterable[type[BaseModel]]) -> None:
    """Add the models' schemas to the document's."""
    _, found = models_json_schema([(one, "validation") for one in models], ref_template=_REF)
    document["components"]["schemas"].update(found.get("$defs", {}))


def add_rule_schemas(
    document: Schema, models: Iterable[type[BaseModel]], rulebook: Rulebook, description: str
) -> None:
    """Say in the models' schemas which facts and programmes there are, and what a fact may be."""
    schemas = document["components"]["schemas"]
    schemas[FACTS] = {
        "type": "object",
        "description": description,
        "additionalProperties": False,
        "properties": {name: _fact_schema(one) for name, one in rulebook.facts.items()},
    }
    known = {"programmes": [*rulebook.programmes], "declined": [*rulebook.facts]}
    for model in models:
        fields = schemas[model.__name__]["properties"]
        for name in known.keys() & fields.keys():
            listed = fields[name].get("anyOf", [fields[name]])[0]
            listed["items"]["enum"] = known[name]
        if "facts" in fields:
            ref = _REF.format(model=FACTS)
            fields["facts"] = {"$ref": ref, "description": fields["facts"]["description"]}


def _fact_schema(fact: Fact) -> Schema:
    unit = f"（{fact.unit}）" if fact.unit else ""
    labels = "；".join(f"{value}：{label}" for value, label in fact.choices)
    description = "。".join(filter(None, (f"{fact.title}{unit}", labels)))
    return {"description": description, **_type(fact)}


def _type(fact: Fact) -> Schema:
    """The JSON type; null is no answer."""
    bounds = {"minimum": fact.minimum, "maximum": fact.maximum}
    values = [*fact.values]
    types: dict[str, Schema] = {
        "bool": {"type": ["boolean", "null"]},
        "choice": {"type": ["string", "null"], "enum": [*values, None]},
        "list": {"type": ["array", "null"], "items": {"type": "string", "enum": values}},
        "int": {"type": ["integer", "null"], **bounds},
        "number": {"type": ["number", "null"], **bounds},
        "text": {"type": ["string", "null"], "minLength": 1, "maxLength": fact.maximum},
    }
    return types[fact.type]
