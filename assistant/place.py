"""Tells whether a question asks about another place's policy, or only mentions a place.

People name other places for their schools, jobs and origins (我在长春读书，毕业于北京大学): that is
about them. A place whose policy, benefit or office is asked for is another thing.
"""

import re
from functools import cache

from corpus.scope import Places

# What makes a place part of a person's story, or of a school's or other name.
_SCHOOL = r"[\u4e00-\u9fff]{0,8}?(?:大学|学院|大(?![家概学])|师范|理工|医大|农大|高中|中学)"
_STORY = (
    r"(?:市|省|那边|那头|这边|那儿|那块|那旮瘩)?(?:的)?(?:一?[家个])?"
    r"(?:公务|出差|办事|开会|参观|回|毕业|读|念|上学|上大学|上班|工作|打工|干活|做生意|当兵|漂"
    r"|务工|定居|户口|户籍|籍|人[^才社]|人$|本地人|过来|来吉|来你|转|迁|调|辞|待|呆|混|飘|住"
    r"|(?:事业|国企|民企|企业|公司|单位|厂子|工厂|机关|央企|外企|高校|医院|研究所|互联网))"
)
_BEFORE_STORY = re.compile(
    r"(?:人在|家在|嫁到|户口在|户籍在|来自|离开|离|从|由|去|到|往|留在|落在)$"
)
_ASKED = (
    r"(?:市|省|州|县|区)?(?:的|那边|那头|那儿|这边|这儿|现在|目前|今年|有没有|有啥|有什么)*"
    r"(?:引进|引才|人才|高校毕业生|毕业生|大学生|应届生|博士|硕士|本科|补贴|补助|政策|落户|买房|购房"
    r"|公寓|住房|安家|租房|创业|生活|标准|能领|能给|给多少|给不给|给啥|多少|怎么申请|咋申请|新政|"
    r"有吗|呢|编制|事业编|待遇|奖励|优惠|对|是不是|也有|也给)"
)


@cache
def _patterns(places: Places) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    here = re.compile("|".join(map(re.escape, _longest_first(places.here))))
    names = "|".join(map(re.escape, _longest_first(places.elsewhere + places.province)))
    mention = re.compile(rf"(?P<place>{names})(?P<rest>.*)")
    return here, re.compile(names), mention


def asks_about_elsewhere(question: str, places: Places) -> str | None:
    """The other place whose policy `question` asks about, or None."""
    here, names, _ = _patterns(places)
    if here.search(question):
        return None  # compared with or seen from here: here can be answered
    for found in names.finditer(question):
        before, after = question[: found.start()], question[found.end() :]
        if re.match(_SCHOOL, after) or re.match(_STORY, after):
            continue
        if _BEFORE_STORY.search(before) and not re.match(r"的?(?:人才|补贴|政策)", after):
            continue
        if re.match(_ASKED, after) or _asked_at(before, after):
            return found[0]
    return None


def _asked_at(before: str, after: str) -> bool:
    """在深圳买房有补贴吗: the place is where the benefit would be had."""
    return before.endswith(("在", "搁", "问问", "问下", "查一下", "咨询")) and bool(
        re.search(r"补|政策|落户|领|奖|公寓|编制", after)
    )


def _longest_first(words: tuple[str, ...]) -> list[str]:
    return sorted(words, key=len, reverse=True)
