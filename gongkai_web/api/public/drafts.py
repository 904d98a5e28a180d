"""How do the addresses that take drafts (`gongkai_web.api.views`) stand in the description?"""

from __future__ import annotations

from typing import Any

Part = dict[str, Any]

SECURITY: Part = {"token": {"type": "http", "scheme": "bearer", "description": "公开机构负责人发放的令牌"}}
_SENTENCE: Part = {"$ref": "#/components/schemas/Problem"}
_REFUSED = {
    "400": "不是所说的样子",
    "401": "没有令牌，或者令牌无效、已经停用",
    "403": "令牌所用名义的人不能在这个机关起草",
    "405": "不是 POST",
    "413": "太大",
    "415": "不是要求的类型",
    "422": "内容不能收",
}


def _json(schema: Part) -> Part:
    return {"application/json": {"schema": schema}}


def _answers(**made: Part) -> Part:
    found = {
        status.strip("_"): {"description": "收下了", "content": _json(one)} for status, one in made.items()
    }
    refused = {status: {"description": why, "content": _json(_SENTENCE)} for status, why in _REFUSED.items()}
    return found | refused


_DRAFT: Part = {
    "type": "object",
    "required": ["id", "key", "again", "page"],
    "properties": {
        "id": {"type": "integer"},
        "key": {"type": "string"},
        "again": {"type": "boolean", "description": "同一编号以前送来过，没有改动"},
        "open": {
            "type": "array",
            "items": {"type": "string"},
            "description": "转载的：来源、原文网址还缺什么或者不对，送审以前要改",
        },
        "page": {"type": "string"},
    },
}
_GIVEN: Part = {
    "type": "object",
    "required": ["key", "content"],
    "additionalProperties": False,
    "properties": {
        "key": {"type": "string", "maxLength": 100, "description": "这一条在贵系统里的编号"},
        "content": {"type": "object", "description": "信息的各项，见 docs/api.md"},
    },
}
_FILE: Part = {
    "type": "object",
    "required": ["file"],
    "properties": {"file": {"type": "string", "format": "binary"}},
}
_ATTACHED: Part = {
    "type": "object",
    "required": ["id", "attachments"],
    "properties": {
        "id": {"type": "integer"},
        "attachments": {"type": "array", "items": {"type": "string"}},
    },
}
PATHS: Part = {
    "/api/items/": {
        "post": {
            "operationId": "drafts",
            "summary": "送来一份草稿",
            "security": [{"token": []}],
            "requestBody": {"required": True, "content": _json(_GIVEN)},
            "responses": _answers(_200=_DRAFT, _201=_DRAFT),
        }
    },
    "/api/items/{pk}/attachments/": {
        "post": {
            "operationId": "attachments",
            "summary": "给草稿送来一个附件",
            "security": [{"token": []}],
            "parameters": [
                {"name": "pk", "in": "path", "required": True, "schema": {"type": "integer", "minimum": 0}}
            ],
            "requestBody": {"required": True, "content": {"multipart/form-data": {"schema": _FILE}}},
            "responses": _answers(_201=_ATTACHED),
        }
    },
}
