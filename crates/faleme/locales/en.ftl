# Words of the pages. Those of the letter (types, statuses, months) come from the letter.

skip = Skip to the content
menu = Pages
demo = EXAMPLE – not for decisions
as-of = As known on
show = Show
other-language = Français
footer = Every id leads back to the sentence or row it comes from.
all = all
from = From
to = To
previous = Previous page
next = Next page
save-as = Save as
nothing = Nothing is known with these filters.
rows = Rows { $first } to { $last } of { $total }
term-yes = yes
term-no = no

page-events = Events
page-constraints = Access constraints

col-date = Date
col-type = Type
col-kind = Constraint
col-place = Place
col-places = Places
col-actors = Actors
col-modality = Modality
col-credibility = Credibility
col-deaths = Deaths (best estimate)
col-status = Status
col-disputed = Disputed
col-last_confirmed = Last confirmed
col-age_days = Days ago
col-id = Origin
