import json
import re

from lcmnas_core.records.document import document
from lcmnas_core.records.json_schema import json_schema
from lcmnas_core.records.rows import to_row

NAMES = {"string": str, "integer": int, "number": (int, float), "boolean": bool, "null": type(None)}


def obeys(value, schema, definitions):
    """A small validator of the few words of JSON Schema that ours uses."""
    if "$ref" in schema:
        return obeys(value, definitions[schema["$ref"].rsplit("/", 1)[1]], definitions)
    if "anyOf" in schema:
        return any(obeys(value, each, definitions) for each in schema["anyOf"])
    if "enum" in schema:
        return value in schema["enum"]
    if schema["type"] == "object":
        inner = schema.get("properties", {})
        other = schema.get("additionalProperties", False)
        if not isinstance(value, dict) or not set(schema.get("required", ())) <= set(value):
            return False
        return all(
            obeys(each, inner[name], definitions)
            if name in inner
            else other and obeys(each, other, definitions)
            for name, each in value.items()
        )
    return isinstance(value, NAMES[schema["type"]]) and bool(re.search(schema.get("pattern", ""), str(value)))


def test_every_document_obeys_the_published_schema(make):
    schema = json_schema()
    for row in (make(), make(None), make(2.0, epoch=3, settings={"a": None, "b": True, "c": 0.5})):
        sent = json.loads(json.dumps(document(to_row(row))))
        assert obeys(sent, schema, schema["$defs"])
        assert set(sent) == set(schema["required"])


def test_a_wrong_document_does_not_obey(make):
    schema = json_schema()
    good = document(to_row(make()))
    for name, bad in {
        "key": "xyz",
        "status": "good",
        "value": "1",
        "cost": {"cpu_s": "x"},
        "extra": 1,
    }.items():
        assert not obeys(good | {name: bad}, schema, schema["$defs"])
    assert not obeys({k: v for k, v in good.items() if k != "seed"}, schema, schema["$defs"])
