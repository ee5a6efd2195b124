"""The awards that a list's spelling may mean."""

import pytest

from thidua.domain.awards.queries import recognised, recognising
from thidua.law import data

SPELLINGS = {
    "co_thi_dua_chinh_phu": ["Cờ thi đua của Chính phủ", "Cờ Thi đua Chính phủ", "Cờ thi đua của Thủ tướng Chính phủ",
                             "Cờ \"Đơn vị xuất sắc trong phong trào thi đua\" của Chính phủ", "Cờ TĐ của CP"],
    "co_thi_dua_bo_tinh": ["Cờ thi đua của UBND tỉnh", "Cờ thi đua xuất sắc của UBND tỉnh", "Cờ thi đua xuất sắc của tỉnh",
                           "Cờ \"Đơn vị dẫn đầu phong trào thi đua\"", "Cờ thi đua của tỉnh", "Cờ thi đua cấp tỉnh"],
    "tap_the_lao_dong_xuat_sac": ["Tập thể lao động xuất sắc", "Tập thể Lao động Xuất sắc", "khoa đạt danh hiệu lao động xuất sắc"],
    "bang_khen_bo_tinh": ["Bằng khen của Chủ tịch UBND tỉnh", "Bằng khen UBND tỉnh", "Bằng khen của Ủy ban nhân dân tỉnh Mẫu",
                          "Bằng khen của Bộ Nội vụ"],
    "bang_khen_thu_tuong": ["Bằng khen của Thủ tướng Chính phủ", "BK TTCP"],
    "chien_si_thi_dua_bo_tinh": ["Chiến sĩ thi đua cấp tỉnh", "Chiến sỹ thi đua cấp tỉnh", "CSTĐ cấp tỉnh"],
    "chien_si_thi_dua_co_so": ["Chiến sĩ thi đua cơ sở", "chiến sỹ thi đua cấp cơ sở", "CSTĐCS", "Danh hiệu “CSTĐCS”"],
    "lao_dong_tien_tien": ["Lao động tiên tiến", "LĐTT", "LAO ĐỘNG TIÊN TIẾN"],
    "huan_chuong_lao_dong_3": ["Huân chương Lao động hạng Ba", "Huân chương Lao động hạng ba", "HCLĐ hạng III", "HCLĐ 3"],
    "huan_chuong_lao_dong_1": ["HCLĐ hạng nhất", "HCLĐ hạng I", "Huân chương Lao động hạng 1", "HCLĐ Nhất"],
    "nha_giao_nhan_dan": ["Nhà giáo Nhân dân", "Nhà giáo nhân dân"],
    "giay_khen": ["Giấy khen", "Giấy khen của Giám đốc Sở Mẫu"],
}  # fmt: skip


@pytest.mark.parametrize(("award", "text"), [(award, text) for award, texts in SPELLINGS.items() for text in texts])
def test_one_award_is_meant(award, text):
    assert recognised(text) == [award]


@pytest.mark.parametrize("award", [one.id for one in data.awards()])
def test_every_name_of_the_law_is_known(award):
    assert recognised(data.law().awards[award].vi) == [award]


@pytest.mark.parametrize(
    ("text", "count"),
    [("Bằng khen", 3), ("Huân chương Lao động", 3), ("HCLĐ", 3), ("CSTĐ", 3), ("Cờ thi đua", 3), ("Kỷ niệm chương", 2)],
)
def test_what_may_mean_several_is_asked_about(text, count):
    assert len(recognised(text)) == count


@pytest.mark.parametrize(
    "text", ["Huân chương Quân kỳ quyết thắng", "N/A", "", "Bằng khenn", "Bằng tốt nghiệp", "Giấy khenx"]
)
def test_what_the_catalogue_lacks_is_unknown(text):
    assert recognised(text) == []


def test_every_award_of_the_spellings_stands_in_the_catalogue():
    whole, going_on = recognising._spellings()
    named = {id for ids in [*whole.values(), *(ids for _start, ids in going_on)] for id in ids}
    assert named <= {one.id for one in data.awards()}
