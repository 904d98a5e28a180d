"""What does another system get for what it hands in? JSON: what came of it, or one sentence what is wrong.

Only drafts and their files come in, each by POST with a token. Nothing is read, published or changed here.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Callable, Mapping
from typing import Any, Concatenate, ParamSpec

from django.core.exceptions import BadRequest, RequestDataTooBig, SuspiciousOperation
from django.http import HttpRequest, JsonResponse
from django.http.multipartparser import MultiPartParserError
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt

from gongkai.errors import GongkaiError
from gongkai_web.api import actions
from gongkai_web.api.models import Token
from gongkai_web.errors import NotAllowed
from gongkai_web.office.days import today
from gongkai_web.publishing.items.actions.attaching import GROUP

P = ParamSpec("P")
Answer = Callable[Concatenate[HttpRequest, Token, P], JsonResponse]
_MADE, _THERE = 201, 200
_WRONG, _WHO, _MAY_NOT, _ONLY_POST, _TOO_LARGE, _WRONG_TYPE = 400, 401, 403, 405, 413, 415
_REFUSED = 422
_SCHEME = "Bearer "


class _Wrong(GongkaiError):
    """What was sent is not what this address takes."""

    def __init__(self, sentence: str, status: int = _WRONG) -> None:
        super().__init__(sentence)
        self.status = status


def _by_token(answer: Answer[P]) -> Callable[Concatenate[HttpRequest, P], JsonResponse]:
    """By POST with a token that is valid; every refusal as a sentence. No cookie opens anything here."""

    def answered(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> JsonResponse:
        if request.method != "POST":
            return _error("这个网址只接收 POST。", _ONLY_POST, Allow="POST")
        scheme, _, secret = request.headers.get("Authorization", "").partition(" ")
        token = actions.token_of(secret.strip(), today()) if f"{scheme} " == _SCHEME else None
        if token is None:
            said = "没有给出令牌，或者令牌无效、已经停用；请在请求头里写 Authorization: Bearer 令牌。"
            return _error(said, _WHO, **{"WWW-Authenticate": "Bearer"})
        return _told(lambda: answer(request, token, *args, **kwargs))

    functools.update_wrapper(answered, answer)
    return csrf_exempt(answered)


@_by_token
def items(request: HttpRequest, token: Token) -> JsonResponse:
    """A draft: `{"key": "…", "content": {…}}`."""
    given = _json(request)
    unknown = [name for name in given if name not in ("key", "content")]
    key, content = given.get("key", ""), given.get("content", {})
    if unknown or not isinstance(key, str) or not isinstance(content, dict):
        raise _Wrong('应为 {"key": "编号", "content": {"title": "…", …}}；请核对。')
    came = actions.draft(token=token, day=today(), key=key, content=content)
    body = {
        "id": came.item.pk,
        "key": key.strip(),
        "again": came.again,
        "page": request.build_absolute_uri(reverse("items:item", args=[came.item.pk])),
    }
    if came.still:
        body["open"] = list(came.still)
    return _answer(body, _THERE if came.again else _MADE)


@_by_token
def attachments(request: HttpRequest, token: Token, pk: int) -> JsonResponse:
    """A file of a draft, as the part `file` of a form (multipart/form-data)."""
    if request.content_type != "multipart/form-data":
        raise _Wrong("附件用 multipart/form-data 上传，文件放在 file 这一项。", _WRONG_TYPE)
    file = request.FILES.get("file")
    if file is None or not file.name:
        raise _Wrong("没有收到文件；请把文件放在 file 这一项。")
    edition = actions.attach(token=token, day=today(), item=pk, name=file.name, content=file)
    named = edition.content[GROUP]
    return _answer({"id": pk, "attachments": [one["name"] for one in named]}, _MADE)


def _json(request: HttpRequest) -> dict[str, Any]:
    if request.content_type != "application/json":
        raise _Wrong("请用 JSON 提交（Content-Type: application/json）。", _WRONG_TYPE)
    try:
        given = json.loads(request.body.decode())
        json.dumps(given, ensure_ascii=False).encode()  # half a sign, written as \\ud800, is none
    except (ValueError, RecursionError):
        raise _Wrong("提交的内容不是 UTF-8 的 JSON；请核对。") from None
    if not isinstance(given, dict):
        raise _Wrong("提交的应为一个 JSON 对象；请核对。")
    return given


def _told(work: Callable[[], JsonResponse]) -> JsonResponse:
    """What comes of it; what is refused as a sentence with its status."""
    try:
        return work()
    except _Wrong as problem:
        return _error(str(problem), problem.status)
    except NotAllowed as problem:
        return _error(str(problem), _MAY_NOT)
    except GongkaiError as problem:
        return _error(str(problem), _REFUSED)
    except RequestDataTooBig:
        return _error("提交的内容太大；正文里的图片、文件请作为附件上传。", _TOO_LARGE)
    except (MultiPartParserError, BadRequest, SuspiciousOperation):
        return _error("提交的内容读不出来；请核对格式。", _WRONG)


def _error(sentence: str, status: int, **headers: str) -> JsonResponse:
    return _answer({"error": sentence}, status, headers)


def _answer(body: Mapping[str, Any], status: int, headers: Mapping[str, str] | None = None) -> JsonResponse:
    given = {**(headers or {}), "Cache-Control": "no-store"}
    return JsonResponse(body, status=status, headers=given, json_dumps_params={"ensure_ascii": False})
