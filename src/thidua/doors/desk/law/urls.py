"""Addresses of the law as one browses it, and of what an agency settles."""

from django.urls import path

from thidua.doors.desk.law import browse, views

urlpatterns = [
    path("luat/", browse.awards, name="law-awards"),
    path("luat/thay-doi/", browse.changes, name="law-changes"),
    path("luat/nguyen-tac/", browse.principles, name="law-principles"),
    path("luat/van-de/", browse.points, name="law-points"),
    path("luat/xac-nhan.patch", browse.patch, name="law-confirmations"),
    path("luat/quy-tac/<str:rule_id>/", browse.rule, name="law-rule"),
    path("luat/<slug:award_id>/", browse.award, name="law-award"),
    path("quy-dinh/", views.page, name="law"),
    path("quy-dinh/ghi/", views.settle, name="law-set"),
    path("quy-dinh/xac-nhan/", views.confirm, name="law-confirm"),
    path("quy-dinh/xac-nhan/<int:id>/rut/", views.withdraw, name="law-withdraw"),
]
