"""The desk's addresses, one list a subject."""

from itertools import chain

from thidua.doors.desk.assessment import urls as assessment
from thidua.doors.desk.councils import urls as councils
from thidua.doors.desk.decisions import urls as decisions
from thidua.doors.desk.dossiers import urls as dossiers
from thidua.doors.desk.exports import urls as exports
from thidua.doors.desk.home import urls as home
from thidua.doors.desk.imports import urls as imports
from thidua.doors.desk.inbox import urls as inbox
from thidua.doors.desk.law import urls as law
from thidua.doors.desk.mine import urls as mine
from thidua.doors.desk.movements import urls as movements
from thidua.doors.desk.papers import urls as papers
from thidua.doors.desk.people import urls as people
from thidua.doors.desk.plan import urls as plan
from thidua.doors.desk.record import urls as record
from thidua.doors.desk.registrations import urls as registrations
from thidua.doors.desk.reports import urls as reports
from thidua.doors.desk.reviews import urls as reviews
from thidua.doors.desk.search import urls as search
from thidua.doors.desk.session import urls as session
from thidua.doors.desk.statistics import urls as statistics
from thidua.doors.desk.trail import urls as trail
from thidua.doors.desk.units import urls as units

app_name = "desk"
SUBJECTS = [
    *(home, movements, registrations, assessment, dossiers, councils, decisions, record, law, mine, plan),
    *(exports, imports, inbox, papers, people, reports, reviews, search, session),
    *(statistics, trail, units),
]
urlpatterns = list(chain.from_iterable(subject.urlpatterns for subject in SUBJECTS))
