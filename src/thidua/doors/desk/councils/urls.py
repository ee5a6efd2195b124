"""Addresses of councils and their meetings."""

from django.urls import path

from thidua.doors.desk.councils import counting, meetings, views

urlpatterns = [
    path("hoi-dong/", meetings.listing, name="councils"),
    path("hoi-dong/nhiem-ky/", views.listing, name="council-terms"),
    path("hoi-dong/nhiem-ky/thanh-lap/", views.establish, name="council-establish"),
    path("hoi-dong/nhiem-ky/<int:id>/", views.page, name="council"),
    path("hoi-dong/nhiem-ky/<int:id>/cu-thanh-vien/", views.appoint, name="council-appoint"),
    path("hoi-dong/thanh-vien/<int:id>/thoi/", views.release, name="council-release"),
    path("hoi-dong/nhiem-ky/<int:id>/len-lich-hop/", meetings.call, name="meeting-call"),
    path("hoi-dong/phien/<int:id>/", meetings.page, name="meeting"),
    path("hoi-dong/phien/<int:id>/sua/", meetings.edit, name="meeting-edit"),
    path("hoi-dong/phien/<int:id>/danh-sach/", meetings.agenda, name="meeting-agenda"),
    path("hoi-dong/phien/<int:id>/khai-mac/", meetings.open, name="meeting-open"),
    path("hoi-dong/phien/<int:id>/diem-danh/", meetings.attend, name="meeting-attend"),
    path("hoi-dong/phien/<int:id>/kiem-phieu/", counting.count, name="meeting-count"),
    path("hoi-dong/muc/<int:id>/nguong/", counting.threshold, name="meeting-threshold"),
    path("hoi-dong/phien/<int:id>/ket-thuc/", meetings.close, name="meeting-close"),
    path("hoi-dong/phien/<int:id>/bien-ban/", meetings.minutes, name="meeting-minutes"),
]
