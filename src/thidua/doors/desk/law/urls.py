"""Addresses of what an agency settles."""

from django.urls import path

from thidua.doors.desk.law import views

urlpatterns = [
    path("quy-dinh/", views.page, name="law"),
    path("quy-dinh/ghi/", views.settle, name="law-set"),
    path("quy-dinh/xac-nhan/", views.confirm, name="law-confirm"),
    path("quy-dinh/xac-nhan/<int:id>/rut/", views.withdraw, name="law-withdraw"),
]
