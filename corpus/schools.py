"""Schools by what people type and say: their tier, “双一流”, and whether they lie in 吉林市."""

from functools import lru_cache

from corpus.school_list import School, Tier, load_schools
from corpus.school_lookup import look_up
from corpus.school_match import SchoolMatch, match
from corpus.school_mentions import SchoolMention, is_bounded, school_mentions

__all__ = [
    "School",
    "SchoolMatch",
    "SchoolMention",
    "Tier",
    "find_school",
    "load_schools",
    "school_mentions",
]


@lru_cache(maxsize=1024)
def find_school(text: str) -> SchoolMatch:
    """The school that a person typed into a school field; a sentence gives what it mentions."""
    found = look_up(text)
    if found.schools:
        return found
    mentioned = [one for one in school_mentions(text) if is_bounded(text, one)]
    if len(mentioned) == 1:
        return mentioned[0].match
    return match(school for one in mentioned for school in one.match.schools)
