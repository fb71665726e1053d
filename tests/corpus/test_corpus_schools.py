import re
import shutil
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.check import CORPUS, prove
from corpus.errors import DataError
from corpus.school_list import fold, listed, read_lists
from corpus.schools import Tier, find_school, load_schools, school_mentions

RANK: dict[Tier | None, int] = {
    None: 0,
    "abroad": 0,
    "other": 0,
    "985_211": 1,
    "tsinghua_peking": 2,
}

# What is typed → the school that it means.
FOUND = """
清华 清华大学
清华大学经济管理学院 清华大学
清华大学医学部 清华大学
清华美院 清华大学
北大 北京大学
北大医学部 北京大学
北京大学深圳研究生院 北京大学
北京大学光华管理学院 北京大学
北京大学生物学院 北京大学
PKU 北京大学
Ｔsinghua 清华大学
吉大 吉林大学
吉大的 吉林大学
吉林大学 吉林大学
JLU 吉林大学
吉林大学研究生院 吉林大学
吉林大学法学院 吉林大学
吉大法学院 吉林大学
吉大南校区 吉林大学
吉林大学南岭校区 吉林大学
吉大计算机 吉林大学
毕业于吉林大学 吉林大学
我是吉大毕业的硕士 吉林大学
吉林大学2020届 吉林大学
吉林大雪 吉林大学
吉林大学唐敖庆学院 吉林大学
吉林大学商学与管理学院 吉林大学
吉林大学地球探测科学与技术学院 吉林大学
吉林大学公共外交学院 吉林大学
白求恩医科大学 吉林大学
长春地质学院 吉林大学
长春吉大 吉林大学
东师 东北师范大学
东北师大 东北师范大学
东北师范大学 东北师范大学
东北师范大血 东北师范大学
东北师范大学马克思主义学部 东北师范大学
延边大学 延边大学
哈工大 哈尔滨工业大学
哈工大威海 哈尔滨工业大学
哈工大(深圳) 哈尔滨工业大学
哈尔滨工业大学（威海） 哈尔滨工业大学
哈尔宾工业大学 哈尔滨工业大学
哈工程 哈尔滨工程大学
北航 北京航空航天大学
北师大 北京师范大学
北京师范大学珠海校区 北京师范大学
北京理工大学珠海校区 北京理工大学
人大 中国人民大学
中科大 中国科学技术大学
USTC 中国科学技术大学
上交 上海交通大学
上海交大 上海交通大学
上海交通大学医学院 上海交通大学
西交 西安交通大学
西安那个交大 西安交通大学
成都交大 西南交通大学
西工大 西北工业大学
复旦 复旦大学
浙江大学竺可桢学院 浙江大学
武大 武汉大学
华科 华中科技大学
华中科技大学同济医学院 华中科技大学
中山大学岭南学院 中山大学
四川大学华西临床医学院 四川大学
四川大学匹兹堡学院 四川大学
山大威海 山东大学
山东大学威海校区 山东大学
山东大学青岛校区 山东大学
东北大学 东北大学
东北大学秦皇岛分校 东北大学
大连理工 大连理工大学
大连理工大 大连理工大学
国防科大 国防科技大学
北京交通大学威海校区 北京交通大学
北京科技大学 北京科技大学
北京化工大学 北京化工大学
北科大 北京科技大学
华北电力大学（保定） 华北电力大学
中国石油大学（华东） 中国石油大学（华东）
中国石油大学(北京) 中国石油大学（北京）
中国矿业大学 中国矿业大学
矿大北京 中国矿业大学（北京）
地大武汉 中国地质大学（武汉）
南航 南京航空航天大学
南理工 南京理工大学
武汉理工 武汉理工大学
大连海事 大连海事大学
辽大 辽宁大学
上财 上海财经大学
第四军医大学 空军军医大学
国科大 中国科学院大学
上海体育学院 上海体育大学
南科大 南方科技大学
北华 北华大学
吉林市那个北华 北华大学
北华大学师范学院 北华大学
吉林师范学院 北华大学
东电 东北电力大学
东北电力大学电气工程学院 东北电力大学
吉化院 吉林化工大学
吉林化工学院 吉林化工大学
吉林市那个化工 吉林化工大学
吉农科 吉林农业科技学院
吉林医药学院 吉林医药学院
吉林铁道职业技术学院 吉林铁道职业技术大学
吉林电子信息职业技术学院 吉林电子信息职业技术学院
吉林工业职业技术学院 吉林工业职业技术学院
吉林农大 吉林农业大学
吉农 吉林农业大学
长春理工 长春理工大学
长理工 长春理工大学
长春师大 长春师范大学
吉林师大 吉林师范大学
华桥外国语学院 吉林外国语大学
吉林大学珠海学院 珠海科技学院
吉大珠海 珠海科技学院
珠海科技学院 珠海科技学院
东北师范大学人文学院 长春人文学院
东师人文学院 长春人文学院
吉林师范大学博达学院 吉林师范大学博达学院
长春理工大学光电信息学院 长春电子科技学院
吉林农业大学发展学院 长春科技学院
浙江大学城市学院 浙大城市学院
北京理工大学珠海学院 北京理工大学珠海学院
北京师范大学珠海分校 北京师范大学珠海分校
厦门大学嘉庚学院 厦门大学嘉庚学院
厦大嘉庚 厦门大学嘉庚学院
同济大学浙江学院 同济大学浙江学院
南京理工大学泰州科技学院 南京理工大学泰州科技学院
武汉大学东湖分校 武汉大学东湖分校
重庆大学城市科技学院 重庆大学城市科技学院
华南理工大学广州学院 广州城市理工学院
西交利物浦 西交利物浦大学
香港中文大学（深圳） 香港中文大学（深圳）
沈工大 沈阳工业大学
沈师 沈阳师范大学
渤大 渤海大学
黑大 黑龙江大学
哈师大 哈尔滨师范大学
深大 深圳大学
MIT 麻省理工学院
mit 麻省理工学院
UCL 伦敦大学学院
NUS 新加坡国立大学
港大 香港大学
港中文 香港中文大学
墨尔本大学 墨尔本大学
台湾清华大学 台湾清华大学
日本东北大学 日本东北大学
中国文化大学 中国文化大学
"""

# Names on no list, under which a school is given back, and its tier.
UNLISTED = """
河北科技师范学院 other
上海交通职业技术学院 other
北大方正软件职业技术学院 other
南昌农业大学 other
哈尔滨剑桥学院 other
邯郸职业技术学院 other
陇南师范大学 other
闽南师范大学 other
长春电影学院 other
斯特拉斯堡大学 abroad
信州大学 abroad
英国某大学 abroad
韩国清州教育大学 abroad
"""

UNKNOWN = """
大学 师范大学 职业技术学院 某大学 我们大学 一本 好大学 985大学 双一流 211 大专 党校 青华大学
重原理工大学 中北大: 北京大学生 吉林大学生 吉林大街 北京大妈 吉林大学附属中学 清华附中
吉大一院 吉林大学第一医院
人大附中 北京大学青鸟培训 中国大学 吉林省大学 吉林市大学 珠海北理工 宁波浙大 x 。。。
"""

AMBIGUOUS: list[tuple[str, Tier | None, bool | None]] = [
    ("华师", "985_211", True),
    ("南大", "985_211", True),
    ("西大", "985_211", True),
    ("矿大", "985_211", True),
    ("地大", "985_211", True),
    ("中国地质大学", "985_211", True),
    ("中国石油大学", "985_211", True),
    ("清北", "tsinghua_peking", True),
    ("河大", "other", None),
    ("长理", "other", False),
    ("东大", None, None),
    ("中大", None, None),
    ("长大", None, None),
    ("海大", None, None),
    ("石大", None, None),
    ("交大", None, None),
    ("理工大", None, None),
    ("山大", None, True),
    ("华农", None, True),
    ("北京协和医学院", None, True),
    ("长春那个师大", None, None),
    ("北师大珠海", None, None),
    ("吉林大学珠海校区", None, None),
    ("NEU", None, None),
    ("中国科技大学", None, None),
    ("吉大，北华", None, None),
]

MENTIONS: list[tuple[str, list[str]]] = [
    ("我是吉大毕业的硕士，媳妇是东师的", ["吉大", "东师"]),
    ("我本科河北科技师范学院，硕士哈工大", ["河北科技师范学院", "哈工大"]),
    ("我从南大毕业", ["南大"]),
    ("UCL硕士回来", ["UCL"]),
    ("在MIT读的", ["MIT"]),
    ("南大金陵学院毕业", ["南大金陵学院"]),
    ("吉林大学法学院毕业", ["吉林大学法学院"]),
    ("我在北华大学师范学院读书", ["北华大学师范学院"]),
    ("清华北大的来吉林给多少", ["清华", "北大"]),
    ("吉林化工学院应届本科生", ["吉林化工学院"]),
    ("北京大学毕业生", ["北京大学"]),
    ("想问下东师算211吗", ["东师"]),
    ("我孩子考上大连理工了", ["大连理工"]),
    ("长春理工大学光电信息学院本科", ["长春理工大学光电信息学院"]),
    ("中国石油大学（华东）的硕士", ["中国石油大学（华东）"]),
    ("毕业于Tsinghua University，想回来", ["Tsinghua University"]),
    ("我在长春吉大读研", ["吉大"]),
    ("吉林大学生物专业毕业", ["吉林大学"]),
]

NO_MENTION = """
吉林市有什么政策
上大学的孩子
大学生创业
本科院校毕业
中大型企业
海大的雨
学院派
党校学习
人大代表
人大通过了
全国人大，省人大
北大荒
东大街
河大堤
高校毕业生
长大以后
在吉林市长大的
是重大的项目
东北大的变化
吉林大街的房子
吉林大学生有补贴吗
吉林市大学生
长春大学生
吉林省的大学生
中国大学生
北京大学生回来
北大湖滑雪
清华同方在吉林
985硕士去规上民营企业
长春的大学毕业
师范大学毕业
职业技术学院毕业
天大的好事
同济医院医生
华工集团
吉大一院护士
吉林大学第一医院规培
中南大学湘雅二医院的医生
去墨尔本的
武大郎
南开区
西电东送
企业和高校合作
a hit song, bit by bit
"""


def pairs(table: str) -> list[tuple[str, str]]:
    return [(line.split(" ")[0], line.split(" ", 1)[1]) for line in table.strip().split("\n")]


@pytest.mark.parametrize(("text", "name"), pairs(FOUND))
def test_a_school_is_found_by_what_people_type(text: str, name: str) -> None:
    found = find_school(text)
    assert found.kind == "found"
    assert [school.name for school in found.schools] == [name]
    assert found.tier == found.schools[0].tier
    assert found.double_first_class is found.schools[0].double_first_class


@pytest.mark.parametrize(("text", "tier"), pairs(UNLISTED))
def test_the_lists_are_closed(text: str, tier: str) -> None:
    found = find_school(text)
    assert (found.kind, found.tier, found.double_first_class) == ("found", tier, False)
    assert found.studied_in_jilin_city is False


@pytest.mark.parametrize("text", UNKNOWN.split())
def test_what_names_no_school_stays_unknown(text: str) -> None:
    found = find_school(text)
    assert (found.kind, found.schools, found.tier) == ("unknown", (), None)
    assert found.double_first_class is None
    assert found.studied_in_jilin_city is None


@pytest.mark.parametrize(("text", "tier", "first_class"), AMBIGUOUS)
def test_a_name_of_several_schools_keeps_what_they_share(
    text: str, tier: Tier | None, first_class: bool | None
) -> None:
    found = find_school(text)
    assert found.kind == "ambiguous"
    assert len(found.schools) > 1
    assert found.tier == tier
    assert first_class is None or found.double_first_class is first_class


@pytest.mark.parametrize(
    ("text", "tier", "first_class", "local"),
    [
        ("清华大学", "tsinghua_peking", True, False),
        ("吉林大学", "985_211", True, False),
        ("郑州大学", "985_211", True, False),
        ("中国科学院大学", "other", True, False),
        ("山西大学", "other", True, False),
        ("北华大学", "other", False, True),
        ("东北电力大学", "other", False, True),
        ("吉林化工学院", "other", False, True),
        ("吉林农业科技学院", "other", False, True),
        ("吉林医药学院", "other", False, True),
        ("吉林电子信息职业技术学院", "other", False, True),
        ("吉林铁道职业技术大学", "other", False, True),
        ("吉林工业职业技术学院", "other", False, True),
        ("吉林农业大学", "other", False, False),
        ("吉林水利电力职业学院", "other", False, False),
        ("吉林市职业技术学院", "other", False, None),
        ("哈佛大学", "abroad", False, False),
    ],
)
def test_the_three_facts_of_a_school(
    text: str, tier: Tier, first_class: bool, local: bool | None
) -> None:
    found = find_school(text)
    facts = (found.tier, found.double_first_class, found.studied_in_jilin_city)
    assert facts == (tier, first_class, local)


@pytest.mark.parametrize(("message", "texts"), MENTIONS)
def test_schools_in_running_text(message: str, texts: list[str]) -> None:
    assert [mention.text for mention in school_mentions(message)] == texts


@pytest.mark.parametrize("message", NO_MENTION.strip().split("\n"))
def test_sentences_that_name_no_school(message: str) -> None:
    assert school_mentions(message) == ()


def test_every_listed_name_keeps_within_the_tier_of_its_list() -> None:
    for one in listed():
        for name in (one.school.name, *one.others):
            found = find_school(name)
            assert one.school in found.schools, name
            assert RANK[found.tier] <= RANK[one.school.tier], name


def test_an_independent_college_never_has_the_tier_of_its_university() -> None:
    stems = ("城市学院", "珠海学院", "科技学院", "滨海学院", "独立学院", "职业技术学院", "天津学院")
    for school in load_schools():
        if school.double_first_class and school.name.endswith("大学"):
            for stem in stems:
                assert find_school(f"{school.name}{stem}").tier == "other", school.name + stem


NAMES = st.sampled_from(sorted(read_lists().names))
PIECES = st.sampled_from(
    [
        "大学",
        "学院",
        "师范",
        "吉林",
        "的",
        "毕业",
        "那个",
        "珠海",
        "校区",
        "MIT",
        "（",
        "）",
        "，",
        "１",
    ]
)
TEXTS = st.text(max_size=60) | st.lists(NAMES | PIECES | st.text(max_size=3), max_size=8).map(
    "".join
)


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_any_text_is_looked_up(text: str) -> None:
    found = find_school(text)
    assert (found.kind == "unknown") == (not found.schools)
    assert (found.kind == "found") == (len(found.schools) == 1)
    tiers = {school.tier for school in found.schools}
    assert found.tier is None or tiers == {found.tier}
    assert find_school.__wrapped__(text) == found


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_mentions_are_spans_in_order(message: str) -> None:
    end = 0
    for mention in school_mentions(message):
        assert end <= mention.start < mention.end <= len(message)
        assert message[mention.start : mention.end] == mention.text
        assert mention.match.schools
        end = mention.end


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(sorted(load_schools(), key=str)), st.integers(0, 9), st.characters())
def test_a_slip_never_gives_one_real_school_the_tier_of_another(
    school: Any, place: int, wrong: str
) -> None:
    typed = school.name[:place] + wrong + school.name[place + 1 :]
    if fold(typed) != fold(school.name) and fold(typed) in read_lists().names:
        expected = read_lists().names[fold(typed)]
        assert find_school(typed).schools == expected
    elif not school.double_first_class:
        assert find_school(typed).tier != "tsinghua_peking"


def test_reading_and_looking_up_are_quick() -> None:
    read_lists.cache_clear()
    started = time.perf_counter()
    read_lists()
    assert time.perf_counter() - started < 0.5  # 20 ms when the machine is idle
    message = ("我是吉大毕业的硕士，媳妇是东师的，想问下吉林市的人才政策。" * 8)[:200]
    school_mentions(message)
    started = time.perf_counter()
    for _ in range(10):
        school_mentions(message)
        find_school.__wrapped__("哈尔宾工业大学")
    assert time.perf_counter() - started < 0.3


def copy(tmp_path: Path) -> Path:
    shutil.copytree(CORPUS / "policies", tmp_path / "policies")
    shutil.copytree(CORPUS / "school_lists", tmp_path / "school_lists")
    return tmp_path


@pytest.mark.parametrize(
    ("file", "old", "new", "what"),
    [
        (
            "mainland.yaml",
            "沈师、",
            "沈师、吉大、",
            "'吉大' of 沈阳师范大学 is also said of 吉林大学",
        ),
        ("jilin_province.yaml", "\n通化:", "\n沈阳:", "'沈阳' is no city of 吉林省"),
        ("ambiguous.yaml", "山大: 山东大学、山西大学", "山大: 山东大学", "means one school only"),
        ("ambiguous.yaml", "山大: 山东大学、山西大学", "山大: 山东大学、火星大学", "火星大学"),
        ("ambiguous.yaml", "山大: ", "吉大: ", "is declared ambiguous, and said of 吉林大学"),
        ("ambiguous.yaml", "山大: 山东", "河大: 山东", "stands twice"),
    ],
)
def test_a_fault_in_the_lists_is_found_with_its_line(
    tmp_path: Path, file: str, old: str, new: str, what: str
) -> None:
    folder = copy(tmp_path)
    path = folder / "school_lists" / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    faults = [
        str(fault)
        for proof in school_proofs(folder)
        for fault in proof.faults
        if fault.path == path
    ]
    assert any(what in fault and re.search(rf"{file}:[1-9]", fault) for fault in faults), faults


def school_proofs(folder: Path) -> list[Any]:
    from corpus.check.material import Material
    from corpus.check.schools import prove_schools

    return list(prove_schools(Material.read(folder)))


def test_the_counts_of_the_public_lists_are_proved(tmp_path: Path) -> None:
    folder = copy(tmp_path)
    path = folder / "school_lists" / "double_first_class.yaml"
    text = path.read_text(encoding="utf-8")
    kept = [line for line in text.split("\n") if not line.startswith("    厦门大学:")]
    path.write_text("\n".join(kept).replace("  厦门、漳州:\n", ""), encoding="utf-8")
    faults = [str(fault) for proof in school_proofs(folder) for fault in proof.faults]
    assert f"{path}:1: 985 counts 38 schools, not 39" in faults
    assert f"{path}:1: 211 counts 111 schools, not 112" in faults
    assert f"{path}:1: 双一流 counts 146 schools, not 147" in faults


def test_the_shipped_lists_are_proved() -> None:
    proofs = {proof.name: proof for proof in prove() if "school" in proof.name}
    assert len(proofs) == 3
    assert not any(proof.faults for proof in proofs.values())
    assert "39 of 985, 112 of 211, 147 of 双一流" in proofs["schools of the public lists"].covered


def test_a_name_that_two_schools_claim_is_refused(tmp_path: Path) -> None:
    folder = copy(tmp_path) / "school_lists"
    path = folder / "mainland.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("沈师、", "沈师、吉大、", 1), encoding="utf-8")
    with pytest.raises(
        DataError, match=r"mainland\.yaml: '吉大' is said of 吉林大学 and of 沈阳师范"
    ):
        read_lists(folder)


def test_folding_ignores_width_case_blanks_and_brackets() -> None:
    assert fold(" Ｍ.I.T（中国）[石油] ") == "mit中国石油"
