"""The addresses of one's own file."""

from django.urls import path

from thidua.doors.desk.mine import views

urlpatterns = [
    path("ho-so-cua-toi/", views.page, name="mine"),
    path("ho-so-cua-toi/y-kien/", views.say, name="mine-say"),
]
