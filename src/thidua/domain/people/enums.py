"""Codes stored in the database."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Sex(models.TextChoices):
    """As in the personnel file."""

    FEMALE = "f", _("Nữ")
    MALE = "m", _("Nam")


class Rank(models.IntegerChoices):
    """Whom the statistics count a post as, the highest first (Thông tư 02/2023/TT-BNV, forms 0602 and 0603)."""

    TOP = 1, _("Lãnh đạo cấp bộ, cấp tỉnh và tương đương trở lên")
    DEPARTMENT = 2, _("Lãnh đạo cấp vụ, sở, ngành và tương đương")
    ENTREPRENEUR = 3, _("Doanh nhân")
    MANAGER = 4, _("Lãnh đạo khác, từ phó phòng trở lên")
    DIRECT = 5, _("Người trực tiếp công tác, lao động, học tập, chiến đấu")


class Away(models.TextChoices):
    """Why somebody is not at work for a period."""

    STUDY = "study", _("Đi học, bồi dưỡng")
    LEAVE = "leave", _("Nghỉ việc riêng, nghỉ không lương")
    SICK = "sick", _("Nghỉ ốm, điều trị")
    MATERNITY = "maternity", _("Nghỉ thai sản")
    SUSPENDED = "suspended", _("Tạm đình chỉ công tác")


class Education(models.IntegerChoices):
    """The highest training (form 0605)."""

    ELEMENTARY = 1, _("Sơ cấp")
    INTERMEDIATE = 2, _("Trung cấp")
    COLLEGE = 3, _("Cao đẳng")
    UNIVERSITY = 4, _("Đại học")
    POSTGRADUATE = 5, _("Trên đại học")


class Role(models.TextChoices):
    """What an account may do over a unit and everything below it."""

    CLERK = "clerk", _("Cán bộ thi đua, khen thưởng")
    APPRAISER = "appraiser", _("Chuyên viên thẩm định")
    SECRETARY = "secretary", _("Thư ký hội đồng")
    TELLER = "teller", _("Thành viên hội đồng")
    SIGNER = "signer", _("Thủ trưởng ký quyết định")
    AUDITOR = "auditor", _("Thanh tra, kiểm tra")
