""":tada: and its kind: Slack's short names of emoji, as the characters themselves."""

import re
from functools import lru_cache

import emoji

# What Slack calls otherwise than everybody else; a hyphen may also stand for the underscore that others write.
_SLACK_ONLY = {
    "blond-haired-person": "blond_haired_person",
    "eject": "eject_button",
    "eye-in-speech-bubble": "eye_in_speech_bubble",
    "face_palm": "person_facepalming",
    "first_place_medal": "1st_place_medal",
    "hand_with_index_and_middle_fingers_crossed": "crossed_fingers",
    "i_love_you_hand_sign": "love-you_gesture",
    "juggling": "person_juggling",
    "keycap_star": "keycap_*",
    "knife_fork_plate": "fork_and_knife_with_plate",
    "large_green_circle": "green_circle",
    "large_orange_circle": "orange_circle",
    "large_purple_circle": "purple_circle",
    "large_yellow_circle": "yellow_circle",
    "large_blue_square": "blue_square",
    "large_green_square": "green_square",
    "large_orange_square": "orange_square",
    "large_purple_square": "purple_square",
    "large_red_square": "red_square",
    "large_yellow_square": "yellow_square",
    "lightning": "cloud_with_lightning",
    "medal": "military_medal",
    "mother_christmas": "Mrs._Claus",
    "rain_cloud": "cloud_with_rain",
    "second_place_medal": "2nd_place_medal",
    "shopping_trolley": "shopping_cart",
    "simple_smile": "slightly_smiling_face",
    "smiling_face_with_3_hearts": "smiling_face_with_hearts",
    "snow_cloud": "cloud_with_snow",
    "spock-hand": "vulcan_salute",
    "the_horns": "metal",
    "third_place_medal": "3rd_place_medal",
}
_NAME = re.compile(r"[a-z0-9_+'-]+")
_SEXES = {"female": "woman", "male": "man", "woman": "woman", "man": "man"}
_SIGNS = {"woman": "\u2640\ufe0f", "man": "\u2642\ufe0f"}
_FIRST_TONE = 0x1F3FB - 2  # Slack counts skin tones from 2
_FIRST_LETTER = 0x1F1E6 - ord("a")  # regional indicators spell flags


def character(name: str, tone: int | None = None) -> str | None:
    """The emoji that Slack calls *name*, in a skin tone from 2 to 6 if given; None if there is none of that name."""
    # Whatever else an app calls an emoji would come out as it is, tags included.
    found = _found(name) if _NAME.fullmatch(name) else None
    if found is None or tone is None or not 2 <= tone <= 6:
        return found
    # The tone goes right behind the first character, before what joins others to it.
    return found[0] + chr(_FIRST_TONE + tone) + found[1:].removeprefix("\ufe0f")


def _found(name: str) -> str | None:
    if flag := re.fullmatch(r"flag-([a-z]{2})", name):
        return "".join(chr(_FIRST_LETTER + ord(letter)) for letter in flag[1])
    underscored = name.replace("-", "_")
    for candidate in (name, _SLACK_ONLY.get(name, name), underscored, f"family_{underscored}"):
        if (found := _known(candidate)) is not None:
            return found
    sex, _hyphen, rest = name.partition("-")
    if rest and sex in _SEXES:
        person = _SEXES[sex]
        sign = _SIGNS[person]
        # A profession is "woman_teacher"; an activity ("man-running") may be known without a sex, which a sign adds.
        joined = _known(f"{person}_{rest.replace('-', '_')}")
        return joined or (f"{alone}\u200d{sign}" if (alone := _known(rest)) is not None else None)
    return None


@lru_cache(maxsize=4096)
def _known(name: str) -> str | None:
    found = emoji.emojize(f":{name}:", language="alias", variant="emoji_type")
    return None if found == f":{name}:" else found
