import re
from dataclasses import replace

import pytest

from corpus import load_policy
from corpus.questions import load_questions
from indexing.chunks import Chunk, chunks


@pytest.fixture(scope="module")
def parts() -> dict[str, Chunk]:
    return {part.clause_id: part for part in chunks(load_policy(), load_questions())}


def test_every_clause_but_bare_headings_is_indexed_in_text_order(parts: dict[str, Chunk]) -> None:
    assert list(parts) == [clause.id for clause in load_policy() if clause.kind != "heading"]
    assert len(parts) == 150


def test_a_chunk_says_where_its_clause_stands(parts: dict[str, Chunk]) -> None:
    assert parts["annex1/3.2.1.1"].breadcrumbs == (
        "吉林市引进万名学子“助企兴业行动”实施办法 引才计划 "
        "鼓励规上民营企业每年自主招聘700人左右 支持政策"
    )
    assert parts["main/0"].breadcrumbs == ""
    assert parts["main/17"].passage.startswith("中共吉林市委关于激发人才创新活力")


def test_items_of_a_list_carry_what_is_said_before_it(parts: dict[str, Chunk]) -> None:
    for item in ("annex1/3.2.1.1", "annex1/3.2.1.2", "annex1/3.2.1.3"):
        lead_in, _, own = parts[item].text.partition("\n")
        assert lead_in.startswith("对在我市规上民营企业初次就业，与企业签订五年以上劳动合同")
        assert own.startswith("（")
    assert parts["annex2/2.4"].text.count("并符合下列条件之一：") == 1


def test_departments_in_brackets_are_not_indexed(parts: dict[str, Chunk]) -> None:
    assert not [i for i, part in parts.items() if re.search("(牵头|配合|责任)部门：", part.text)]
    assert "（此项政策与生活补贴政策不得重复兼得）" in parts["annex1/3.2.1.3"].text


def test_questions_are_those_of_the_clause(parts: dict[str, Chunk]) -> None:
    assert all(part.questions == load_questions()[i] for i, part in parts.items())


def test_the_hash_stands_for_all_that_is_indexed(parts: dict[str, Chunk]) -> None:
    part = parts["main/17"]
    changed = [
        replace(part, text=part.text + "。"),
        replace(part, breadcrumbs=""),
        replace(part, questions=part.questions[1:]),
        replace(part, questions=(*part.questions, "新问题")),
        replace(part, clause_id="main/18"),
    ]
    assert len({part.hash, *(one.hash for one in changed)}) == 6
    assert replace(part).hash == part.hash
    assert len({one.hash for one in parts.values()}) == len(parts)
