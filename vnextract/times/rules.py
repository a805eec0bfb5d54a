"""The rules of time expressions by name, each with examples of what it finds and must leave alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from vnextract.document import Document, Time
from vnextract.rules import Rule
from vnextract.times.dates import find_times


@dataclass(frozen=True, slots=True)
class Named:
    """The times of a document that one rule found."""

    name: str

    def __call__(self, document: Document) -> Iterator[Time]:
        return (time for time in find_times(document) if time.rule == self.name)


# name: examples / rejects, one a line.
_TABLE = """
time.day: ⟦Chiều 6/12⟧, Thành ủy họp. | Họp lúc ⟦20h ngày 10/6⟧. / Đội thắng 2-1. | Dự lễ ở quảng trường 2/4.
time.clock: Gọi điện lúc ⟦3h sáng⟧. | Ông gọi vào ⟦sáng sớm⟧. / Lúc 2 xe va chạm.
time.day_range: Họp trong ⟦hai ngày 9 và 10-2⟧. | Phiên tòa mở ⟦các ngày 25, 26/2/2016⟧. / Tỷ lệ 50/50.
time.deictic: ⟦Sáng nay⟧, đoàn đến xã. | Ông đến ⟦hôm qua⟧. / Hiện nay, đoàn ở xã.
time.deictic_date: ⟦Sáng nay (23/7)⟧, đoàn đến. | ⟦Chiều nay 25-5⟧, đoàn đến. / Sáng nay (thứ hai), đoàn đến.
time.same_day: Ngày 6/12, họp. ⟦Chiều cùng ngày⟧, họp báo. | Ngày 6/12, đến; ⟦hôm sau⟧, về. | Ngày 6/12, họp. Cũng ⟦trong ngày⟧, đoàn về. / Cùng nhau họp. | Trong ngày, xe chạy ba chuyến.
time.part_of_day: Ngày 6/12, họp. ⟦Đầu giờ chiều⟧, bế mạc. | Ngày 6/12: ⟦đầu giờ sáng⟧, khai mạc. / Buổi chiều đẹp.
time.weekday: Họp vào ⟦thứ Sáu tuần trước⟧. | Họp ⟦hôm thứ Hai⟧. / Sang ngày thứ hai của kỳ họp. Lần thứ hai họp. | Chiến tranh thế giới thứ Hai.
time.weekday_date: ⟦Thứ Ba, ngày 18/2/2025⟧, họp. | Họp ⟦thứ Sáu (16/6)⟧. / Lần thứ hai, năm 2016.
time.month: Ông nhận chức ⟦tháng 10/2023⟧. | Họp vào ⟦tháng 3 tới⟧. / Thu nhập mỗi tháng 5 triệu đồng.
time.month_range: Ra quân ⟦tháng 9 và tháng 10/2016⟧. | Ra quân ⟦các tháng 3, 4/2017⟧. / Giữa tháng 6, 2 vợ chồng đến.
time.near_week: Họp ⟦tuần trước⟧. | Họp vào ⟦đầu tuần sau⟧. / Mỗi tuần họp.
time.near_weekend: Đoàn đi ⟦cuối tuần trước⟧. | Đoàn đi ⟦cuối tuần này⟧. / Đoàn nghỉ cuối tuần.
time.near_month: Họp ⟦tháng này⟧. | Báo cáo ⟦tháng trước⟧. / Hơn 1 tháng trước ngày khai mạc.
time.near_quarter: Hoàn thành ⟦quý này⟧. | Báo cáo ⟦quý trước⟧. / Kim loại quý này đắt.
time.near_year: Hoàn thành ⟦năm nay⟧. | Họp ⟦cuối năm ngoái⟧. / Trong 2 năm.
time.year: Thanh tra ⟦năm 2016⟧. | Thăm xã ⟦đầu xuân Đinh Dậu⟧. / Ông sinh năm 1966.
time.year_range: Ký ⟦trong 2 năm 2012-2013⟧. | Đề án ⟦2016-2020⟧ đã xong. / Số 2016-2020/QĐ.
time.range: Họp ⟦từ ngày 5 đến 7-7⟧. | Họp ⟦từ năm 2001 - 2003⟧. / Phạt từ 15 - 30 triệu đồng.
time.since: Điều động ⟦kể từ ngày 6.2.2017⟧. | ⟦Từ năm 2010⟧, ông làm Chủ tịch. / Từ 15 đến 30 người.
time.until: Báo cáo ⟦trước ngày 30-6⟧. | ⟦Tính đến ngày 31/12/2025⟧, còn 3 dự án. / Đứng trước ngày hội lớn.
time.from: ⟦Sau ngày 30/4/1975⟧, ông về quê. | ⟦Sau năm 2019⟧, sẽ mở rộng. / Sau ngày khai mạc.
time.now: ⟦Từ nay đến cuối năm⟧, rà soát. | ⟦Từ nay đến năm 2030⟧, rà soát. / Từ nay về sau.
time.counted: ⟦Hai ngày trước⟧, xã họp. | Trong gần ⟦5 năm qua⟧, tỉnh họp. / Xã họp trong 2 ngày.
time.ago: ⟦Cách đây 10 năm⟧, xã lập. | ⟦Cách đây hơn hai tháng⟧, xã họp. / Cách đây 10 km.
time.before_that: Ngày 6/12, ký. ⟦Trước đó hai ngày⟧, họp. | Ngày 6/12, ký; ⟦sau đó 5 ngày⟧, họp. / Trước đó, họp.
time.quarter: Giải ngân ⟦quý II/2018⟧. | Báo cáo ⟦quý 3 năm 2026⟧. / Kính mời quý vị.
time.part_of_year: Kết quả ⟦6 tháng đầu năm 2025⟧. | Kế hoạch ⟦nửa cuối năm 2024⟧. / Sáu tháng tù.
time.season: Khởi công ⟦mùa hè 2018⟧. | Chiến dịch ⟦mùa xuân năm 1975⟧. / Mùa hè xanh.
time.school_year: Khai giảng ⟦năm học 2026-2027⟧. | Tổng kết ⟦năm học 2020 - 2021⟧. / Năm học mới.
time.term: Hội đồng ⟦nhiệm kỳ 2020-2025⟧. | Kế hoạch ⟦giai đoạn 2021-2025⟧. / Nhiệm kỳ mới.
time.decade: Xây ⟦thập niên 1980⟧. | Nhà xây ⟦những năm 90⟧. / Những năm 1986 khó khăn.
time.century: Đô thị ⟦thế kỷ XXI⟧. | Chùa xây ⟦thế kỷ 19⟧. / Thế kỷ mới.
time.holiday: Mừng ⟦lễ 30/4 và 1/5⟧. | Mừng ⟦Quốc khánh 2/9⟧. / Dự lễ khai mạc.
time.lunar: Khai hội ⟦mồng 5 tháng Giêng⟧. | Thăm xã ⟦dịp Tết Đinh Dậu⟧. / Trồng cây mùa xuân.
time.vague: Họp ⟦những ngày tới⟧. | ⟦Một thời gian sau⟧, ông về. / Những ngày đẹp trời.
"""


def _rule(line: str) -> Rule:
    name, rest = line.split(": ", 1)
    examples, rejects = rest.split(" / ")
    return Rule(name, Named(name), tuple(examples.split(" | ")), tuple(rejects.split(" | ")))


RULES = tuple(_rule(line) for line in _TABLE.strip().splitlines())
