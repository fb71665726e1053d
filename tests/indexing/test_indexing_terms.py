import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexing.terms import normalise, terms


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("９８５硕士，ＶＩＰ卡", "985硕士,vip卡"),  # full-width
        ("买\u200b房\ufeff补\u2060贴", "买房补贴"),  # zero-width
        ("\u202e补贴\u202c", "补贴"),  # direction marks
        ("补\x00贴\x07", "补贴"),
        ("  买房\t\n 补贴\u3000多少 ", "买房 补贴 多少"),
        ("Ⅷ级①", "viii级1"),
        ("吉林\ud800市", "吉林市"),  # half a character
        ("", ""),
        ("\u200b \u3000", ""),
    ],
)
def test_text_is_made_plain(text: str, expected: str) -> None:
    assert normalise(text) == expected


def test_terms_are_units_and_pairs_of_neighbours() -> None:
    assert terms("买房补") == ["买", "房", "补", "买房", "房补"]
    assert terms("985硕士") == ["985", "硕", "士", "985硕", "硕士"]
    assert terms("2.0版VIP") == ["2.0", "版", "vip", "2.0版", "版vip"]


@pytest.mark.parametrize(
    "mark", ["，", ",", "。", "？", "、", "；", "「", "」", "『", "﹑", "…", "/"]
)
def test_no_pair_crosses_a_punctuation_mark(mark: str) -> None:
    assert terms(f"买房{mark}补贴") == ["买", "房", "买房", "补", "贴", "补贴"]


def test_blanks_do_not_separate() -> None:
    assert terms("买 房\u3000补") == terms("买房补")


@pytest.mark.parametrize("text", ["", " ", "？！。", "😀😀", "\u200b", "…"])
def test_text_without_words_has_no_terms(text: str) -> None:
    assert terms(text) == []


@given(st.text(max_size=60))
def test_any_text_can_be_made_plain_once_and_for_all(text: str) -> None:
    plain = normalise(text)
    assert normalise(plain) == plain
    assert terms(plain) == terms(text)
