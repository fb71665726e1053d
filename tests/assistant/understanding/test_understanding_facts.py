"""Facts out of running text: a table of sentences, and what must hold for any message."""

import json
import time
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from assistant.calculator.validation import validated
from assistant.understanding.bare_answers import Declined, read_answer
from assistant.understanding.dates import years_since_graduation
from assistant.understanding.facts import Extraction, Graduation, extract
from assistant.understanding.quantities import count_of, money_of, months_of
from corpus.rulebook import load_rulebook
from corpus.rulebook.fact import Value

TODAY = date(2026, 11, 24)
TABLE = Path(__file__).with_name("facts_table.txt")
ANSWERS = Path(__file__).with_name("answers_table.txt")
DEV = Path(__file__).parents[3] / "eval" / "facts" / "dev.jsonl"
FACTS = load_rulebook().facts


def _lines(path: Path) -> list[str]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def _rows() -> list[tuple[str, str]]:
    rows = [line.partition(" |") for line in _lines(TABLE)]
    return [(text, expected.strip()) for text, _, expected in rows]


def _shown(value: Value) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "+".join(value) if isinstance(value, tuple) else str(value)


def _graduated(graduation: Graduation) -> str:
    parts = (graduation.year, graduation.month, graduation.day, graduation.years_ago)
    return "graduated=" + "/".join("-" if part is None else f"{part:g}" for part in parts)


def _summary(found: Extraction) -> str:
    cells = [f"{m.fact}={_shown(m.value)}{'' if m.certain else '?'}" for m in found.mentions]
    if found.graduation is not None:
        cells.append(_graduated(found.graduation))
    return " ".join(sorted(cells))


@pytest.mark.parametrize(("text", "expected"), _rows())
def test_a_sentence_states_these_facts_and_no_others(text: str, expected: str) -> None:
    assert _summary(extract(text, TODAY)) == " ".join(sorted(expected.split()))


def test_the_tables_are_large_and_touch_all_facts() -> None:
    rows = _rows()
    assert len(rows) >= 400
    assert sum(not expected for _, expected in rows) >= 100
    named = {cell.split("=")[0] for _, expected in rows for cell in expected.split()}
    for line in _lines(DEV):
        named |= set(json.loads(line)["facts"])
    assert set(FACTS) - named == {"years_since_graduation"}


def test_the_development_set_is_read() -> None:
    right = wrong = lacking = 0
    for line in _lines(DEV):
        row = json.loads(line)
        found = extract(row["text"], date.fromisoformat(row["today"]))
        got = {(m.fact, _shown(m.value)) for m in found.mentions}
        want = set()
        for fact, value in row["facts"].items():
            is_list = FACTS[fact].type == "list"
            several = value if isinstance(value, list) and not is_list else [value]
            want |= {(fact, _shown(tuple(v) if isinstance(v, list) else v)) for v in several}
        right += len(got & want)
        wrong += len(got - want)
        lacking += len(want - got)
    assert right / (right + wrong) >= 0.98
    assert right / (right + lacking) >= 0.98


@pytest.mark.parametrize(
    ("text", "fact", "note"),
    [
        ("我在私企上班", "employer", "scale_unknown"),
        ("我是吉林人", "jilin_city_origin", "which_jilin"),
        ("交大硕士", "school", "which_school"),
        ("月薪1.5w", "annual_salary", "per_month"),
        ("跳槽来的", "first_job", "first_where"),
        ("没签合同", "contract_years", "open_ended"),
        ("家里有房", "family_owns_home_in_city", "home_where"),
        ("得过技术能手", "skill_honours", "which_level"),
        ("我是高级工", "new_skill_level", "newly"),
        ("社保自己交的", "social_insurance", "who_pays"),
        ("签三年和签五年有啥区别", "contract_years", "conflict"),
    ],
)
def test_what_stays_open_is_listed_with_its_reason(text: str, fact: str, note: str) -> None:
    found = extract(text, TODAY)
    assert fact not in {one.fact for one in found.mentions}
    assert (fact, note) in {(one.fact, one.note) for one in found.unclear}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("我 是 硕 士", "硕 士"),
        ("碩士🎓", "碩士"),
        ("２１１的硕土", "硕土"),
        ("嗯嗯，硕士", "硕士"),
    ],
)
def test_the_words_are_those_of_the_message(text: str, said: str) -> None:
    (degree,) = (one for one in extract(text, TODAY).mentions if one.fact == "degree")
    assert (degree.value, degree.said) == ("master", said)
    assert text[degree.start : degree.end] == said


def test_two_people_keep_their_own_values_apart() -> None:
    found = extract("我签了五年，室友签了三年", TODAY).mentions
    assert [(one.value, one.said) for one in found] == [(5, "签了五年"), (3, "签了三年")]


def test_a_supposition_does_not_take_the_place_of_what_is() -> None:
    found = extract("我签了三年，要是签五年呢", TODAY).mentions
    assert [one.value for one in found] == [3, 5]


@pytest.mark.parametrize(
    ("text", "today", "year", "month"),
    [
        ("前年毕业", date(2023, 1, 5), 2021, None),
        ("明年毕业", date(2025, 12, 31), 2026, None),
        ("大四", date(2026, 3, 1), 2026, None),
        ("大四", date(2026, 9, 1), 2027, None),
        ("研三", date(2026, 7, 31), 2026, None),
        ("今年六月毕业", date(2024, 8, 1), 2024, 6),
        ("六月刚毕业", date(2026, 2, 1), 2025, 6),
        ("99届", date(2026, 2, 1), 1999, None),
    ],
)
def test_relative_dates_go_by_the_day_of_the_message(
    text: str, today: date, year: int, month: int | None
) -> None:
    graduation = extract(text, today).graduation
    assert graduation is not None
    assert (graduation.year, graduation.month) == (year, month)


def _left(
    year: int | None = None,
    month: int | None = None,
    day: int | None = None,
    years_ago: float | None = None,
) -> Graduation:
    return Graduation(year, month, day, years_ago, "", 0, 0)


@pytest.mark.parametrize(
    ("graduation", "event", "years"),
    [
        (_left(2021), date(2026, 1, 1), 5),
        (_left(2021), date(2026, 12, 31), 5),
        (_left(2026, years_ago=0), date(2026, 9, 1), 0),
        (_left(2027, years_ago=0), date(2026, 9, 1), 0),
        (_left(2021, 7), date(2026, 7, 31), 5),
        (_left(2021, 7), date(2026, 8, 1), 61 / 12),
        (_left(2021, 7, 1), date(2026, 7, 1), 5),
        (_left(2025, 7, 1), date(2026, 6, 30), 364 / 365),
        (_left(2020, 2, 29), date(2025, 2, 28), 5),
        (_left(2026, 7, 1), date(2025, 7, 1), 0),
        (_left(years_ago=3.5), date(2030, 1, 1), 3.5),
    ],
)
def test_years_since_graduation(graduation: Graduation, event: date, years: float) -> None:
    assert years_since_graduation(graduation, event) == pytest.approx(years)


def test_one_day_past_five_years_is_more_than_five() -> None:
    assert years_since_graduation(_left(2021, 7, 1), date(2026, 7, 2)) > 5


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("五年", 60),
        ("两年半", 30),
        ("五年多", 66),
        ("半年", 6),
        ("3个月", 3),
        ("两个半月", 2.5),
        ("一年零三个月", 15),
        ("三四年", None),
        ("1.5年", 18),
        ("二十一年", 252),
    ],
)
def test_stretches_of_time(text: str, months: float | None) -> None:
    assert months_of(text) == months


@pytest.mark.parametrize(
    ("text", "yuan"),
    [
        ("15万", 150_000),
        ("十五万", 150_000),
        ("1.5w", 15_000),
        ("两百八十万", 2_800_000),
        ("3k", 3_000),
        ("一万五", 15_000),
        ("1万5", 15_000),
        ("15,000", 15_000),
        ("1.2亿", 120_000_000),
        ("二十几万", None),
        ("三四万", None),
        ("2千", 2_000),
        ("一百二十万", 1_200_000),
    ],
)
def test_sums_of_money(text: str, yuan: int | None) -> None:
    assert money_of(text) == yuan


@pytest.mark.parametrize(("text", "count"), [("仨", 3), ("俩", 2), ("30", 30), ("三四", None)])
def test_counts(text: str, count: int | None) -> None:
    assert count_of(text) == count


def _said(answer: Value | Declined | None) -> str:
    return "declined" if isinstance(answer, Declined) else str(answer)


@pytest.mark.parametrize("line", _lines(ANSWERS))
def test_a_bare_reply_answers_what_was_asked(line: str) -> None:
    fact, reply, expected = line.split(" | ")
    assert _said(read_answer(fact, reply, TODAY)) == expected


@pytest.mark.parametrize("reply", ["不知道", "不想说", "跳过", "不太清楚啊", "这个我不知道"])
@pytest.mark.parametrize("fact", sorted(FACTS))
def test_every_question_may_be_declined(fact: str, reply: str) -> None:
    assert read_answer(fact, reply, TODAY) == Declined()


@pytest.mark.parametrize("reply", ["", "。", "这个政策什么时候到期？", "能领多少钱", "怎么申请"])
@pytest.mark.parametrize("fact", sorted(FACTS))
def test_no_question_is_taken_for_an_answer(fact: str, reply: str) -> None:
    assert read_answer(fact, reply, TODAY) is None


@pytest.mark.parametrize("fact", sorted(name for name, one in FACTS.items() if one.type == "bool"))
def test_yes_and_no_answer_every_yes_no_question(fact: str) -> None:
    for reply in ("是", "对", "嗯嗯", "是的"):
        assert read_answer(fact, reply, TODAY) is True
    for reply in ("不是", "没有", "没有啊", "不"):
        assert read_answer(fact, reply, TODAY) is False


@pytest.mark.parametrize(
    ("fact", "value", "label"),
    [
        (name, value, label)
        for name, one in FACTS.items()
        if one.type == "choice"
        for value, label in one.choices
    ],
)
def test_a_choice_may_be_answered_by_its_label(fact: str, value: str, label: str) -> None:
    assert read_answer(fact, label, TODAY) == value


ODD = [
    "²",
    "①",
    "㍿",
    "🎓",
    "－",
    "學",
    "99999999",
    "2月30日",
    "\u0300",
    "\u200b",
    "\u3000",
    "\ud800",
]
PIECES = ODD + [text[i : i + 3] for text, _ in _rows() for i in range(0, len(text), 3)]
MESSAGES = st.one_of(
    st.text(max_size=80), st.lists(st.sampled_from(PIECES), max_size=30).map("".join)
)
DAYS = st.dates(date(2021, 9, 1), date(2035, 12, 31))


@given(MESSAGES, DAYS)
@example("2月30日毕业", TODAY)
@example("2023年2月29日毕业", TODAY)
def test_any_message_is_read_with_true_spans_and_valid_values(message: str, today: date) -> None:
    found = extract(message, today)
    spans = [(one.said, one.start, one.end) for one in found.mentions]
    spans += [(one.said, one.start, one.end) for one in found.unclear]
    for said, start, end in spans:
        assert said
        assert said == message[start:end]
    for mention in found.mentions:
        validated({mention.fact: mention.value}, load_rulebook())
    graduation = found.graduation
    if graduation is not None:
        assert graduation.said == message[graduation.start : graduation.end]
        assert graduation.year is not None or graduation.years_ago is not None
        assert years_since_graduation(graduation, today + timedelta(days=200)) >= 0


@given(st.sampled_from(sorted(FACTS)), MESSAGES, DAYS)
def test_any_reply_gives_a_valid_value_or_none(fact: str, reply: str, today: date) -> None:
    answer = read_answer(fact, reply, today)
    if answer is not None and not isinstance(answer, Declined):
        validated({fact: answer}, load_rulebook())


def test_the_longest_message_takes_no_long() -> None:
    message = ("我是吉大硕士，去规上民企签了五年，社保交着，家在舒兰，去年毕业。" * 70)[:2000]
    extract(message, TODAY)
    began = time.process_time()
    extract(message, TODAY)
    assert time.process_time() - began < 1
