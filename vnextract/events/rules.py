"""The clause grammar of events by name: who acts, whom an act befalls, whether it happened, with examples."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from vnextract.document import Document, Event, Mention
from vnextract.entities import find_entities
from vnextract.events.extractor import candidates, find_events
from vnextract.links.entities import link
from vnextract.rules import Rule


@dataclass(frozen=True, slots=True)
class Acting:
    """The names of who acts or is acted on, of the acts whose agent one rule of the clause grammar found."""

    how: str
    parts: tuple[str, ...] = ()

    def __call__(self, document: Document) -> Iterator[Mention]:
        named: dict[int, Mention] = {}
        for candidate in candidates(_read(document)):
            agent, actor = candidate.agent, candidate.actor
            if agent is None or actor is None or actor.mention is None or agent.how != self.how:
                continue
            if not self.parts or agent.part in self.parts:
                named[actor.mention.start] = actor.mention
        return iter(named.values())


@dataclass(frozen=True, slots=True)
class Standing:
    """The trigger words of events that happened, are planned, or did not happen."""

    status: str

    def __call__(self, document: Document) -> Iterator[Event]:
        return (event for event in find_events(_read(document)) if event.status == self.status)


def _read(document: Document) -> Document:
    """The document with all mentions that events need."""
    if document.mentions:
        return document
    return document.with_mentions(link(document, find_entities(document)))


# name: examples / rejects, one a line.
_TABLE = """
event.agent.subject adjacent subject: ⟦Bộ Y tế⟧ cho biết dịch đã giảm. | ⟦Bộ Công an⟧ vừa qua đã nhiều lần yêu cầu các tỉnh báo cáo. / Bệnh nhân cho biết đã khỏe. | Dịch đã giảm.
event.agent.manner adjacent subject: ⟦Bộ Ngoại giao⟧ kiên quyết bác bỏ cáo buộc này. | ⟦Quốc hội⟧ đã biểu quyết thông qua dự án luật. / Cổ đông biểu quyết thông qua báo cáo.
event.agent.qualified adjacent subject: ⟦Quốc hội⟧ khóa XIV yêu cầu các bộ báo cáo. | ⟦Bộ Y tế⟧ này cho biết dịch đã giảm. / Bệnh viện này cho biết dịch đã giảm.
event.agent.counted adjacent subject: Đã có 31 ⟦đại biểu Quốc hội⟧ phát biểu. | Có 12 ⟦đại biểu HĐND tỉnh Lào Cai⟧ tranh luận. / Đã có 31 nông dân phát biểu.
event.agent.located adjacent subject: Ông ⟦Trịnh Văn Thử⟧, Chủ tịch UBND xã Tân Lập, huyện Bắc Hà, Lào Cai cho biết giá đã giảm. | Sáng 3/5, bà ⟦Trịnh Thị Thử⟧, Chủ tịch UBND xã Tân Lập, huyện Bắc Hà, nhấn mạnh điều này. / Ông Trịnh Văn Thử, trú phường Kim Tân, cho biết giá đã giảm. | Ông Trịnh Văn Thử - Phó giám đốc Hanoco cho biết giá đã giảm.
event.agent.heard adjacent heard: Nghe ⟦Giám đốc Sở Xây dựng⟧ báo cáo giá nhà, người dự rất vui. | Hội nghị nghe ⟦Bộ Y tế⟧ báo cáo về dịch. / Nghe công ty báo cáo giá nhà, người dự rất vui.
event.agent.first adjacent subject: ⟦UBND tỉnh Lào Cai⟧ và Sở Y tế yêu cầu các huyện trực. | ⟦Bộ Y tế⟧, Bộ Tài chính và Bộ Công Thương đề nghị giảm thuế. / Dân và doanh nghiệp đề nghị giảm thuế.
event.agent.apposition adjacent subject: Ông ⟦Trịnh Văn Thử⟧ - Giám đốc Sở Y tế tỉnh Lào Cai - cho biết ca bệnh đã khỏi. | Ông ⟦Trịnh Văn Thử⟧ (Chánh Văn phòng UBND tỉnh Lào Cai) cho biết giá đã giảm. / Ông Trịnh Văn Thử, chủ quán, cho biết giá đã giảm.
event.agent.addressed adjacent subject: Báo cáo Chính phủ, ⟦Bộ Y tế⟧ cho biết dịch đã giảm. | Trả lời Đại sứ Pháp, ⟦Thủ tướng⟧ nhấn mạnh lập trường. / Trả lời phóng viên, chủ quán nhấn mạnh giá đã giảm.
event.agent.passive adjacent passive: Đề án được ⟦Thủ tướng⟧ phê duyệt. | Nghị quyết đã được ⟦Quốc hội⟧ thông qua. / Đề án được đánh giá tốt.
event.agent.possessor adjacent của: Báo cáo của ⟦Bộ Y tế⟧ cho biết dịch đã giảm. | Thông báo của ⟦Văn phòng Chính phủ⟧ nêu rõ lộ trình. / Báo cáo của công ty cho biết lãi đã giảm.
event.agent.clause adjacent subject: Đó là những gì ⟦Bộ trưởng Bộ Y tế⟧ đã hứa. | Cần rà soát như ⟦Thủ tướng Chính phủ⟧ từng yêu cầu. / Đó là những gì chủ quán đã hứa.
event.agent.guest over object: Thủ tướng tiếp ⟦Ngoại trưởng Lào⟧ đang thăm Việt Nam. | Chủ tịch nước chào mừng ⟦Thủ tướng Lào⟧ sang thăm Việt Nam. / Chủ quán tiếp khách đang thăm quán.
event.agent.leads over: ⟦Bộ trưởng Bộ Y tế⟧ dẫn đầu đoàn công tác của Chính phủ kiểm tra chợ. | ⟦Thủ tướng Chính phủ⟧ đã cùng đoàn công tác của Bộ Y tế thăm bệnh viện. / Chủ quán dẫn đầu đoàn khách của quán thăm chợ.
event.agent.chain chain: ⟦Bộ Y tế⟧ cho biết dịch đã giảm và đề nghị các tỉnh trực. | ⟦Thủ tướng⟧ nhấn mạnh vai trò của cơ sở, đồng thời yêu cầu các bộ vào cuộc. | ⟦Bộ Ngoại giao⟧ phản đối vụ thử tên lửa đồng thời kêu gọi các nước kiềm chế. / Bệnh nhân khỏe và xin về.
event.agent.resumed chain main: ⟦Thủ tướng⟧ khẳng định Việt Nam đánh giá cao hợp tác; mong muốn hai bên sớm gặp nhau. | ⟦Bộ Ngoại giao⟧ cho biết Việt Nam ủng hộ đối thoại, đề nghị các bên kiềm chế. / Bệnh nhân cho biết Việt Nam có thuốc; mong muốn sớm khỏi.
event.agent.writes writes: ⟦Bộ Y tế⟧ vừa có văn bản đề nghị các tỉnh trực. | ⟦UBND tỉnh Lào Cai⟧ đã có công văn yêu cầu các huyện báo cáo. / Công ty có văn bản đề nghị gia hạn.
event.agent.quoted quoted: Reuters dẫn lời ⟦Tổng thống Pháp⟧: đó là việc của hai nước. | Báo chí dẫn lời ⟦Chủ tịch UBND tỉnh Lào Cai⟧. / Báo chí dẫn lời một bác sĩ.
event.agent.fronted fronted: Phát biểu tại hội nghị ở Hà Nội, ⟦Thủ tướng⟧ vui mừng. | Khai mạc phiên họp, ⟦Chủ tịch Quốc hội⟧ vui mừng. / Phát biểu tại lễ cưới, chú rể vui mừng.
event.agent.owner of: Theo yêu cầu của ⟦Thủ tướng⟧, các tỉnh rà soát. | Theo đề nghị của ⟦Bộ Y tế⟧, các tỉnh rà soát. / Theo yêu cầu của khách, quán mở cửa.
event.agent.sender of từ: Bộ Y tế nhận được đề nghị từ ⟦Sở Y tế Lào Cai⟧. | Thủ tướng đã nhận cam kết từ ⟦Tổng thống Pháp⟧. / Bộ Y tế nhận được đề nghị từ công ty.
event.agent.organizer of do: Tại hội nghị sơ kết công tác phòng dịch do ⟦Bộ Y tế⟧ tổ chức, ông nói nhiều. | Tại hội thảo về giá điện do ⟦Bộ Công Thương⟧ chủ trì, ai cũng vui. / Tại hội nghị khách hàng do công ty tổ chức, ai cũng vui.
event.agent.own own: Tại phiên họp ⟦Chính phủ⟧ sáng 3/5, ai cũng vui. | Tại cuộc họp ⟦Ban Bí thư⟧ chiều 4/5, ai cũng vui. / Tại cuộc họp cổ đông chiều 4/5, ai cũng vui.
event.agent.host holder của: Kết luận của ⟦Thủ tướng⟧ tại cuộc họp được thông báo chiều 3/5. | Chỉ đạo của ⟦Bí thư Tỉnh ủy Lào Cai⟧ tại hội nghị được thực hiện. / Ý kiến của công ty tại cuộc họp được ghi nhận.
event.agent.holder holder: Sáng 3/5, ⟦Thủ tướng Chính phủ⟧ chủ trì cuộc họp về giá điện. | ⟦Sở Y tế Lào Cai⟧ tổ chức hội nghị tổng kết. / Lớp 5A tổ chức cuộc họp.
event.affected.object befalls: Bộ Y tế cách chức ông ⟦Trịnh Văn Thử⟧, Cục trưởng Cục Quản lý dược. | HĐND tỉnh miễn nhiệm chức vụ Phó Chủ tịch đối với ông ⟦Trịnh Văn Thử⟧, Phó Chủ tịch UBND tỉnh. / Giám đốc công ty cách chức ba trưởng phòng.
event.affected.subject suffers subject: Ông ⟦Trịnh Văn Thử⟧, nguyên Bí thư Tỉnh ủy Lào Cai, bị khai trừ khỏi Đảng. | Ông ⟦Trịnh Văn Thử⟧, Phó Giám đốc Sở Y tế tỉnh Lào Cai, vừa được bổ nhiệm giữ chức Giám đốc. / Ba học sinh bị kỷ luật.
event.affected.when suffers when: Trước khi được bổ nhiệm, ông ⟦Trịnh Văn Thử⟧ là Phó Giám đốc Sở Y tế tỉnh Lào Cai. | Sau khi bị cách chức, ông ⟦Trịnh Văn Thử⟧, nguyên Giám đốc Sở Y tế tỉnh Lào Cai, về quê. / Sau khi bị kỷ luật, học sinh chăm học hơn.
event.status.planned: Chiều mai, Thủ tướng sẽ ⟦thăm⟧ Bệnh viện Bạch Mai. | Quốc hội dự kiến ⟦thông qua⟧ dự án luật vào tháng 6/2024. | Bộ Y tế sẽ tổ chức ⟦hội nghị⟧ về dịch. | Dự án luật sẽ được Quốc hội ⟦thông qua⟧. / Thủ tướng đã thăm Bệnh viện Bạch Mai. | Quốc hội đã thông qua dự án luật.
event.status.denied: Bộ Y tế bác bỏ thông tin ông Trịnh Văn Thử, Cục trưởng Cục Quản lý dược, bị ⟦cách chức⟧. | Nhà Trắng phủ nhận việc ⟦sa thải⟧ Giám đốc FBI James Comey. | Bộ Y tế không tổ chức ⟦họp báo⟧. | Đề án chưa được Thủ tướng ⟦phê duyệt⟧. / Bộ Y tế bác bỏ đơn này và cách chức ông Trịnh Văn Thử, Cục trưởng Cục Quản lý dược.
"""


def _rule(line: str) -> Rule:
    """A line of the table as a rule: the ways that the grammar names stand between its name and the colon."""
    name, _, rest = line.partition(": ")
    name, *ways = name.split()
    found, _, left = rest.partition(" / ")
    find = Acting(ways[0], tuple(ways[1:])) if ways else Standing(name.rpartition(".")[2])
    return Rule(name, find, tuple(found.split(" | ")), tuple(left.split(" | ")))


RULES = tuple(_rule(line) for line in _TABLE.strip().splitlines())
