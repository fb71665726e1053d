"""Answers as HTML: quotes and marks lead to their clauses, foreign markup stays text."""

from assistant import Citation, Reply
from web.page.markdown import render_answer

QUOTE = "“985”“211”院校博士研究生、硕士研究生每人每月2000元"


def reply(answer: str, *quotes: str) -> Reply:
    citations = tuple(
        Citation(
            n=number,
            clause_id="annex1/3.2.1.1",
            label="附件1第三部分（二）第1项第（1）目",
            quote=quote,
            url="/policy#annex1/3.2.1.1",
        )
        for number, quote in enumerate(quotes, start=1)
    )
    return Reply(
        session_id="s",
        message_id="m",
        kind="answer",
        answer=answer,
        citations=citations,
        policy_version="v",
    )


def test_a_quote_of_a_citation_becomes_a_figure_with_its_clause() -> None:
    rendered = render_answer(reply(f"见[1]：\n\n> {QUOTE}", QUOTE))
    assert rendered.html.count("<figure") == 1
    assert 'href="/policy#annex1/3.2.1.1"' in rendered.html
    assert rendered.unplaced == ()


def test_quotes_of_one_clause_that_stand_together_share_a_figure() -> None:
    rendered = render_answer(reply("> 甲。\n\n> 乙。", "甲。", "乙。"))
    assert rendered.html.count("<figure") == 1
    assert rendered.html.count("<p>") == 2


def test_a_citation_whose_quote_is_not_in_the_answer_is_left_to_be_listed() -> None:
    rendered = render_answer(reply("每月2000元[1]。", QUOTE))
    assert [citation.n for citation in rendered.unplaced] == [1]
    assert '<a class="mark"' in rendered.html


def test_a_number_in_brackets_that_is_no_citation_stays() -> None:
    assert "[7]" in render_answer(reply("见[7]。", QUOTE)).html


def test_markup_is_escaped() -> None:
    html = render_answer(reply("<script>alert(1)</script><img src=x> [a](javascript:x)")).html
    assert "<script" not in html
    assert "<img" not in html
    assert 'href="javascript' not in html


def test_lists_and_tables_are_kept() -> None:
    html = render_answer(reply("- 甲\n- 乙\n\n| 年 | 元 |\n|---|---|\n| 1 | 2 |")).html
    assert "<li>" in html
    assert "<td>" in html
