"""Where acts take place: the phrase that tells it, however far; what is no place of the act."""

from __future__ import annotations

import pytest

import vnextract as vx

RULES = vx.Pipeline(model=None)  # the model has tests of its own

# Text with the trigger in ⟦⟧; the place.
CASES = [
    ("Chiều 6/12/2023, tại Hà Nội, Bộ Y tế tổ chức ⟦hội nghị⟧ tổng kết.", "Hà Nội"),
    ("Bộ Y tế tổ chức ⟦hội nghị⟧ tại Hà Nội và Hải Phòng.", "Hà Nội và Hải Phòng"),
    ('Bộ Y tế tổ chức ⟦hội nghị⟧ "Tiêm chủng an toàn tại nhà" tại Hà Nội.', "Hà Nội"),
    (
        "Bộ Y tế tổ chức ⟦hội nghị⟧ về phòng chống dịch bệnh mùa đông xuân cho các địa phương miền núi, vùng sâu, vùng xa, "
        "biên giới và hải đảo được tổ chức tại Hà Nội.",
        "Hà Nội",
    ),
    ("Tại Trung tâm Văn hóa ở tỉnh Lào Cai, Bộ Y tế tổ chức ⟦lễ khánh thành⟧.", "Trung tâm Văn hóa ở tỉnh Lào Cai"),
    ("Thủ tướng Chính phủ đến Nhật Bản để dự ⟦hội nghị⟧.", "Nhật Bản"),
    ("Chủ tịch nước ⟦thăm⟧ cấp Nhà nước Trung Quốc.", "Trung Quốc"),
    ("Phát biểu trước báo giới ở Tokyo, Thủ tướng Nhật Bản Shinzo Abe ⟦nhấn mạnh⟧ lập trường này.", "Tokyo"),
    ("Bộ trưởng Bộ Y tế ⟦phát biểu⟧ tại Hà Nội.", "Hà Nội"),
    ("Bộ trưởng Bộ Y tế ⟦phát biểu⟧ tại Diễn đàn Sức khỏe châu Á ở Tokyo ngày 3/6.", "Tokyo"),
    ("Bộ trưởng Bộ Y tế ⟦trả lời⟧ phỏng vấn báo chí ở Đà Nẵng.", "Đà Nẵng"),
    ("Ngoại trưởng Mỹ ⟦nói⟧ với các phóng viên ở Paris.", "Paris"),
    ("Ngoại trưởng Mỹ ⟦nói⟧ việc xây cảng ở Lào chậm trễ.", None),
    ("Bộ trưởng Bộ Y tế ⟦phát biểu⟧ tại buổi lễ, gặp các bác sĩ ở Hà Nội.", None),
    ("Chủ tịch nước ⟦tiếp⟧ Ngoại trưởng Lào đang thăm và làm việc tại Việt Nam.", None),
    ("UBND tỉnh Hà Tĩnh ⟦họp⟧ về vụ cháy chợ ở huyện Kỳ Anh.", None),
    ("Bộ Y tế tổ chức ⟦hội nghị⟧ về vụ ngộ độc, diễn ra tại Hà Nội.", "Hà Nội"),
    ("Trò chuyện với các phóng viên ở thành phố Huế, Bộ trưởng Bộ Y tế ⟦khẳng định⟧ điều này.", "thành phố Huế"),
    ("Bộ trưởng Bộ Y tế đi ⟦kiểm tra⟧ địa điểm xảy ra vụ cháy.", "địa điểm xảy ra vụ cháy"),
    ("Bí thư Thành ủy Hà Nội đến ⟦thăm⟧ và chúc mừng báo Tuổi Xanh.", "báo Tuổi Xanh"),
    ("Bí thư Thành ủy Hà Nội đến ⟦thăm⟧ và chúc mừng Hòa thượng Thích Minh Tâm.", None),
    ("Theo phóng viên TTXVN tại Bắc Kinh, Chủ tịch nước ⟦hội đàm⟧ với Chủ tịch Trung Quốc.", None),
    ("Ngoại trưởng Mỹ ⟦gặp⟧ Đại sứ Nga tại Nhật Bản.", None),
    ("UBND tỉnh Hà Tĩnh tổ chức ⟦lễ truy điệu⟧ liệt sĩ hy sinh tại Lào.", None),
    ("Bộ trưởng Bộ Y tế tới Lào dự ⟦hội nghị⟧ về tiêm chủng.", "Lào"),
    ("Ngoại trưởng Mỹ đã tới Nhật Bản, bắt đầu ⟦chuyến công du⟧ đầu tiên.", "Nhật Bản"),
    ("Tới Nhật Bản, Thủ tướng ⟦gặp⟧ Thủ tướng Nhật Bản.", "Nhật Bản"),
    ("Bộ trưởng Bộ Y tế ⟦thăm⟧ nước Mỹ.", "nước Mỹ"),
    ("Bộ trưởng Bộ Y tế ⟦thăm⟧ các trạm y tế tại huyện Kỳ Anh.", "trạm y tế tại huyện Kỳ Anh"),
    ("Bộ trưởng Bộ Y tế ⟦thăm⟧ trụ sở của Liên hợp quốc.", "trụ sở của Liên hợp quốc"),
    ("Bộ trưởng Bộ Y tế ⟦thăm⟧ các công nhân.", None),
    ("Bộ trưởng Bộ Y tế ⟦khảo sát⟧ công tác phòng dịch tại huyện Kỳ Anh.", "huyện Kỳ Anh"),
    ("Bộ trưởng Bộ Y tế ⟦khảo sát⟧ tình trạng hạn hán trên địa bàn tỉnh Lào Cai.", "tỉnh Lào Cai"),
    ("Bộ trưởng Bộ Y tế ⟦khảo sát⟧ tình trạng hạn hán trên địa bàn tỉnh.", None),
    ("Chủ tịch nước ⟦trồng cây⟧ lưu niệm trong khuôn viên Trường Đại học Huế.", "khuôn viên Trường Đại học Huế"),
    ("Chiều 6/12/2023, tại Văn phòng Chính phủ, Bộ trưởng Bộ Y tế ⟦tiếp⟧ Đại sứ Lào.", "Văn phòng Chính phủ"),
    ("Chủ tịch nước ⟦hội kiến⟧ Thủ tướng Lào tại Đại lễ đường Nhân dân.", "Đại lễ đường Nhân dân"),
    ("Chủ tịch nước ⟦tiếp⟧ Ngoại trưởng Lào sang thăm và làm việc tại Việt Nam.", None),
    ("Tổng thống Mỹ ⟦nói⟧ với các phóng viên tại Nhà Trắng.", "Nhà Trắng"),
    ("Phát biểu sau cuộc hội đàm tại Tokyo, Thủ tướng Nhật Bản Shinzo Abe ⟦khẳng định⟧ lập trường này.", None),
    ("Tại Đà Nẵng, Thủ tướng Chính phủ ⟦yêu cầu⟧ Bộ Y tế chống dịch.", "Đà Nẵng"),
    ("Tại ⟦cuộc họp⟧ của Chính phủ, Bộ trưởng Bộ Y tế Trần Văn Lợi kể về chiến sự ở Syria.", None),
    ("Bộ trưởng Bộ Y tế ⟦nhấn mạnh⟧ vai trò của tuyến xã tại miền núi.", None),
]


@pytest.mark.parametrize(("marked", "place"), CASES, ids=lambda value: str(value)[:40])
def test_place(marked: str, place: str | None) -> None:
    start = marked.index("⟦")
    found = [e for e in RULES.extract(marked.replace("⟦", "").replace("⟧", "")).events if e.start <= start < e.end]
    assert [event.place for event in found] == [place]


@pytest.mark.parametrize(
    "text",
    ["Chủ tịch nước thăm", "Chủ tịch nước thăm cấp Nhà nước", "Tại Hà Nội, Thủ tướng gặp", "Thủ tướng gặp nhau tại"],
)
def test_texts_that_end_with_the_act(text: str) -> None:
    assert len(RULES.extract(text).events) == 1
