"""The small words around a Vietnamese verb: particles, adverbs, prepositions and marks, and what they say of an act."""

from __future__ import annotations

from vnextract.syllables import phrases

# Particles and adverbs that may stand between a subject and its verb, with what they say of the event.
PARTICLES: dict[str, str] = {
    **dict.fromkeys("sẽ sắp".split(), "future"),
    **dict.fromkeys("không chưa chẳng".split(), "negated"),
    **dict.fromkeys("phải cần nên".split(), "must"),
    **dict.fromkeys("được bị".split(), "passive"),
    **dict.fromkeys("đã vừa mới từng".split(), "past"),
    **dict.fromkeys("đang".split(), "ongoing"),
    **dict.fromkeys("cũng còn vẫn lại đều cùng luôn".split(), "also"),
    **dict.fromkeys(
        "tiếp tục chính thức trực thẳng thắn liên kịp thời ngay tức nhiều lần rất đặc biệt một nữa quyết liệt mạnh mẽ "
        "nghiêm túc thêm rõ tự đồng đột ngột bất ngờ nhanh chóng khẩn trương long trọng thân mật chủ động "
        "tích cực thường mỉm cười vội liền lần đầu tiên cùng nhiệt liệt trân trọng hết lời sức công khai sớm có xin ra đi đứng lên xuống vào về tiến hành thực hiện tham gia đến tới sang".split(),
        "",
    ),
    **dict.fromkeys("thể muốn dám nhằm".split(), "may"),
}
# The same of several syllables: adverbs of manner and time, and verbs that only lead to the next one.
PHRASES: dict[tuple[str, ...], str] = {
    tuple(words.split()): said
    for said, phrases in (
        ("future", "dự kiến,chuẩn bị,lên kế hoạch,có kế hoạch,có thể sẽ"),
        (
            "past",
            "khi ấy,khi đó,lúc đó,lúc ấy,khi đang,sau đó,trước đó,ngay sau đó,ngay sau,gần đây,mới đây,vừa qua,hôm nay",
        ),
        ("ongoing", "đang ở,hiện đang ở"),
        ("negated", "không hề,chưa hề,chưa từng,chẳng hề,không bao giờ"),
        ("also", "thậm chí,thậm chí còn,hiện,hiện đang,hiện nay,bản thân,đến nay,đến nay vẫn,về cơ bản,hoàn toàn"),
        ("hearsay", "được cho là,được cho,được biết,bị cho là,nghe nói,được cho là đã,được cho là sẽ"),
        ("joined", "đồng thời,đồng thời cũng,trong đó,qua đó,từ đó"),
        (
            "",
            "lớn tiếng,lên tiếng,chân thành,cương quyết,kiên quyết,dứt khoát,thẳng thừng,cực lực,ngang ngược,hết lời,không ngớt,khéo léo,"
            "thành kính,tự tin,vinh dự,vinh dự được,vui mừng,vui mừng được,phấn khởi,xúc động,ân cần,nồng nhiệt,trọng thể,"
            "biểu quyết,bỏ phiếu,bấm nút,bỏ phiếu kín,thống nhất,nhất trí,quyết định,tập trung,bắt đầu,triển khai,phối hợp,"
            "cùng nhau,thay mặt,nhanh chóng,lập tức,ngay,chỉ,dành thời gian,trịnh trọng,nhiều lần,liên tục,thường xuyên,"
            "lại một lần nữa,một lần nữa,tiếp đó,lần lượt,tỏ ra,đã phải,khẩn cấp,khẩn trương,sát sao,tận tình,"
            "lên mạng xã hội,có lời,được dẫn lời,không ngần ngại,mạnh dạn,tha thiết,chân tình,cặn kẽ,đích thân,"
            "gay gắt,bức xúc,dõng dạc,ôn tồn,hóm hỉnh,tươi cười,nghẹn ngào,bình tĩnh,ngắn gọn,cụ thể,chi tiết,hết sức,cuối cùng,"
            "dường như,hôm qua,âm thầm,lặng lẽ,khẳng khái,sẵn sàng,thành khẩn,hân hạnh,hân hoan,dành nhiều thời gian,đứng dậy,"
            "đứng lên,đăng đàn,có dịp,nhân dịp này,định kỳ,không ít lần,vài lần,đã vài lần,trở lại,đồng loạt,cấp tốc,gấp rút,"
            "hỏa tốc,tức tốc,tức thì,rốt ráo,khẩn thiết,đanh thép,mạnh miệng,quyết đoán,ráo riết,trước mắt,tự mình,qua mạng",
        ),
    )
    for words in phrases.split(",")
}
PHRASE_HEADS = frozenset(phrase[-1] for phrase in PHRASES)
LONGEST_PHRASE = max(len(phrase) for phrase in PHRASES)
# Words left of a verb that take it out of the main line of the story.
MARKS: dict[str, str] = {
    "để": "purpose",
    "nhằm": "purpose",
    "việc": "nominal",
    "sự": "nominal",
    "công": "nominal",
    "các": "plural",
    "những": "plural",
    "mọi": "plural",
    "khi": "when",
    "nếu": "if",
    "sau": "when",
    "trước": "when",
    "trong": "within",
    "tại": "at",
    "qua": "through",
    "theo": "according",
    "về": "about",
    "của": "of",
    "do": "by",
    "và": "and",
    "nhưng": "and",
    "song": "and",
    "rồi": "and",
    "thời": "and",
    ",": "comma",
    ";": "semicolon",
    ":": "colon",
    '"': "quote",
    ".": "stop",
    "-": "dash",
    "rằng": "that",
    "là": "is",
    "mà": "which",
    "với": "with",
    "như": "as",
    "dự": "attend",
    "trì": "chair",
    "chức": "hold",
    "tập": "hold",
    "mở": "hold",
    "trao": "hand",
    "gửi": "hand",
    "ra": "issue",
}
JOINING = frozenset({"and", "comma", "semicolon"})  # marks after which a verb may keep the subject or object of another
OPEN = frozenset(
    ", . : ; \" - ( ) * … ... ! ? / ' • + rằng mà khi và nhưng là thì vì do nếu nhiên đó này nay qua sau trước thời biết hay theo "
    "được bị lẫn hoặc sẽ cụ trên đây ngoài ra vậy sao hiện lúc rồi nên dù".split()
)
# Before a noun phrase these open a clause of its own that tells an act as an occasion: "việc Bộ Y tế thanh tra".
NOMINAL = frozenset("việc giờ điểm dịp lần chuyện tin cách điều".split())
# Verbs whose object is whom they address, not the subject of what was said.
ADDRESSED = phrases(
    "trả lời,phỏng vấn,chất vấn,cảm ơn,cám ơn,chúc mừng,chào mừng,chỉ trích,lên án,phê bình,ca ngợi,ủng hộ,cáo buộc,"
    "phản đối,bác bỏ,tin tưởng,hoan nghênh,bênh vực,động viên,khen ngợi,biểu dương,truy vấn,xin lỗi,đánh giá,nhắc nhở"
)
# What a clause may qualify with no word between: "ba vấn đề | Thủ tướng yêu cầu làm rõ".
QUALIFIED = phrases("vấn đề,nhiệm vụ,nội dung,tinh thần,mục tiêu,chỉ tiêu,bối cảnh,lý do,cách thức")
# Verbs whose object does what the next verb tells: "tháp tùng Thủ tướng thăm Lào".
WITNESSED = phrases("tháp tùng,theo chân,chứng kiến")
PREPOSITIONS = frozenset(
    "của với cho tại ở trong gửi đến tới từ về giữa cùng bởi trên dưới bằng thay như vào sang".split()
)
# Before a noun phrase that a comma divides from the subject: "Theo ông X, Bộ Y tế ...", "Ngoài Đức, Pháp cũng ..."
ADJUNCTS = PREPOSITIONS | {"theo", "ngoài", "sau", "trước", "qua"}
THEN = frozenset("sau do khi theo trước từ tiếp".split())
# What counts or stresses a noun phrase from before it.
AMOUNTS = phrases(
    "ít nhất,nhiều nhất,tất cả,toàn bộ,toàn thể,hầu hết,đa số,phần lớn,tổng cộng,cá nhân,bản thân,đích thân,ngay cả,kể cả,"
    "hơn,gần,khoảng,chính,mỗi,riêng,nữ"
)
