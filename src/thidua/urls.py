"""The addresses. They speak Vietnamese without marks."""

from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.i18n import set_language

from thidua.doors import entry
from thidua.doors.ui.views import components

urlpatterns = [
    path("", include("thidua.doors.public.urls")),
    path("ban-lam-viec/", include("thidua.doors.desk.urls")),
    path("dang-nhap/", entry.log_in, name="account_login"),
    path("dang-xuat/", entry.log_out, name="account_logout"),
    path("doi-mat-khau/", entry.change_password, name="account_change_password"),
    path("ngon-ngu/", login_not_required(set_language), name="set_language"),
    path("thanh-phan/", login_not_required(components), name="components"),
]
handler404 = "thidua.doors.http.not_found"
handler429 = "thidua.doors.http.too_many"
handler500 = "thidua.doors.http.broken"
