"""What shape has each answer? Public interface: a key may be added, none changes its meaning."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from ninja import Schema
from pydantic import Field

Key = Annotated[str, Field(description="机关标识，改名不变")]
Year = Annotated[int, Field(ge=1949, le=9999, description="年度")]
Number = Annotated[int | str | None, Field(description="件数是整数，金额是十进制文字；不是数的为 null")]


class Problem(Schema):
    """Why there is no answer: one sentence."""

    error: Annotated[str, Field(description="哪里不对，怎样改")]


class Report(Schema):
    """A published report, without what it holds."""

    agency_key: Key
    agency: Annotated[str, Field(description="机关现在的名称")]
    agency_kind: Annotated[str, Field(description="机关类型")]
    year: Year
    title: str
    version: Annotated[int, Field(description="第几版；更正过的是最近公布的一版")]
    published_on: date
    digest: Annotated[str, Field(description="这一版定稿的摘要（SHA-256）")]
    page: Annotated[str, Field(description="网页")]
    document: Annotated[str, Field(description="报告的 JSON 文档")]


class Reports(Schema):
    """A part of the list of reports."""

    count: int
    page: int
    pages: int
    reports: list[Report]


class Indicator(Schema):
    """A cell of the form."""

    cell: str
    label: str
    unit: str
    years: Annotated[str, Field(description="哪些年度的年报有这一格")]
    question: str
    definition: Annotated[str, Field(description="怎么计")]
    source: Annotated[str, Field(description="出处")]
    values: Annotated[str, Field(description="各机关的数")]


class Indicators(Schema):
    """All cells of all forms."""

    indicators: list[Indicator]


class YearSum(Schema):
    """What the agencies' reports of a year add up to; the summaries of people's governments are left out."""

    year: Year
    reports: Annotated[int, Field(description="公布年报的机关")]
    stated: Annotated[int, Field(description="其中写了数的")]
    total: Number


class Value(Schema):
    """What one report says in the cell."""

    agency_key: Key
    agency: str
    agency_kind: str
    year: Year
    value: Number
    state: Annotated[str, Field(description="这一格的情形，六种之一，见数据集的说明")]
    stated: Annotated[str, Field(description="不是数的，报告里写的原文")]
    version: int
    published_on: date
    digest: str
    source: Annotated[str, Field(description="报告的网页")]


class Cells(Schema):
    """An indicator with its sums, and what each report of one year says."""

    indicator: Indicator
    sums: list[YearSum]
    year: Annotated[int | None, Field(description="values 是哪一年度的；不写 year 参数的是最近一个年度")]
    values: list[Value]


class Item(Schema):
    """A published item, without its text."""

    id: int
    index_number: Annotated[str, Field(description="索引号")]
    title: str
    document_number: Annotated[str, Field(description="发文字号；没有的为空")]
    agency_key: Key
    agency: Annotated[str, Field(description="公布时的机关名称")]
    column: Annotated[str, Field(description="栏目代码")]
    theme: Annotated[str, Field(description="主题代码")]
    genre: Annotated[str, Field(description="体裁代码")]
    published_on: date | None
    changed_on: date | None
    validity: Annotated[str, Field(description="有效性")]
    page: Annotated[str, Field(description="网页")]


class Items(Schema):
    """A part of the list of items."""

    page: int
    next: Annotated[int | None, Field(description="下一页；没有了是 null")]
    items: list[Item]


class WholeItem(Item):
    """An item with its text."""

    summary: str
    keywords: str
    text: Annotated[str, Field(description="正文，HTML")]


class Hit(Schema):
    """What a search found."""

    group: Annotated[str, Field(description="类别")]
    title: str
    number: Annotated[str, Field(description="文号；没有的为空")]
    agency: str
    day: date | None
    page: Annotated[str, Field(description="网页")]


class Found(Schema):
    """A part of what a search found."""

    asked: Annotated[str, Field(description="实际检索的词：没有哪一条有全部的词的，是能找到的那几个")]
    also: Annotated[list[str], Field(description="也按哪些说同一件事的词找了；加引号的不找")]
    count: Annotated[int, Field(description="一共多少条")]
    page: int
    next: Annotated[int | None, Field(description="下一页；没有了是 null")]
    hits: list[Hit]


class Answered(Schema):
    """A message whose answer is public, without its words."""

    id: int
    number: Annotated[str, Field(description="留言编号")]
    kind: Annotated[str, Field(description="种类代码")]
    kind_label: Annotated[str, Field(description="种类")]
    title: Annotated[str, Field(description="公开的标题")]
    agency_key: Key
    agency: Annotated[str, Field(description="答复机关现在的名称")]
    received_on: Annotated[date | None, Field(description="收到留言的日期")]
    answered_on: Annotated[date | None, Field(description="答复的日期；再次提出、正在办理的为 null")]
    end: Annotated[str, Field(description="怎样办结；再次提出、正在办理的为空")]
    open_again: Annotated[bool, Field(description="留言人再次提出，正在办理；答复是上一次的")]
    page: Annotated[str, Field(description="网页")]


class Answers(Schema):
    """A part of the list of public answers."""

    page: int
    next: Annotated[int | None, Field(description="下一页；没有了是 null")]
    messages: list[Answered]


class WholeAnswer(Answered):
    """A public answer with its question."""

    question: Annotated[str, Field(description="公开的问题")]
    answer: Annotated[str, Field(description="答复")]
    what: Annotated[str, Field(description="改了什么；没有的为空")]
    where: Annotated[str, Field(description="在哪里可以看到；没有的为空")]
    visible_on: Annotated[date | None, Field(description="改动哪天起看得到；没有写的是 null")]
