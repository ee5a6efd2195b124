"""Addresses of the statistics."""

from django.urls import path

from thidua.doors.desk.statistics import fairness, forms, overview, views

urlpatterns = [
    path("thong-ke/", views.start, name="statistics"),
    path("thong-ke/bieu/", forms.page, name="statistics-form"),
    path("thong-ke/bieu/tep/", forms.file, name="statistics-form-file"),
    path("thong-ke/bieu/so-lieu/", forms.behind, name="statistics-form-behind"),
    path("thong-ke/so-sanh/", overview.page, name="statistics-years"),
    path("thong-ke/so-sanh/so-lieu/", overview.behind, name="statistics-years-behind"),
    path("thong-ke/cong-bang/", fairness.page, name="statistics-fairness"),
    path("thong-ke/cong-bang/danh-sach/", fairness.never_considered, name="statistics-never"),
]
