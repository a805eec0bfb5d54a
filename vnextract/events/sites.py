"""The noun phrases of places: where one may start, which words are of buildings and sites, and where it ends."""

from __future__ import annotations

from vnextract.document import Document, Sentence
from vnextract.events.actors import Actor, Cast

LOCATIVES = frozenset({"tại", "ở"})
_NOT_PLACES = frozenset(
    "hội cuộc buổi phiên kỳ kì lễ đây đó nước phần thời chỗ quyết nghị chỉ văn điều khoản diễn thông họp các nhiều những mỗi nghề lĩnh vòng cấp mức".split()
)
_PLACES_YET = frozenset({("hội", "trường"), ("hội", "đồng"), ("văn", "phòng"), ("văn", "miếu")})
_MANY = frozenset("các nhiều những mỗi".split())
NOT_SITES = frozenset(
    {
        ("xã", "hội"),
        ("một", "cuộc"),
        ("một", "hội"),
        ("một", "buổi"),
        ("đại", "hội"),
        ("thượng", "đỉnh"),
        ("tọa", "đàm"),
        ("khai", "mạc"),
        ("đối", "thoại"),
        ("chương", "trình"),
        ("sự", "kiện"),
        ("bệnh", "nhân"),
        ("triển", "lãm"),
        ("báo", "cáo"),
        ("báo", "chí"),
        ("công", "tác"),
        ("công", "nhân"),
        ("công", "dân"),
        ("châu", "lục"),
    }
)
SITES = frozenset(
    "trường bệnh viện nhà công khu trung sân cảng đền chùa nghĩa bảo viện trạm đại thủ thành tỉnh huyện xã quận trụ hội cầu "
    "gian tượng cơ hiện tuyến làng đảo phường căn tòa cửa dự thị vương cộng báo cánh hang tàu".split()
)
SITES_OF_TWO = frozenset(
    {
        ("tập", "đoàn"),
        ("vị", "trí"),
        ("địa", "điểm"),
        ("điểm", "thi"),
        ("ngôi", "nhà"),
        ("di", "tích"),
        ("trang", "tin"),
        ("châu", "âu"),
        ("châu", "á"),
        ("châu", "phi"),
        ("châu", "mỹ"),
        ("trung", "đông"),
        ("đồng", "ruộng"),
        ("phòng", "họp"),
        ("nút", "giao"),
    }
)
_HALLS = frozenset(
    {
        ("nhà", "trắng"),
        ("quốc", "hội"),
        ("lầu", "năm"),
        ("bảo", "tàng"),
        ("cung", "điện"),
        ("dinh", "tổng"),
        ("dinh", "thự"),
        ("quảng", "trường"),
        ("nhà", "khách"),
        ("trụ", "sở"),
        ("trung", "tâm"),
        ("đại", "học"),
        ("phủ", "chủ"),
    }
)
_STOPS = frozenset(
    "của nhằm để với về có đã sẽ vào ngày sáng chiều tối do cho khi sau trước từ nhân dự bàn theo được đang là và trong "
    'diễn đồng cùng gồm bắt như ví hôm lúc tại ở cũng phải cần vừa ngay nơi không chưa lại còn nên thì mà bị vẫn rằng ( ) . ; : " ! ? - chủ tổ thăm'.split()
)
_NAMING = frozenset("nhân cần đồng bàn".split())
_VERBS = frozenset({("chỉ", "đạo"), ("kiểm", "tra"), ("tham", "gia"), ("phát", "biểu")})
_POINTING = frozenset({"này", "đó"})  # "tại công ty này" names nothing
_LINKING = frozenset({"ở", "và", "lẫn"})
# A person after these is who a site is named after: "Khu lưu niệm Tổng Bí thư Nguyễn Văn Cừ".
_NAMED_AFTER = frozenset("niệm đài lăng mộ đền bảo tàng nhà phủ tích phòng".split())
_POSTED = frozenset("sứ diện lãnh trú".split())  # in titles of whoever is posted abroad: "Đại sứ Nga tại Mỹ"
# Before "tại": what tells where somebody reports from, lives or died.
_ELSEWHERE = frozenset(
    {
        ("ttxvn",),
        ("đóng",),
        ("phóng", "viên"),
        ("trụ", "sở"),
        ("hy", "sinh"),
        ("hi", "sinh"),
        ("sinh", "sống"),
        ("phản", "ánh"),
    }
)


def locates(document: Document, cast: Cast, at: int) -> bool:
    """Whether a place may follow; "tại" within a name tells where a body sits ("Đại sứ quán Việt Nam tại Trung Quốc")."""
    keys = document.keys
    if keys[at] not in LOCATIVES:
        return False
    before = keys[max(0, at - 3) : at]
    if (before[-1:] in _ELSEWHERE or before[-2:] in _ELSEWHERE) and before != ("các", "phóng", "viên"):
        return False
    actor = cast.at(at)
    if actor is None or actor.kind not in ("body", "official", "title"):
        return True
    return actor.kind != "body" and _POSTED.isdisjoint(keys[actor.first : at])


def is_place(actor: Actor | None) -> bool:
    return actor is not None and actor.kind == "place"


def is_seat(document: Document, cast: Cast, at: int) -> bool:
    """Whether what stands after "tại" is a place or a building where people speak."""
    return is_place(cast.at(at)) or is_hall(document.keys, at)


def is_hall(keys: tuple[str, ...], at: int) -> bool:
    return keys[at : at + 2] in _HALLS or keys[at : at + 4] == ("hội", "trường", "quốc", "hội")


def place_phrase(
    document: Document, cast: Cast, sentence: Sentence, at: int, end: int | None = None
) -> tuple[int, int] | None:
    """The noun phrase of a place that starts at a syllable: to a stop word, or a comma that no place follows."""
    keys, last, end = document.keys, at, sentence.last if end is None else end
    first = cast.at(at) if at < end else None
    if (
        at >= end
        or (
            keys[at] in _NOT_PLACES
            and keys[at : at + 2] not in _PLACES_YET
            and (keys[at] in _MANY or not is_place(first))
        )
        or keys[at : at + 2] in NOT_SITES
        or at in cast.time_first
        or at in cast.cited
    ):
        return None
    settled = first.last if first is not None and first.kind == "place" else -1  # the name of a place is complete
    while last < end and last - at < 16:
        actor = cast.at(last)
        if actor is not None and actor.kind in ("place", "body") and actor.last > last:
            last = actor.last
            continue
        if last in cast.time_first or (
            actor is not None and actor.kind in ("official", "title", "pronoun") and last > at
        ):
            if actor is None or keys[last - 1] not in _NAMED_AFTER or last in cast.time_first:
                break
            comma = keys[last : actor.last].index(",") if "," in keys[last : actor.last] else actor.last - last
            last += comma
            if last < actor.last:
                break
            continue
        key = keys[last]
        following = cast.at(last + 1) if last + 1 < sentence.last else None
        if key == ",":
            if not is_place(following):
                break
        elif (
            last > at
            and is_place(following)
            and (key in _LINKING or (key == "tại" and settled < 0 and keys[last + 1] != "các"))
        ):
            pass  # "tại Trung tâm huấn luyện ở tỉnh Kampong Chhnang"; "tại Hà Nội và Hải Phòng"
        elif key == "của" and last > at and settled < 0 and _is_owner(document, last + 1, following):
            pass  # "trụ sở của Liên hợp quốc"
        elif key == "-" and document.syllables[last].start == document.syllables[last - 1].end:
            pass  # "ở Mar-a-Lago"
        elif last > at and (
            (last == settled and not document.syllables[last].text[:1].isupper())
            or (key in _STOPS and not _in_name(document, last))
            or key in _POINTING
            or keys[last : last + 2] in _VERBS
        ):
            break
        last += 1
    if last < sentence.last and keys[last] in _POINTING:
        return None
    return (at, last) if last > at and (keys[at] not in _STOPS or _in_name(document, at)) else None


def _is_owner(document: Document, at: int, actor: Actor | None) -> bool:
    """Whether a site's owner is named at a syllable: a country, a body, an organization with a name."""
    if actor is not None:
        return actor.kind in ("place", "body", "authority")
    return at < len(document.syllables) and document.syllables[at].text[:1].isupper()


def _in_name(document: Document, at: int) -> bool:
    """Whether a syllable that else ends a phrase belongs to a name: "Đại lễ đường Nhân dân", "Cần Thơ"."""
    keys = document.keys
    return (keys[at] in _NAMING and document.syllables[at].text.istitle()) or keys[at - 1 : at + 1] == ("hội", "đồng")
