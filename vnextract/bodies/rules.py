"""The rules of bodies by name, one a family of heads, each with examples of what it finds and must leave alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from vnextract.bodies.extractor import find_bodies
from vnextract.document import Body, Document
from vnextract.rules import Rule


@dataclass(frozen=True, slots=True)
class Named:
    """The bodies of a document that one rule found."""

    name: str

    def __call__(self, document: Document) -> Iterator[Body]:
        return (body for body in find_bodies(document) if body.rule == self.name)


# name: examples / rejects, one a line.
_TABLE = """
body.state: Thủ tướng ⟦Chính phủ⟧ đến thăm. | Ủy viên ⟦Bộ Chính trị⟧ nói. | ⟦Quốc hội Lào⟧ họp. | Phe đối lập chê ⟦chính phủ Trump⟧ bất tài. / Chính phủ và nhân dân hai nước mong muốn. | Quốc hội hai nước họp. | Nguồn: Thông tin Chính phủ. | Xây dựng Chính phủ điện tử. | Trái phiếu Chính phủ tăng giá.
body.people: Chủ tịch ⟦UBND tỉnh Yên Bái⟧ nói. | Báo cáo ⟦UBND tỉnh⟧, Tỉnh ủy. | ⟦HĐND TP⟧ họp. | Phó Chủ tịch Thường trực ⟦UBND tỉnh⟧ nói. / Chủ tịch UBND các tỉnh, thành phố. | HĐND cấp tỉnh quy định mức giá.
body.party: Bí thư ⟦Thành ủy Đà Nẵng⟧ nói. | ⟦Đảng ủy xã Tân Lập⟧ họp. | ⟦Tỉnh ủy Villa Clara⟧ đón đoàn. / Ông là Đảng ủy viên. | Chi bộ họp.
body.organ: ⟦Ban Thường vụ Tỉnh ủy Yên Bái⟧ họp. | ⟦UBKT Huyện ủy⟧ kết luận. / Ông vào Ban Thường vụ. | Phó Bí thư Thường trực đến.
body.commission: Trưởng ⟦Ban Tuyên giáo Thành ủy⟧ nói. | ⟦Ban Pháp chế HĐND TP Hà Nội⟧ thẩm tra. | ⟦Ban Dân vận Trung ương Đảng⟧ họp. / Ban tổ chức lễ hội thông báo.
body.office: Chánh ⟦Văn phòng UBND tỉnh⟧ nói. | ⟦Văn phòng Bộ Nội vụ⟧ báo cáo. / Văn phòng luật sư nhận đơn.
body.inspect: Chánh ⟦Thanh tra Bộ Nội vụ⟧ nói. | ⟦Thanh tra tỉnh⟧ kết luận. / Đoàn thanh tra làm việc.
body.ministry: ⟦Bộ Tài nguyên và Môi trường (TN&MT)⟧ họp. | ⟦Bộ VH-TT&DL⟧ tổ chức lễ. | ⟦Bộ Kế hoạch, Đầu tư⟧ họp. | ⟦Bộ Ngân khố Mỹ⟧ nói. / Bộ phim này hay. | Cán bộ y tế đến. | Bộ trưởng Giáo dục nói.
body.department: ⟦Sở Xây dựng⟧ kiểm tra. | ⟦Vụ Tổ chức cán bộ của Bộ Nội vụ⟧ họp. | Trưởng ⟦phòng Nội vụ⟧ nói. | ⟦Vụ 2 VKSND tối cao⟧ nói. / Họ vào Phòng Bầu dục. | Cơ sở y tế này. | Phòng họp rộng. | Vụ việc nghiêm trọng. | Giám đốc Sở Quách Văn Mẫn nói.
body.committee: ⟦Ủy ban Pháp luật của Quốc hội⟧ thẩm tra. | ⟦Ủy ban Tư pháp Thượng viện Mỹ⟧ họp. | ⟦Ủy ban Năng lượng Quốc gia Lào⟧ họp. / Ủy ban này họp.
body.council: ⟦Hội đồng tuyển dụng viên chức thành phố⟧ họp. | ⟦Hội đồng xét tuyển công chức tỉnh Quảng Trị⟧ họp. / Hội đồng quản trị công ty họp. | Hội đồng kinh tế Thái Bình Dương họp. | Hội đồng Bảo an họp.
body.agency: ⟦Cơ quan Điều tra Liên bang Mỹ⟧ nói. | ⟦Cơ quan Thông tin Năng lượng Mỹ⟧ dự báo. / Cơ quan chức năng vào cuộc.
body.court: ⟦TAND huyện Mỹ Đức⟧ xử. | ⟦VKSND Cấp cao tại Hà Nội⟧ kháng nghị. | ⟦TAND khu vực 3 - Đà Nẵng⟧ xử. | ⟦Tòa Dân sự - TAND tỉnh Bắc Ninh⟧ xử. / Ra trước tòa án.
body.police: ⟦Công an tỉnh Hưng Yên⟧ bắt. | ⟦Cơ quan CSĐT Công an tỉnh Hà Nam⟧ khởi tố. | Trưởng ⟦công an xã⟧ nói. / Công an đã đến. | Cảnh sát can thiệp.
body.police_code: Trưởng phòng ⟦PC45⟧ nói. | Cục trưởng ⟦C50⟧ nói. | ⟦PC45 Công an tỉnh Bắc Ninh⟧ bắt. / Tổ hợp C00 xét tuyển.
body.military: ⟦Bộ CHQS tỉnh Đắk Lắk⟧ họp. | ⟦Bộ đội Biên phòng tỉnh⟧ bắt. | ⟦Bộ Tổng Tham mưu⟧ họp. / Bộ đội giúp dân.
body.unit: Tư lệnh ⟦Quân khu 7⟧ nói. | ⟦Sư đoàn 308⟧ diễu binh. / Trung đoàn của ông.
body.post: ⟦Đồn Biên phòng Long Bình⟧ bắt. | ⟦Đồn Biên phòng cửa khẩu Cầu Treo⟧ phối hợp. / Các đồn biên phòng.
body.team: ⟦Đội CSGT số 1⟧ xử lý. | ⟦Đội Quản lý thị trường 8B⟧ thu giữ. / Đội tuyển thắng.
body.front: Chủ tịch ⟦Ủy ban Trung ương MTTQ Việt Nam⟧ nói. | ⟦LĐLĐ quận 3⟧ họp. | Bí thư ⟦Tỉnh đoàn⟧ nói. / Công đoàn họp.
body.foreign: ⟦Nhà Trắng⟧ im lặng. | ⟦Hạ viện Anh⟧ họp. | Chánh văn phòng ⟦Nhà Trắng⟧ nói. | Dự luật qua ⟦thượng viện⟧. | ⟦Quân đội Thái Lan⟧ nói. / Quân đội đã rút.
body.mission: ⟦Đại sứ quán Việt Nam tại Lào⟧ báo. | ⟦Phái đoàn đại diện thường trú Việt Nam ở Liên Hợp Quốc⟧ báo. / Cán bộ Đại sứ quán.
body.steering: ⟦Ban Chỉ đạo phòng, chống dịch Covid-19 TP Hà Nội⟧ họp. | ⟦Ban Chỉ đạo Cải cách tư pháp Trung ương⟧ họp. | ⟦Ban chỉ đạo Phòng chống tham nhũng⟧ họp. | ⟦Ủy ban liên Chính phủ Việt Nam - Lào⟧ họp. / Ban Chỉ đạo đã họp.
body.board: ⟦Ban Quản lý dự án đường sắt⟧ báo cáo. | ⟦Ban Quản lý vịnh Hạ Long⟧ họp. | ⟦Ban quản lý chợ Tân Thành⟧ lý giải. | ⟦BQL Rừng phòng hộ Đông Nam Sông Hinh⟧ họp. / Ban quản lý tòa nhà nói. | Ban quản lý phân công người trực.
"""


def _rule(line: str) -> Rule:
    name, rest = line.split(": ", 1)
    examples, rejects = rest.split(" / ")
    return Rule(name, Named(name), tuple(examples.split(" | ")), tuple(rejects.split(" | ")))


RULES = tuple(_rule(line) for line in _TABLE.strip().splitlines())
