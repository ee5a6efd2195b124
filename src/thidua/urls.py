"""The addresses. They speak Vietnamese without marks."""

from allauth.account import views as account
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.i18n import set_language

urlpatterns = [
    path("", include("thidua.doors.public.urls")),
    path("ban-lam-viec/", include("thidua.doors.desk.urls")),
    path("dang-nhap/", account.login, name="account_login"),
    path("dang-xuat/", account.logout, name="account_logout"),
    path("doi-mat-khau/", account.password_change, name="account_change_password"),
    path("ngon-ngu/", login_not_required(set_language), name="set_language"),
]
handler404 = "thidua.doors.http.not_found"
handler500 = "thidua.doors.http.broken"
