"""Private numbers are masked however they are written; the policy's own figures never are."""

import json
import random
import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.characters import is_invisible
from assistant.message import read_message
from assistant.privacy import masked
from assistant.texts import load_texts
from corpus import load_policy
from corpus.questions import load_questions

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def identity_card(chance: random.Random) -> str:
    born = f"{chance.randint(1950, 2009)}{chance.randint(1, 12):02}{chance.randint(1, 28):02}"
    body = f"{chance.choice(['220202', '110105', '310115'])}{born}{chance.randint(0, 999):03}"
    check = sum(weight * int(digit) for weight, digit in zip(WEIGHTS, body, strict=True)) % 11
    return body + "10X98765432"[check]


def bank_card(chance: random.Random) -> str:
    body = "62" + "".join(str(chance.randint(0, 9)) for _ in range(16))
    doubled = (int(d) * (2 - place % 2) for place, d in enumerate(reversed(body)))
    total = sum(d - 9 if d > 9 else d for d in doubled)
    return body + str(-total % 10)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("11010519491231002X", "身份证号"),
        ("11010519491231002x", "身份证号"),
        ("110105194912310021", "身份证号"),
        ("110105 19491231 002X", "身份证号"),
        ("1101-0519-4912-3100-2X", "身份证号"),
        ("１１０１０５１９４９１２３１００２Ｘ", "身份证号"),
        ("一一零一零五一九四九一二三一零零二X", "身份证号"),
        ("110105491231002", "身份证号"),
        ("13800138000", "手机号"),
        ("138 0013 8000", "手机号"),
        ("138-0013-8000", "手机号"),
        ("138、0013、8000", "手机号"),
        ("1380013 8000", "手机号"),
        ("1 3 8 0 0 1 3 8 0 0 0", "手机号"),
        ("+86 13800138000", "手机号"),
        ("0086-138-0013-8000", "手机号"),
        ("幺三八零零一三八零零零", "手机号"),
        ("壹叁捌零零壹叁捌零零零", "手机号"),
        ("138零零138零零零", "手机号"),
        ("l38OOl38OOO", "手机号"),
        ("①③⑧⓪⓪①③⑧⓪⓪⓪", "手机号"),
        ("𝟏𝟑𝟖𝟎𝟎𝟏𝟑𝟖𝟎𝟎𝟎", "手机号"),
        ("١٣٨٠٠١٣٨٠٠٠", "手机号"),
        ("138\u200b0013\u20628000", "手机号"),
        ("138\U000e00310013\u202e8000", "手机号"),
        ("1️⃣3️⃣8️⃣0️⃣0️⃣1️⃣3️⃣8️⃣0️⃣0️⃣0️⃣", "手机号"),
        ("138\n0013\n8000", "手机号"),
        ("0432-64831234", "电话号码"),
        ("（0432）6483 1234转8012", "电话号码"),
        ("010-62345678", "电话号码"),
        ("400-810-1234", "电话号码"),
        ("4111111111111111", "银行卡号"),
        ("4111 1111 1111 1111", "银行卡号"),
        ("6222 0202 0001 2345 678", "银行卡号"),
        ("zhang.san@qq.com", "邮箱"),
        ("zhangsan＠163．com", "邮箱"),
        ("E12345678", "证件号"),
        ("EA1234567", "证件号"),
        ("吉B12345", "车牌号"),
        ("吉B·D12345", "车牌号"),
        ("12345678901234567890", "长号码"),
    ],
)
def test_a_private_number_is_masked_whole(text: str, kind: str) -> None:
    found = masked(f"我的是{text}，能领吗")
    assert found.text == f"我的是〔{kind}〕，能领吗"
    assert found.kinds == (kind,)


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("电话64831234", "电话〔电话号码〕"),
        ("卡号是6222020200012345678", "卡号是〔银行卡号〕"),
        ("银行卡 1234 5678 9012 345", "银行卡 〔银行卡号〕"),
        ("微信号abc_12345", "微信号〔微信号〕"),
        ("加我微信：zhangsan88", "加我微信：〔微信号〕"),
        ("VX zhangsan88", "VX 〔微信号〕"),
        ("QQ号12345678", "QQ号〔QQ号〕"),
        ("护照号码K1234567", "护照号码〔证件号〕"),
    ],
)
def test_what_its_name_tells_is_masked(text: str, result: str) -> None:
    assert masked(text).text == result


def test_all_of_a_message_is_masked_and_kinds_are_told_once() -> None:
    found = masked("我13800138000，她13900139000，卡4111111111111111")
    assert found.text == "我〔手机号〕，她〔手机号〕，卡〔银行卡号〕"
    assert set(found.kinds) == {"手机号", "银行卡号"}


@pytest.mark.parametrize(
    "text",
    [
        "打12345咨询", "12345热线", "我叫张三，住吉林市", "每月2000元、1000元、500元、300元",
        "500、800、1000、2000、3000元", "1500 1600 500", "5000 3000 4000 6000",
        "2000000—5000000元", "2000元/月 × 12月 × 5年 = 120000元", "2021年9月1日",
        "2021-09-01 2022-09-01", "1995-08-12 985毕业", "2019 2020 2021 2022", "吉发〔2021〕3号",
        "985/211", "D类人才", "附件1第三部分（二）第1项第（1）目", "annex1/3.2.1.1",
        "一二三四五六七八九十", "微信公众号江城党建", "微信小程序", "1300人 700人 10000名",
        "20万元30万元", "合同5年，工作3年，35岁", "〔手机号〕",
    ],
)  # fmt: skip
def test_figures_of_the_policy_and_of_a_story_stay(text: str) -> None:
    assert masked(text).text == text
    assert masked(text).kinds == ()


def test_nothing_of_the_policy_nor_of_the_questions_people_ask_is_masked() -> None:
    texts = [one.text for one in load_policy()]
    texts += [one for many in load_questions().values() for one in many]
    assert [text for text in texts if masked(text).kinds] == []


@pytest.mark.parametrize("seed", range(50))
@pytest.mark.parametrize("gap", ["", " ", "-", "\u200b", "\u2060 "])
def test_valid_cards_are_masked_with_whatever_between(seed: int, gap: str) -> None:
    chance = random.Random(seed)
    for number, kind in ((identity_card(chance), "身份证号"), (bank_card(chance), "银行卡号")):
        parts = [number[place : place + 4] for place in range(0, len(number), 4)]
        assert masked(gap.join(parts)).text == f"〔{kind}〕"


NUMBERS = (
    "0123456789" * 3
    + "０１９一三八零幺〇壹X x-.、，@:：()（）+ \u200b\u202eOlVvQ卡号微信电话手机年月元吉B"
)


@given(st.text(alphabet=NUMBERS, max_size=60) | st.text(max_size=80))
def test_masking_never_raises_is_idempotent_and_leaves_no_long_run(text: str) -> None:
    found = masked(text)
    again = masked(found.text)
    assert again.text == found.text
    assert again.kinds == ()
    seen = "".join(one for one in found.text if not is_invisible(one))
    digits = "".join(str(unicodedata.digit(one, "-")) for one in seen)
    assert not re.search(r"\d{11}", digits)


def test_a_long_message_is_masked_in_no_time() -> None:
    for text in ("1 " * 1000, "1-" * 1000, "a." * 1000, "微信" * 1000, "9" * 2000, "8 (" * 600):
        masked(text)


def test_masked_text_is_json() -> None:
    assert json.loads(json.dumps(masked("\ud83d13800138000").text)) == "\ud83d〔手机号〕"


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("每月２０００元", "每月2000元"),
        ("每月𝟐𝟎𝟎𝟎元", "每月2000元"),
        ("补\u202e贴\u2066多\u00ad少", "补贴多少"),
        ("补贴\U000e0041\U000e0042多少", "补贴多少"),
        ("补\ufe0f贴\u034f多\u3164少", "补贴多少"),
        ("补贴\x00多\x1b少", "补贴多少"),
    ],
)
def test_a_message_is_read_without_what_cannot_be_seen(text: str, read: str) -> None:
    assert read_message(text, load_texts()) == read


@pytest.mark.parametrize("character", ["\u200d", "\u202e", "\ufeff", "\u3164", "\ue000", "\x07"])
def test_such_characters_are_invisible(character: str) -> None:
    assert is_invisible(character)


@pytest.mark.parametrize("character", ["中", " ", "\n", "1", "é", "〇", "😀"])
def test_what_people_see_is_not(character: str) -> None:
    assert not is_invisible(character)
