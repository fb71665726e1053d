import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.numerals import chinese_number, chinese_ordinal


@pytest.mark.parametrize(
    ("numeral", "number"),
    [
        ("十", 10),
        ("十七", 17),
        ("三十三", 33),
        ("两", 2),
        ("一百零五", 105),
        ("两百八十万", 2_800_000),
        ("一千二百万", 12_000_000),
        ("一亿零三千", 100_003_000),
        ("〇", 0),
    ],
)
def test_numerals_are_read(numeral: str, number: int) -> None:
    assert chinese_number(numeral) == number


@given(st.integers(min_value=1, max_value=99))
def test_an_ordinal_reads_back(number: int) -> None:
    assert chinese_number(chinese_ordinal(number)) == number


@pytest.mark.parametrize("text", ["3", "十x", "若干"])
def test_what_is_no_numeral_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=text):
        chinese_number(text)
