"""The words that the model may use, its prompts, and the tokens of a draft."""

import pytest
from model_draft import ANSWER, LABEL, QUOTE

from assistant.model import Draft
from assistant.model.leash import Leash
from assistant.model.prompts import READ, WORD, prompt
from assistant.model.tokens import MARK, masked
from assistant.model.words import ALPHABET, load_words
from assistant.reply import Citation


def test_no_word_that_joins_says_anything_of_its_own() -> None:
    words = load_words()
    for phrase in words.phrases:
        assert ALPHABET.fullmatch(phrase), phrase
        assert not words.has_verdict(phrase), phrase
        assert not words.has_numeral(words.ordinary.sub("", phrase)), phrase
    for single in words.singles:
        assert not words.has_verdict(single), single
        assert not words.has_numeral(single), single
    assert set(words.leads) <= words.phrases


@pytest.mark.parametrize(("name", "parts"), [(READ, ("facts", "programmes")), (WORD, ("phrases",))])
def test_a_prompt_is_filled_in(name: str, parts: tuple[str, ...]) -> None:
    filled = prompt(name, **dict.fromkeys(parts, "填好"))
    assert "«" not in filled
    assert filled.count("填好") == len(parts)


def test_nothing_of_the_draft_is_lost_behind_its_tokens(draft: Draft) -> None:
    hidden = masked(draft, load_words())
    restored = MARK.sub(lambda match: hidden.tokens[match[0]].text, hidden.text)
    heading = "**怎么算的：**\n\n"
    assert restored == ANSWER.replace(heading, "")


def test_what_is_left_out_comes_with_its_heading(draft: Draft) -> None:
    hidden = masked(draft, load_words())
    assert hidden.left_out(set(), verdicts_only=False) == ANSWER
    assert hidden.left_out(set(hidden.tokens), verdicts_only=True) == ""
    all_but_one = set(hidden.tokens) - {"⟦F2⟧"}
    assert hidden.left_out(all_but_one, verdicts_only=False) == (
        "**怎么算的：**\n\n- 住房补贴：80000元，期满发放。\n\n"
        "牵头部门：各县（市）区、开发区人社部门。"
    )


def test_headings_tables_and_links_are_out_of_the_models_hands() -> None:
    citation = Citation(n=1, clause_id="main/1", label="正文第（一）条", quote="甲", url="/x")
    answer = (
        "**不符合的：**\n\n1. **生活补贴**见[这里](/x)。\n\n| 甲 | 乙 |\n| - | - |\n\n## 标题\n\n"
        "另见正文第（一）条[1]。\n\n> 甲"
    )
    draft = Draft(answer=answer, citations=(citation,), check=lambda _: True)
    hidden = masked(draft, load_words())
    assert hidden.text == "- ⟦F1⟧。\n\n⟦Q1⟧\n\n⟦Q2⟧\n\n另见⟦C1⟧。\n\n⟦Q3⟧"
    assert [one.mark for one in hidden.tokens.values() if one.cites] == ["⟦C1⟧", "⟦Q3⟧"]


def test_a_verdict_that_is_given_stays_whole() -> None:
    draft = Draft(
        answer="您有生活补贴，按月发[1]。",
        citations=(),
        check=lambda _: True,
        verdicts=("您有生活补贴，按月发",),
    )
    hidden = masked(draft, load_words())
    assert hidden.text == "⟦P1⟧。"
    assert hidden.legend == {"⟦P1⟧": "结论"}


def test_a_quote_keeps_the_line_that_names_its_clause(draft: Draft) -> None:
    hidden = masked(draft, load_words())
    assert hidden.tokens["⟦Q1⟧"].text == f"按{LABEL}“给予生活补贴”[1]：\n\n> {QUOTE}"
    assert hidden.legend["⟦Q1⟧"] == "原文：给予生活补贴"


def test_a_condition_stays_with_its_verdict() -> None:
    line = "“住房补贴”还要看合同是否期满。都符合的话，80000元[1]。"
    draft = Draft(answer=f"{line}\n\n牵头部门：市总工会。", citations=(), check=lambda _: True)
    hidden = masked(draft, load_words())
    assert hidden.text == "⟦P1⟧。\n\n牵头部门：市总工会。"
    assert hidden.tokens["⟦P1⟧"].text == line[:-1]


def test_a_question_keeps_its_mark() -> None:
    draft = Draft(
        answer="请告诉我：您是全日制的吗？",
        citations=(),
        check=lambda _: True,
        verdicts=("您是全日制的吗？",),
    )
    words = load_words()
    assert Leash(masked(draft, words), "", words).paragraph("首先，⟦P1⟧。") == (
        "首先，请告诉我：您是全日制的吗？"
    )
