"""Tells whether a question asks about another place's policy, or only mentions a place.

People name other places for their schools, jobs and origins (我在长春读书，毕业于北京大学): that is
about them. A place whose policy, benefit or office is asked for is another thing.
"""

import re
from functools import cache

from corpus.scope import Places, any_of

# What follows a place that is part of a school's name, or of where somebody lives, works, studies.
_SCHOOL = (
    r"[\u4e00-\u9fff]{0,8}?(?:大学(?!生)|学院|大(?![家概学力小连])|师范|理工|医大|农大|高中|中学)"
)
_STORY = (
    r"(?:市|省|那边|那头|这边|那儿|那块|那旮瘩)?的?(?:一?[家个])?"
    r"(?:公务|出差|办事|开会|参观|回|毕业|读|念|上学|上大学|上班|工作|打工|干活|做生意|当兵|漂|务工"
    r"|定居|户口|户籍|籍|人[^才材社]|人$|过来|来吉|来你|来咱|转|迁|调|辞|待|呆|混|飘|住了|住着|开店|开公司"
    r"|做[^的]{0,8}(?:师|员|工)|(?:事业|企业|公司|单位|厂|机关|医院|研究所)[^，。给引]{0,4}(?:干|上班|工作|做))"
)
_BEFORE_STORY = re.compile(r"(?:在|家是|嫁到|来自|离开|离|从|由|打|去|到|往|回|和|跟)$")
_OVER_THERE = re.compile(r"那边|那头|那旮瘩|那旮沓|那儿|那里|当地|那地方")
_ASKED = re.compile(
    r"(?:市|省|州|县|区)?(?:的|那边|那头|那儿|这边|这儿|现在|目前|今年|有没有|有啥|有什么|对|给|也)*"
    r"(?:引进|引才|人才|高校毕业生|毕业生|大学生|应届生|博士|硕士|本科|补贴|补助|政策|落户|入户|买房|购房"
    r"|公寓|住房|安家|租房|创业|生活补|标准|能领|能给|多少|怎么申请|咋申请|新政|有吗|呢|编制"
    r"|事业编|待遇|奖励|优惠|是不是|也有|也给|高层次|人社|12345)"
)
_BENEFIT = re.compile(
    r"补|贴|贷|政策|落户|入户|领|奖|公寓|编制|人才|待遇|优惠|扶持|安家|津贴|给钱|多少钱"
)
# What the province confers is spoken of here too (省级人才计划, 省里认定的).
_CONFERRED = re.compile(
    r"[的级里]*(?:人才(?:计划|工程)|认定|评|称号|技术能手|技能大奖|突出贡献|专家)"
)


@cache
def _patterns(places: Places) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    names, here = any_of((*places.elsewhere, *places.province)), any_of(places.here)
    # 长春高新区 is not here, though 高新区 alone is.
    return (
        # 长春高新区 is not here, though 高新区 alone is.
        re.compile(rf"(?:{names})[市省]?(?:{here})|(?P<here>{here})"),
        re.compile(names),
        re.compile(rf"(?:{any_of(places.not_place)})(?!生)"),
    )


def asks_about_elsewhere(question: str, places: Places) -> str | None:
    """The other place whose policy `question` asks about, or None."""
    here, elsewhere, not_place = _patterns(places)
    if any(found["here"] for found in here.finditer(question)):
        return None  # compared with or seen from here: that can be answered
    masked = not_place.sub(lambda found: "〇" * len(found[0]), question)
    for found in elsewhere.finditer(masked):
        before, after = masked[: found.start()], masked[found.end() :]
        if _is_asked(before, after, in_province=found[0] in places.province):
            return None if places.origin.search(masked) and not _asked_there(after) else found[0]
    return None


def _is_asked(before: str, after: str, *, in_province: bool) -> bool:
    if in_province:
        return bool(_ASKED.match(after)) and not _CONFERRED.match(after)
    if _asked_there(after):
        return True
    if re.match(_SCHOOL, after) or re.match(_STORY, after):
        return False
    if _BEFORE_STORY.search(before):
        return bool(_ASKED.match(after))
    return True


def _asked_there(after: str) -> bool:
    """那边的人才房怎么申请: the place is spoken of as there."""
    there = _OVER_THERE.search(after)
    return bool(there and _BENEFIT.search(after[there.end() :]))
