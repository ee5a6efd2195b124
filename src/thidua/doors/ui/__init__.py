"""The design system: frames, components, tokens and scripts that every page of ThiDua is made of.

Write a page from this text alone; see everything drawn at /thanh-phan/ (`views.components`).

RULES
- A page template extends one frame: "ui/desk.html" (staff), "ui/public.html" (citizens), "ui/entry.html" (log-in).
- Words are Vietnamese msgids: {% load i18n %}{% translate "Gửi" %}. In an attribute: title="{% translate 'Gửi' %}".
- No inline script, no style="", no onclick (the CSP forbids them). No colour by hand: only components and tokens.
- Every page works without JavaScript; scripts below only make it pleasanter.
- Cotton: <c-name attr="text" /> ; text may hold {{ variables }}. With a colon the value is an object: :verdict="row.verdict".
  A colon takes a plain variable path, no filters (for a filter write :count="{{ rows|length }}"). A bare attribute is True.
  <c-slot name="acts">…</c-slot> fills a named slot; what stands between the tags is the default slot.
- Attributes are declared at the head of each file in templates/cotton/; an undeclared one is an error
  (`checks.undeclared`, a system check), but for id, data-*, aria-*, hx-* where the component says so.

WHAT THE FRAMES READ (a context processor gives it)
- frame (desk): nav = [{label, url, icon, current, count?}] (at most nine), unit (name), units = [{id, name, current}]
  (posted as `unit` with `next` to 'desk:act-for'), inbox_count, person (name), is_sample, theme ('light'|'dark'|'auto'),
  idle_seconds, language. Optional: home_url ("/"), search_url ("/tim/"), inbox_url ("/hop-thu/"), me_url ("/toi/"),
  logout_url ("/dang-xuat/", gets a POST), stay_url ("/phien/giu/", gets a POST that keeps the session alive),
  password_url, trail_url, law_url, units_url (lines of the person's menu when given),
  leave_url ("/dang-nhap/?het-phien=1": where the browser goes, after a POST to logout_url, when time is up), at ('work'|'search'|'inbox'|'me', phone bar),
  season + season_label (drawn by c-season-ribbon above the content).
- portal (public): name (agency), nav = [{label, url, current}], contact, foot = [{label, url}], login_url, is_sample.
- Both use `messages`, `csrf_token`, and 'set_language' when it is in the urls.

BLOCKS: title, content, scripts, head, description; desk: season; public: hero (full width);
entry: heading, lead, content, below. Error pages: ui/400|403|404|409|422|500.html, read `reason`, `issues` and `request_id`.

COMPONENTS (attribute=default; [slot]; "+attrs" = other attributes go to the element)
 Head and frame of a thing
  c-page-heading      title unit lead back_url back sample [state] [acts] [default]
  c-card              title icon level=2 tone=""|honour|warn|quiet flush class [acts] [foot] [default] +attrs
  c-tabs              :tabs=[{label, url, current, count}] label
  c-description-list  :items=[{term, value, url, sample}] columns=1|2, with c-description term [default] inside
  c-person            name under born code url collective sample plain
  c-figure            label value note url tone=""|warn|honour icon +attrs     (several: <div class="figures">…</div>)
  c-progress          value max=100 label word tone=""|done|warn|honour live +attrs
  c-status-pill       tone=neutral|wait|info|refused|done word [default]
  c-sample-mark       :sample=True
  c-icon              name size=""|sm|lg|xl label     (names: static/ui/vendor/icons/icons.svg)
 Acts
  c-button            label url kind=secondary|primary|danger|quiet|link type=submit icon name value small wide disabled +attrs
  c-act               label kind icon refused (reason) url post name value small [hidden inputs] +attrs
                      a refused act stays in sight with its reason; never hide it
  c-confirm           title act action tone=primary|danger :effects=[str] undo back_url back level icon [fields] +attrs
  c-menu              label icon icon_only align=end|start note [links with class menu-item]
 Forms
  c-field             :field (bound field), or label id help error + input between the tags; optional wide
  c-form-errors       :form or :issues=[{text, url}] title still      (first thing inside or above the form)
                      Lay out with <div class="form-grid"> (two columns) and <div class="form-acts"> (buttons).
 Lists
  c-filter-bar        action q q_label no_search clear_url :active=[{label, url}] [default fields] [views] +attrs
  c-data-table        caption hide_caption :count id selectable action wide [head] [default rows] [foot] [bulk] [tools] [empty] +attrs
  c-tick-all, c-tick  in head: <c-tick-all />; first in a row: <c-tick value label name=ids checked />
  c-pager             :page param=trang label
  c-empty-state       icon title text act url note [acts] [default]
 What is told
  c-notice            tone=info|warn|error|done title text live [default] +attrs
  c-issue-list        :issues=[{problem, remedy, url}] title ok level=2
  c-timeline          :events=[{at, who, what, unit, note, tone}] label
  c-toast             tone=done|info|warn|error text [default]; c-messages :messages (the frames draw it)
 Honours and law
  c-verdict           :verdict level=3 compact open title [acts] +attrs
  c-verdict-years     :condition      c-verdict-word truth plain      c-verdict-cites :cites basis confidence small
  c-verdict-condition :condition deciding listed bare mark remedy    c-verdict-mark truth small    c-verdict-said truth
  c-honour-line       :years=[{year, items: [{kind: grade|title|award|initiative, label, tone, url}]}] label
  c-season-ribbon     :steps=[{label, state: done|now|next, days_left, url, note}] label
  c-honour            name title unit year decision url photo alt large level sample [story]

 Numbers
  c-chart             :chart (ui/charts.py: bars, columns, lines, shares) table (id of the table with the same numbers)

A VERDICT is a dict (or an object with these attributes):
  award, award_name, truth ("met" | "not_met" | "cannot_tell"), reason (a sentence),
  deciding = {text, held: [years], missed: [years], unknown: [years], missing (number of years or words), cites: [str]},
  conditions = [the same + truth, depth, left_to_people, claimed; optional: kind ("rule" begins a rule, "all" and "any" hold
  what stands deeper, else what is asked), role], unclaimed (cases that wait for a ground): [str], cites: [str], basis ("seen" | "recalled"),
  confidence ("high" | "medium" | "low" or 0.9), older (a verdict by the older law, or None; only with cannot_tell),
  confirmation = {confirmed_by, on, text} or None, questions: [str].

CLASSES for page authors: figures (grid of c-figure), columns (main and side, stacks on a phone), stack (even gaps),
form-grid, form-acts, num (figures in a td), quiet (second ink), row-acts, js-only, no-print, grid-entry (with data-grid),
cell-error, cell-changed, save-state (with data-autosave-state), filter-chip (a saved view), honour-roll (grid of c-honour);
portal: <section class="hero"><img class="hero-drum" …><div class="portal-wide">…</div></section> in block hero.
Colours in CSS only by the names in tokens.css (pair: tokens-dark.css).

SCRIPTS (static/ui/js, all loaded by base.html; idle.js by the desk): told what to do by attributes
  theme.js     data-theme-set="light|dark|auto", data-theme-switch
  once.js      every POST form: button disabled after submit, shows "Đang gửi…"; data-many on the form switches it off
  menu.js      data-menu (details): closes on Escape and outside click; data-close inside data-closable
  keys.js      "/" and Ctrl+K open dialog#palette, without one focus [data-search]; "?" opens dialog#keys; data-show-keys opens it
  palette.js   dialog#palette: a combobox whose options come from data-palette by POST
  list.js      data-list: data-tick, data-tick-all, shift-tick, data-bulk-bar, data-bulk-count
  grid.js      table data-grid: Enter and arrows move in the column, a column pasted from Excel fills down, Ctrl+S saves
  autosave.js  form data-autosave (data-save-url, default its action; data-draft-key; hidden input name=version):
               posts the changed fields of one row (nearest data-row, with its data-row as `row` and its
               data-version as `version`) or of the form, with header X-Autosave: 1; expects 200 {"version": n},
               400 {"errors": {name: [str]}}, 409 (conflict); writes into [data-autosave-state]
  idle.js      data-idle, data-idle-seconds, data-stay-url, data-logout-url, data-leave-url; fires `thidua:save-drafts`
               on document before leaving (event.detail.wait(promise))

A LIST PAGE
    {% extends "ui/desk.html" %}{% load i18n %}
    {% block title %}{% translate "Hồ sơ đề nghị" %}{% endblock %}
    {% block content %}
    <c-page-heading title="{% translate 'Hồ sơ đề nghị' %}" unit="{{ frame.unit }}">
      <c-slot name="acts"><c-act label="{% translate 'Tạo hồ sơ' %}" kind="primary" icon="plus" url="{% url 'desk:dossier-new' %}" refused="{{ refused_new }}" /></c-slot>
    </c-page-heading>
    <c-filter-bar q="{{ q }}" clear_url="{{ request.path }}" :active="active_filters"><c-field :field="filter.form.state" /></c-filter-bar>
    <c-card flush>
      <c-data-table caption="{% translate 'Hồ sơ chờ thẩm định' %}" :count="page.paginator.count" selectable action="{% url 'desk:dossier-bulk' %}">
        <c-slot name="head"><tr><c-tick-all /><th scope="col">{% translate "Cá nhân, tập thể" %}</th><th scope="col" class="num">{% translate "Điểm" %}</th><th scope="col">{% translate "Trạng thái" %}</th></tr></c-slot>
        {% for row in page %}<tr><c-tick value="{{ row.pk }}" label="{{ row.subject }}" />
          <td data-label="{% translate 'Cá nhân, tập thể' %}"><c-person name="{{ row.subject }}" under="{{ row.unit }}" url="{{ row.url }}" :sample="row.is_sample" /></td>
          <td data-label="{% translate 'Điểm' %}" class="num">{{ row.score }}</td>
          <td data-label="{% translate 'Trạng thái' %}"><c-status-pill tone="{{ row.tone }}" word="{{ row.state_label }}" /></td></tr>{% endfor %}
        <c-slot name="bulk"><c-button label="{% translate 'Trình Hội đồng' %}" kind="primary" small name="act" value="present" /></c-slot>
        <c-slot name="empty"><c-empty-state icon="files" title="{% translate 'Chưa có hồ sơ nào' %}" text="{% translate 'Hồ sơ đơn vị gửi lên sẽ hiện ở đây.' %}" /></c-slot>
      </c-data-table>
      <c-pager :page="page" />
    </c-card>
    {% endblock %}

A RECORD PAGE
    {% extends "ui/desk.html" %}{% load i18n %}
    {% block title %}{{ dossier.subject }}{% endblock %}
    {% block content %}
    <c-page-heading title="{{ dossier.subject }}" unit="{{ dossier.unit }}" lead="{{ whose_turn }}" back_url="{% url 'desk:dossiers' %}" back="{% translate 'Hồ sơ đề nghị' %}" :sample="dossier.is_sample">
      <c-slot name="state"><c-status-pill tone="{{ state.tone }}" word="{{ state.label }}" /></c-slot>
      <c-slot name="acts">
        <c-act label="{% translate 'Trả lại' %}" url="{% url 'desk:dossier-return' dossier.pk %}" refused="{{ refused.return }}" />
        <c-act label="{% translate 'Gửi' %}" kind="primary" icon="send" post="{% url 'desk:dossier-submit' dossier.pk %}" refused="{{ refused.submit }}" />
      </c-slot>
    </c-page-heading>
    <c-tabs :tabs="tabs" />
    <div class="columns">
      <div class="stack">
        <c-issue-list :issues="issues" />
        <c-verdict :verdict="verdict" level="2" />
        <c-card title="{% translate 'Thông tin' %}"><c-description-list :items="facts" columns="2" /></c-card>
      </div>
      <aside class="stack"><c-card title="{% translate 'Diễn biến' %}"><c-timeline :events="events" /></c-card></aside>
    </div>
    {% endblock %}

A FORM
    <form method="post" novalidate>{% csrf_token %}
      <c-form-errors :form="form" />
      <div class="form-grid">{% for field in form %}<c-field :field="field" />{% endfor %}</div>
      <div class="form-acts"><c-button kind="primary" label="{% translate 'Lưu' %}" /><c-button kind="quiet" url="{{ back }}" label="{% translate 'Thôi' %}" /></div>
    </form>
"""
