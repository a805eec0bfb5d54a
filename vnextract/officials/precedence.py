"""Which titles one person can bear together, and in which order they are named: the higher before the lower."""

from __future__ import annotations

from vnextract.officials.scene import Held, Scene

_SOLE = frozenset({"Thủ tướng", "Chủ tịch nước", "Chủ tịch Quốc hội", "Tổng Bí thư", "Tổng thống"})
_BESIDE = frozenset({"Trưởng ban", "Trưởng ban chỉ đạo", "Chủ tịch nước", "Tổng Bí thư"})
PREPOSITIONS = frozenset("của với cho theo do bởi từ gửi đến tới được".split())


def is_of_another(scene: Scene, held: Held, after: Held) -> bool:
    """Whether a title before another can be no second one of its bearer: an office of the head of state, a deputy's chief."""
    role, other = held.title.role, after.title.role
    if role in _SOLE and scene.key(held.first - 1) in PREPOSITIONS and other not in _BESIDE:
        return True
    if held.title.tenure != after.title.tenure or role.startswith("Phó ") == other.startswith("Phó "):
        return False
    one, two = (_without_deputy(t.title.text) for t in (held, after))
    return len(min(one, two)) > 2 and (one[: len(two)] == two or two[: len(one)] == one)


_HIGHEST = frozenset(("Thủ tướng", "Phó Thủ tướng", "Chủ tịch nước", "Tổng Bí thư", "Chủ tịch Quốc hội", "Tổng thống"))
_STAFF = frozenset(("Nhân viên", "Cán bộ", "Chiến sĩ", "Chiến sỹ", "Công chức", "Viên chức", "Đảng viên"))


def is_lower(held: Held, after: Held) -> bool:
    """Whether a title is too low to stand before another of the same bearer: the higher is named first."""
    role = held.title.role
    if role in _STAFF:
        return True
    lower = ("Bộ trưởng", "Thứ trưởng", "Giám đốc", "Chủ tịch", "Vụ trưởng", "Cục trưởng", "Đại biểu")
    return after.title.role in _HIGHEST and role.removeprefix("Phó ").startswith(lower) and role not in _HIGHEST


def _without_deputy(title: str) -> list[str]:
    return [word for word in title.casefold().split() if word not in ("phó", "thường", "trực")]
