"""Grounds that only people can judge, and that a proposer must claim before a rule counts them."""

CLAIMS = {
    "movement": ("xuất sắc trong phong trào thi đua", "outstanding in an emulation movement"),
    "thematic_movement": ("dẫn đầu phong trào thi đua theo chuyên đề", "leads a thematic emulation movement"),
    "feat": ("thành tích đột xuất", "sudden feat"),
    "exceptional": ("thành tích đặc biệt xuất sắc", "exceptional achievement"),
    "achievements": ("nhiều thành tích có phạm vi ảnh hưởng", "many achievements with reach"),
    "reach": ("thành tích có phạm vi ảnh hưởng ở cấp được xét", "achievement with the reach asked for"),
    "contribution": ("có nhiều đóng góp", "many contributions"),
    "duty": ("hoàn thành tốt nhiệm vụ, gương mẫu", "duty done well, exemplary"),
    "long_service": ("có quá trình cống hiến lâu dài", "long service"),
    "invention": ("có phát minh, sáng chế", "invention"),
    "science_work": ("có công trình khoa học, công nghệ", "work of science or technology"),
    "prize": ("được tặng giải thưởng", "winner of a prize"),
    "combat": ("mưu trí, sáng tạo trong chiến đấu, phục vụ chiến đấu", "resourceful and creative in combat"),
    "combat_feat": ("lập chiến công", "feat of arms"),
    "defence_work": ("thành tích trong xây dựng quốc phòng, an ninh", "achievement in building defence and security"),
    "martyr_family": ("gia đình có nhiều liệt sĩ", "family of martyrs"),
    "worker": ("công nhân, nông dân, người lao động trực tiếp", "worker, farmer, direct labour"),
    "cluster_leader": ("dẫn đầu cụm, khối thi đua", "leads a cluster or block"),
    "central_cluster_leader": (
        "dẫn đầu cụm thi đua do Hội đồng Thi đua - Khen thưởng Trung ương tổ chức",
        "leads a cluster organised by the Central Council",
    ),
    "no_flags": ("không thuộc đối tượng được tặng cờ thi đua", "not eligible for emulation flags"),
    "standard_lao_dong_tien_tien": (
        "thủ trưởng xác nhận đạt tiêu chuẩn Lao động tiên tiến",
        "the head of the unit confirms the standard of Advanced Worker",
    ),
}
"""Grounds that only people can judge and that a proposer must claim before they count; Vietnamese and English names."""
