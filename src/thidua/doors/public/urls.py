"""The public addresses."""

from django.urls import path

from thidua.doors.public import views

app_name = "public"
urlpatterns = [
    path("", views.home, name="home"),
]
