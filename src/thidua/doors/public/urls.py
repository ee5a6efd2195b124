"""The public addresses."""

from django.urls import path

from thidua.doors.public import views

app_name = "public"
urlpatterns = [
    path("", views.home, name="home"),
    path("quyet-dinh/", views.decisions, name="decisions"),
    path("quyet-dinh/<int:id>/", views.decision, name="decision"),
    path("tra-cuu/", views.lookup, name="lookup"),
    path("robots.txt", views.robots, name="robots"),
]
