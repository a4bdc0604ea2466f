"""The API's document as one page: nothing is fetched, nothing runs, so the strictest policy lets it."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

from chalicelib.api.openapi import document
from chalicelib.api.replies import Reply

METHODS = ("get", "post", "put", "patch", "delete")
Said = Mapping[str, Any]


def reply() -> Reply:
    """The page, as a route answers it."""
    return Reply(page(), "text/html; charset=utf-8")


@cache
def page() -> str:
    """The page; the same document gives the same bytes."""
    said = document()
    style = Path(__file__).with_name("docs_page.css").read_text(encoding="utf-8")
    title = f"{said['info']['title']} {said['info']['version']}: HTTP API"
    body = [
        f"<h1>{escape(title)}</h1>",
        f"<p>{_prose(said['info']['description'])}</p>",
        "<p>For programs: <a href='openapi.json'>openapi.json</a>.</p>",
        *(_tag(tag, said) for tag in said["tags"]),
        "<h2 id='schemas'>What is sent and answered</h2>",
        *(_schema(name, schema) for name, schema in said["components"]["schemas"].items()),
    ]
    return (
        f'<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>{escape(title)}</title>\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<style>\n{style}</style>\n</head>\n<body>\n<main>\n{chr(10).join(body)}\n</main>\n</body>\n</html>\n"
    )


def _tag(tag: Said, said: Said) -> str:
    operations = [
        _operation(method, path, operations[method], said)
        for path, operations in said["paths"].items()
        for method in METHODS
        if method in operations and tag["name"] in operations[method]["tags"]
    ]
    heading = f"<h2 id='tag-{escape(tag['name'])}'>{escape(tag['name'].capitalize())}</h2>"
    return "\n".join([heading, f"<p>{_prose(tag['description'])}</p>", *operations])


def _operation(method: str, path: str, told: Said, said: Said) -> str:
    rows = [_parameter(one) for one in told["parameters"]]
    parts = [
        f"<details id='{escape(told['operationId'])}'>",
        f"<summary><b class='{method}'>{method.upper()}</b> <code>{escape(path)}</code> "
        f"<span>{_prose(told['summary'])}</span> <i>{escape(told['x-role'])}</i></summary>",
        _table(("Parameter", "Where", "What", ""), rows) if rows else "<p>No parameters.</p>",
    ]
    if "requestBody" in told:
        parts.append(f"<p>Body: {_content(told['requestBody']['content'])}</p>")
    answers = (_answer(status, answer, said) for status, answer in told["responses"].items())
    return "\n".join([*parts, _table(("Status", "What", "Body"), answers), "</details>"])


def _parameter(one: Said) -> tuple[str, ...]:
    needed = "needed" if one.get("required") else ""
    what = f"{_prose(one.get('description', ''))} {_kind(one['schema'])}"
    return f"<code>{escape(one['name'])}</code>", escape(one["in"]), what, needed


def _answer(status: str, answer: Said, said: Said) -> tuple[str, ...]:
    if "$ref" in answer:
        answer = said["components"]["responses"][answer["$ref"].rpartition("/")[2]]
    return escape(status), _prose(answer["description"]), _content(answer.get("content", {}))


def _content(content: Said) -> str:
    return "; ".join(f"{escape(media)}: {_kind(one['schema'])}" for media, one in content.items())


def _schema(name: str, schema: Said) -> str:
    needed = schema.get("required", ())
    rows = [
        (
            f"<code>{escape(field)}</code>",
            _kind(one),
            "needed" if field in needed else "",
            _prose(_about(one)),
        )
        for field, one in schema.get("properties", {}).items()
    ]
    table = _table(("Field", "Kind", "", "What"), rows)
    return (
        f"<details id='schema-{escape(name)}'><summary><code>{escape(name)}</code></summary>{table}</details>"
    )


def _about(one: Said) -> str:
    return str(one.get("description", ""))


def _kind(one: Said) -> str:
    """What a value looks like, in a few words."""
    if "$ref" in one:
        name = escape(one["$ref"].rpartition("/")[2])
        return f"<a href='#schema-{name}'>{name}</a>"
    if "anyOf" in one:
        return " or ".join(map(_kind, one["anyOf"]))
    if one.get("type") == "array":
        return f"list of {_kind(one.get('items', {}))}"
    if "enum" in one:
        return " | ".join(f"<code>{escape(str(value))}</code>" for value in one["enum"])
    kinds = one.get("type", "anything")
    named = kinds if isinstance(kinds, str) else " or ".join(kinds)
    limits = [f"{name} {one[name]}" for name in ("format", "minimum", "maximum", "maxLength") if name in one]
    if "pattern" in one:
        limits.append(f"<code>{escape(one['pattern'])}</code>")
    return ", ".join([escape(named), *limits])


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    return "\n".join(["<table>", *_table_rows(head, rows), "</table>"])


def _table_rows(head: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    yield f"<tr>{''.join(f'<th>{name}</th>' for name in head)}</tr>"
    for row in rows:
        yield f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>"


def _prose(said: str) -> str:
    """A sentence; what stands between accents grave is code."""
    parts = escape(said).split("`")
    return "".join(f"<code>{part}</code>" if number % 2 else part for number, part in enumerate(parts))
