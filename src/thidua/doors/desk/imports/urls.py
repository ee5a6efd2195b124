"""Addresses of imports."""

from django.urls import path

from thidua.doors.desk.imports import mending, views

urlpatterns = [
    path("nhap-du-lieu/", views.listing, name="imports"),
    path("nhap-du-lieu/moi/", views.new, name="import-new"),
    path("nhap-du-lieu/tep-mau/<slug:kind>/", views.sample, name="import-sample"),
    path("nhap-du-lieu/<int:id>/", views.page, name="import"),
    path("nhap-du-lieu/<int:id>/tien-do/", views.progress, name="import-progress"),
    path("nhap-du-lieu/<int:id>/cot/", views.columns, name="import-columns"),
    path("nhap-du-lieu/<int:id>/trang-tinh/", views.choose, name="import-choose"),
    path("nhap-du-lieu/<int:id>/trang-khac/", views.another, name="import-another"),
    path("nhap-du-lieu/<int:id>/sua/", mending.mend, name="import-mend"),
    path("nhap-du-lieu/<int:id>/nhan-goi-y/", mending.accept, name="import-accept"),
    path("nhap-du-lieu/<int:id>/bo-qua/", mending.skip, name="import-skip"),
    path("nhap-du-lieu/<int:id>/tep-danh-dau/", mending.marked, name="import-marked"),
    path("nhap-du-lieu/<int:id>/nhap/", views.write, name="import-write"),
    path("nhap-du-lieu/<int:id>/hoan-tac/", views.undo, name="import-undo"),
    path("nhap-du-lieu/<int:id>/bo/", views.drop, name="import-drop"),
]
