# Messages of the letter.

## Common words

and = and
example = EXAMPLE – not for decisions
language-fr = French
language-en = English
language-und = language not recognised

## Dates

month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December
short-month-1 = Jan
short-month-2 = Feb
short-month-3 = Mar
short-month-4 = Apr
short-month-5 = May
short-month-6 = June
short-month-7 = July
short-month-8 = Aug
short-month-9 = Sept
short-month-10 = Oct
short-month-11 = Nov
short-month-12 = Dec
date-since = since { $date }
date-since-year = since { $date }
date-until = until { $date }
date-unknown = no date

## Numbers

number-million = { $n } million
number-billion = { $n } billion
bound-about = about { $amount }
bound-at_least = more than { $amount }
bound-at_most = fewer than { $amount }

## Units: ".scaled" after million and billion

unit-people =
    { $number } { $n ->
        [one] person
       *[other] people
    }
    .scaled = { $number } people
unit-person =
    { $number } { $n ->
        [one] person
       *[other] people
    }
    .scaled = { $number } people
unit-inhabitant =
    { $number } { $n ->
        [one] inhabitant
       *[other] inhabitants
    }
    .scaled = { $number } inhabitants
unit-civilian =
    { $number } { $n ->
        [one] civilian
       *[other] civilians
    }
    .scaled = { $number } civilians
unit-soldier =
    { $number } { $n ->
        [one] soldier
       *[other] soldiers
    }
    .scaled = { $number } soldiers
unit-fatality =
    { $number } { $n ->
        [one] death
       *[other] deaths
    }
    .scaled = { $number } deaths
unit-fatalities =
    { $number } { $n ->
        [one] death
       *[other] deaths
    }
    .scaled = { $number } deaths
unit-death =
    { $number } { $n ->
        [one] death
       *[other] deaths
    }
    .scaled = { $number } deaths
unit-injured =
    { $number } { $n ->
        [one] injured
       *[other] injured
    }
    .scaled = { $number } injured
unit-hostage =
    { $number } { $n ->
        [one] hostage
       *[other] hostages
    }
    .scaled = { $number } hostages
unit-driver =
    { $number } { $n ->
        [one] driver
       *[other] drivers
    }
    .scaled = { $number } drivers
unit-refugee =
    { $number } { $n ->
        [one] refugee
       *[other] refugees
    }
    .scaled = { $number } refugees
unit-household =
    { $number } { $n ->
        [one] household
       *[other] households
    }
    .scaled = { $number } households
unit-truck =
    { $number } { $n ->
        [one] lorry
       *[other] lorries
    }
    .scaled = { $number } lorries
unit-tanker =
    { $number } { $n ->
        [one] tanker
       *[other] tankers
    }
    .scaled = { $number } tankers
unit-bus =
    { $number } { $n ->
        [one] bus
       *[other] buses
    }
    .scaled = { $number } buses
unit-vehicle =
    { $number } { $n ->
        [one] vehicle
       *[other] vehicles
    }
    .scaled = { $number } vehicles
unit-attack =
    { $number } { $n ->
        [one] attack
       *[other] attacks
    }
    .scaled = { $number } attacks
unit-incident =
    { $number } { $n ->
        [one] incident
       *[other] incidents
    }
    .scaled = { $number } incidents
unit-position =
    { $number } { $n ->
        [one] position
       *[other] positions
    }
    .scaled = { $number } positions
unit-site =
    { $number } { $n ->
        [one] site
       *[other] sites
    }
    .scaled = { $number } sites
unit-village =
    { $number } { $n ->
        [one] village
       *[other] villages
    }
    .scaled = { $number } villages
unit-school =
    { $number } { $n ->
        [one] school
       *[other] schools
    }
    .scaled = { $number } schools
unit-company =
    { $number } { $n ->
        [one] company
       *[other] companies
    }
    .scaled = { $number } companies
unit-day =
    { $number } { $n ->
        [one] day
       *[other] days
    }
    .scaled = { $number } days
unit-hour =
    { $number } { $n ->
        [one] hour
       *[other] hours
    }
    .scaled = { $number } hours
unit-month =
    { $number } { $n ->
        [one] month
       *[other] months
    }
    .scaled = { $number } months
unit-year =
    { $number } { $n ->
        [one] year
       *[other] years
    }
    .scaled = { $number } years
unit-tonne =
    { $number } { $n ->
        [one] tonne
       *[other] tonnes
    }
    .scaled = { $number } tonnes
unit-litre =
    { $number } { $n ->
        [one] litre
       *[other] litres
    }
    .scaled = { $number } litres
unit-km =
    { $number } { $n ->
        [one] km
       *[other] km
    }
    .scaled = { $number } km
unit-hectare =
    { $number } { $n ->
        [one] hectare
       *[other] hectares
    }
    .scaled = { $number } hectares
unit-tonne-per-year =
    { $number } { $n ->
        [one] tonne a year
       *[other] tonnes a year
    }
    .scaled = { $number } tonnes a year
unit-vehicle-per-day =
    { $number } { $n ->
        [one] vehicle a day
       *[other] vehicles a day
    }
    .scaled = { $number } vehicles a day
unit-truck-per-day =
    { $number } { $n ->
        [one] lorry a day
       *[other] lorries a day
    }
    .scaled = { $number } lorries a day
unit-XOF =
    { $number } { $n ->
        [one] CFA franc
       *[other] CFA francs
    }
    .scaled = { $number } CFA francs
unit-XOF-per-litre =
    { $number } { $n ->
        [one] CFA franc a litre
       *[other] CFA francs a litre
    }
    .scaled = { $number } CFA francs a litre
unit-EUR =
    { $number } { $n ->
        [one] euro
       *[other] euros
    }
    .scaled = { $number } euros
unit-USD = US${ $number }
    .scaled = US${ $number }
unit-percent = { $number }%
    .scaled = { $number }%
unit-rank = rank { $number }
    .scaled = rank { $number }
unit-times = { $number } times
    .scaled = { $number } times
unit-number = { $number }
    .scaled = { $number }

## Kinds

kind-incident = Incident
kind-measure = Measure
kind-statement = Statement
kind-effect = Effect
kind-figure = Figure
kind-background = Context

## Types

type-abduction = Abduction
type-aid_obstruction = Aid obstructed
type-air_strike = Air strike
type-armed_attack = Armed attack
type-assessment = Assessment
type-attack_trend = Trend of attacks
type-blockade_announced = Blockade announced
type-blockade_lifted = Blockade lifted
type-blockade_reported = Blockade reported
type-border_closure = Border closure
type-border_reopening = Border reopened
type-casualties = Casualties
type-checkpoint = Checkpoint
type-clashes = Clashes
type-commodity_ban = Commodity ban
type-communal_tension = Tension between communities
type-convoy_escort = Convoy escort
type-closure = Closure
type-withdrawal = Withdrawal
type-agreement = Agreement
type-arrest = Arrest
type-diplomacy = Talks or cooperation
type-other = Other event
type-riot = Riot
type-curfew = Curfew
type-curfew_extended = Curfew extended
type-curfew_lifted = Curfew lifted
type-demonstration = Demonstration
type-denial = Denial
type-displacement = Displacement
type-distance = Distance
type-drone_strike = Drone strike
type-economic_dependence = Economic dependence
type-escort_rule = Escort rule
type-explosion = Explosion
type-food_insecurity = Food insecurity
type-fuel_ban = Fuel ban
type-fuel_shortage = Fuel shortage
type-gdp_rank = Rank in GDP
type-generic_violence = Violence
type-gold_share = Share of gold
type-imposed_rules = Imposed rules
type-infrastructure_damage = Damage to infrastructure
type-infrastructure_sabotage = Sabotage of infrastructure
type-investment = Investment
type-law = Law
type-looting = Looting
type-market_closure = Market closure
type-mediation_visit = Mediation visit
type-military_losses = Military losses
type-military_operation = Military operation
type-military_unrest = Unrest in the army
type-mobilisation_call = Call to mobilise
type-official_statement = Official statement
type-operation_absent = No operation
type-operator_ban = Ban on an operator
type-operator_resumption = Operator resumes
type-operator_suspension = Operator suspends service
type-operator_suspension_call = Call to suspend service
type-commitment = Commitment
type-commitment_begun = Commitment under way
type-commitment_completed = Commitment kept
type-planned_response = Planned response
type-population = Population
type-price = Price
type-price_increase = Price increase
type-production_share = Share of production
type-propaganda_video = Propaganda video
type-recommendation = Recommendation
type-refugee_influx = Arrival of refugees
type-release = Release
type-responsibility_claim = Claim of responsibility
type-road_closure = Road closure
type-road_reopening = Road reopened
type-road_tax_extortion = Road tax or extortion
type-robbery = Robbery
type-school_closure = School closure
type-security_deployment = Security deployment
type-service_disruption = Service disrupted
type-shortage = Shortage
type-state_of_emergency = State of emergency
type-strike = Strike
type-support_claim = Claim of support
type-territorial_control = Territorial control
type-threat = Threat
type-trade_disruption = Trade disrupted
type-trade_share = Share of trade
type-trade_volume = Volume of trade
type-traffic_volume = Volume of traffic
type-un_statement = United Nations statement
type-unemployment = Unemployment
type-vehicle_arson = Vehicles burnt
type-witness_claim = Witness account

## Targets

target-state_institution = state institutions
target-security = security forces
target-transport = transport
target-works = works
target-industry = industry
target-civilian = civilians

## Modality

modality-asserted = asserted
modality-announced = announced
modality-called_for = called for
modality-assessed = the author’s assessment
modality-hedged = reported with reserve
modality-denied = denied
modality-negated = said not to have happened
modality-planned = planned
modality-hypothetical = considered possible
modality-generic = said in general

## Constraints

constraint-blockade = Blockade
constraint-closure = Closure
constraint-curfew = Curfew
constraint-commodity_ban = Commodity ban
constraint-operator_suspension = Operator suspension
constraint-works_suspended = Works suspended
constraint-escort_rule = Escort rule
constraint-toll = Toll or extortion
constraint-checkpoint = Checkpoint
constraint-damage = Damage
constraint-imposed_rules = Imposed rules
status-announced = announced
status-called_for = called for
status-in_force = reported in force
status-extended = extended
status-reserved = reported with reserve
status-planned = planned or considered
status-denied = denied
status-lifted = lifted
status-lapsed = stated end has passed

## Contradictions

contradiction-date = Two dates
contradiction-denial = Assertion and denial
contradiction-place = Two places
contradiction-count = Two counts
contradiction-status = Two states of one measure
contradiction-actor = An actor said to have left
contradiction-figure_scope = Figures of different scope
contradiction-modality_translation = Reserve lost or added in translation
contradiction-citation = A reference that disagrees
severity-low = low weight
severity-medium = medium weight
severity-high = high weight

## Sources

depends-copy = copy of { $document }
depends-excerpt = excerpt from { $document }
depends-reprint = reprint of { $document }
depends-translation = translation of { $document }
depends-relay = relays { $document }
reliability-A = completely reliable
reliability-B = usually reliable
reliability-C = fairly reliable
reliability-D = not usually reliable
reliability-E = unreliable
reliability-F = reliability cannot be judged
credibility-1 = confirmed by others
credibility-2 = probably true
credibility-3 = possibly true
credibility-4 = doubtful
credibility-5 = improbable
credibility-6 = truth cannot be judged

## Places

place-region = { $name } Region
place-abroad = { $name } ({ $country })
country-BEN = Benin
country-BFA = Burkina Faso
country-CIV = Côte d’Ivoire
country-CMR = Cameroon
country-CPV = Cabo Verde
country-DZA = Algeria
country-ESH = Western Sahara
country-FRA = France
country-GHA = Ghana
country-GIN = Guinea
country-GMB = Gambia
country-GNB = Guinea-Bissau
country-LBR = Liberia
country-LBY = Libya
country-MAR = Morocco
country-MLI = Mali
country-MRT = Mauritania
country-NER = Niger
country-NGA = Nigeria
country-SEN = Senegal
country-SLE = Sierra Leone
country-TCD = Chad
country-TGO = Togo
country-ARE = United Arab Emirates
country-AUS = Australia
country-BEL = Belgium
country-BRA = Brazil
country-CAN = Canada
country-CHE = Switzerland
country-CHN = China
country-DEU = Germany
country-EGY = Egypt
country-ESP = Spain
country-GBR = United Kingdom
country-IND = India
country-ITA = Italy
country-JPN = Japan
country-RUS = Russia
country-SAU = Saudi Arabia
country-SDN = Sudan
country-TUN = Tunisia
country-TUR = Türkiye
country-UKR = Ukraine
country-USA = United States
country-ZAF = South Africa

## Phrases of a line

by = by: { $actors }
by-sayer = according to: { $actors }
target = target:
concerns = concerning:
share-of = of
support-one = one origin
support-origins =
    { $origins } { $origins ->
        [one] origin
       *[other] origins
    }
support-copies =
    { $documents } { $documents ->
        [one] document
       *[other] documents
    }, { $origins } { $origins ->
        [one] origin
       *[other] origins
    }
grade-title = { $letter }: { $reliability }; { $digit }: { $credibility }
note-back = back to the call of note

## Masthead

letter-title = Observatory letter
letter-number = No. { $number }
as-of = As of { $date }
period = Documents published: { $date }
read =
    { $documents } { $documents ->
        [one] document
       *[other] documents
    } read, { $origins } independent { $origins ->
        [one] origin
       *[other] origins
    }
tlp-meaning-CLEAR = may be shared freely
tlp-meaning-GREEN = community only
tlp-meaning-AMBER = organisation and its clients
tlp-meaning-AMBER_STRICT = organisation only
tlp-meaning-RED = recipients only
skip = Skip to content

## Sections

section-summary = In brief
section-chronology = Chronology
section-undated = Reported without a date
section-constraints = Constraints
section-contradictions = Contradictions
section-figures = Figures
section-effects = Effects
section-statements = Statements and assessments
section-context = Context
section-reserved = Told, but not established
section-gaps = What is not known
section-sources = Sources
section-notes = Notes
lead-constraints = Each state is the one a source told; the letter chooses none.
lead-contradictions = All sides, each with its quotes; none is preferred.
lead-reserved = Reported with reserve, called for, planned, considered, denied: none of it counts as a fact.
lead-figures = As the sources give them, each with its own denominator.
lead-sources = Each document with the reliability of its source (A to F); copies and translations under the document they come from.
empty = Nothing known: no document read speaks of it (published up to { $date }).
longer = Over a longer time

## Lists too long to be printed whole

fold-support =
    { $n } in all: { $kinds }. Printed here: the { $shown } best supported. { $rest ->
        [one] One more stands
       *[other] { $rest } more stand
    } with the footnotes in { $file }, issued with this letter.
fold-constraints =
    { $n } in all: { $kinds }. Printed here: { $shown }, first those that no source calls over, then those last told of. { $rest ->
        [one] One more stands
       *[other] { $rest } more stand
    } with the footnotes in { $file }, issued with this letter.
fold-contradictions =
    { $n } in all: { $kinds }. Printed here: { $shown }, those of the highest weight and with the most quotes. { $rest ->
        [one] One more stands
       *[other] { $rest } more stand
    } with the footnotes in { $file }, issued with this letter.
fold-silent =
    { $n } more { $n ->
        [one] limit of access has
       *[other] limits of access have
    } had nothing new for { $days } days or more; see { $file }.
fold-sources =
    { $documents } documents by { $publishers } { $publishers ->
        [one] publisher
       *[other] publishers
    }, listed by publisher; a footnote names the document that it quotes, and { $file } names all of them.
fold-publishers =
    { $documents } documents by { $publishers } publishers. Printed here: the { $shown } with the most documents; { $rest ->
        [one] one more stands
       *[other] { $rest } more stand
    } in { $file }. A footnote names the document that it quotes.
fold-documents =
    { $n } { $n ->
        [one] document
       *[other] documents
    }{ $copies ->
        [0] { "" }
        [one] , one of them a copy or translation
       *[other] , { $copies } of them copies or translations
    }
fold-unnamed = publisher not named

## In brief

brief-chronology =
    { $events } dated { $events ->
        [one] event
       *[other] events
    }: { $incidents } { $incidents ->
        [one] incident
       *[other] incidents
    } and { $measures } { $measures ->
        [one] measure
       *[other] measures
    }; { $single } { $single ->
        [one] rests
       *[other] rest
    } on a single origin.
brief-best = Best supported: { $what } ({ $support }).
brief-constraints =
    { $constraints } { $constraints ->
        [one] constraint
       *[other] constraints
    } reported; states told: { $states }.
brief-state = { $status } ({ $n })
brief-contradictions =
    { $contradictions } { $contradictions ->
        [one] contradiction
       *[other] contradictions
    } ({ $kinds }), { $high } of high weight.
brief-reserved =
    { $reserved } { $reserved ->
        [one] statement is not established and stays
       *[other] statements are not established and stay
    } out of the chronology.
brief-corridors =
    { $corridors } { $corridors ->
        [one] corridor
       *[other] corridors
    } this month, by the worst reported: { $closed } closed, { $restricted } restricted, { $unknown } without news.
brief-cover =
    { $stocks } { $stocks ->
        [one] stock
       *[other] stocks
    } followed; { $short ->
        [0] none lasts
        [one] { $short } lasts
       *[other] { $short } last
    } less than two weeks by the best estimate.
brief-prices =
    { $prices } { $prices ->
        [one] price
       *[other] prices
    } followed; { $high } in alert or crisis (ALPS).
brief-empty = No dated event, no constraint and no contradiction in the documents read.
more = see

## Tables

column-constraint = Constraint
column-where = Where
column-told = State as told
column-since = Since
column-last = Last told
column-figure = Figure
column-value = Value
column-when = When
column-sure = Support
age =
    { $days } { $days ->
        [one] day
       *[other] days
    } before this letter
unknown = not told
side = Side { $number }

## Timeline

timeline-title = Dated events from { $from } to { $to }
timeline-text =
    Circles: { $incidents } { $incidents ->
        [one] incident
       *[other] incidents
    }; diamonds: { $measures } { $measures ->
        [one] measure
       *[other] measures
    }. The list below says the same in words.
timeline-left =
    Not drawn: { $n } { $n ->
        [one] event
       *[other] events
    } of long duration or earlier.
incidents = Incidents
measures = Measures

## What is not known

gap-silent =
    { $what }: nothing new for { $days } { $days ->
        [one] day
       *[other] days
    }. Silence does not mean that it is lifted.
gap-unplaced =
    { $n } { $n ->
        [one] statement
       *[other] statements
    } without a recognised place.
gap-undated =
    { $n } { $n ->
        [one] document
       *[other] documents
    } without a publication date: relative dates in them are not resolved.
gap-omitted =
    { $n } { $n ->
        [one] document
       *[other] documents
    } left out: marked more strictly than this letter.
gap-unresolved =
    { $n } { $n ->
        [one] line
       *[other] lines
    } left out: the footnote is missing.
gap-unread =
    { $n } { $n ->
        [one] document
       *[other] documents
    } in a language that the program does not interpret: what is told there is not in this letter.
gap-nothing = Nothing, in documents published up to { $date }, on: { $sections }.
gap-none = No gap noted beyond the empty sections.

## Notes

note-withheld = Quote withheld: it would show positions of forces.
note-recall = recall
note-unlisted = document not described

## Colophon

colophon = Composed by faleme from published documents. Each line carries its id: “faleme why” follows it to the sentence quoted. This letter settles no contradiction.

# Actors that a source names by a common noun.
actor-armed-group = armed group
actor-armed-forces = armed forces
actor-authorities = authorities
actor-transport-company = transport company
actor-union = union
actor-international-body = international body

## The sheet

contents = Contents
analyst = Analyst’s text
draft = DRAFT – not issued
letter-corrects = corrects letter No. { $number }
no-data = No data known as of { $date }.
note-release = release { $release }
note-rows =
    { $dataset }: { $count ->
        [one] row { $rows }
       *[other] { $count } rows ({ $rows })
    }.
parameter-unit-days = days
parameter-unit-share = of the whole
note-parameter = Parameter “{ $name }”: { $best } { $unit } ({ $low } to { $high }), { $source }.
note-entry = { $file }, line { $line }
section-judgements = Key judgements
section-corridors = Corridors
section-supply = Supply
section-prices = Prices
section-interests = Interests already hit
section-people = People
section-neighbours = Risks across borders
section-outlook = Outlook
section-tensions = Latent tensions and mediation
section-responses = Recommendations and commitments
gap-withheld =
    { $n } { $n ->
        [one] finding
       *[other] findings
    } left out: marked more strictly than this letter.

## Corridors, supply, people

column-corridor = Corridor
column-month-state = Worst state this month
column-constraints = Constraints
column-incidents = Incidents this month
column-confirmed = Last confirmed
column-class-states = By vehicle class
column-zone = Zone
column-commodity = Goods
column-cover = Stock lasts
column-month = Month
column-usual-share = Usual share
column-now-share = Share now
column-market = Market
column-price = Price
column-alps = ALPS
column-area = Area
column-measure = Who
column-persons = People
column-sector = Sector
column-owner = Country of ownership
column-sites = Sites
column-risk = Risk
column-indicator = Indicator
column-background = Background
column-own = Own history
column-across = From across the border
column-any = Any deaths
column-mean = Mean
column-middle-90 = 5–95%
column-baseline-any = Baseline: any
column-passable-open = Open
column-passable-restricted = Restricted
column-passable-closed = Closed
column-passable-unknown = Not known
column-addressee = To
column-response = Recommendation or commitment
column-fate = What became of it
passable-open = open
passable-restricted = restricted
passable-closed = closed
passable-unknown = not known
lead-corridors = The worst state told in the month for any section of each corridor, whatever the traffic. No news does not mean open.
lead-classes = By vehicle class on { $date } ({ $classes } { $classes ->
        [one] class
       *[other] classes
    }).
lead-cover = Estimates in bands: each rests on parameters with their range; see the notes.
lead-flows = Share of each corridor in what the ports followed here send, by month: best estimate, then the low and the high one.
lead-prices = ALPS (WFP) compares each price with what the season lets expect: normal, stress, alert, crisis.
lead-people = As published: nobody is counted twice within a source; sources are not added up.
lead-interests = Sites publicly reported hit or closed, counted by area, sector and country of ownership.
lead-neighbours = Each indicator stands by itself; “no report” does not mean zero.
lead-across = Where the forecast of a border district comes from: a background level, its own history, the other side of the border.
lead-corridor-outlook = How likely each corridor is to be open, restricted or closed, or its state to stay unknown, by month.
lead-area-outlook = Deaths in state-based violence, by area and month: chance of any, mean, and the range that holds nine of ten; beside it, the baseline’s chance.
lead-responses = What was recommended or promised, by whom, to whom, and what became of it.
record-skill =
    Record of the model { $model }, scored on { $windows }: { $better ->
        [yes] its error is smaller than that of the baseline { $baseline } by { $skill }% (95% interval: { $low } to { $high }%)
       *[no] no better than the baseline { $baseline } ({ $skill }%; 95% interval: { $low } to { $high }%)
    }.
outlook-without = Without a forecast: { $corridors }.
chance-nil = almost nil
chance-certain = almost certain
record-none = Such forecasts were never scored here: read them as a guess.
no-report = no report
too-little-history = too little history
percent = { $n }%
share-range = { $best } ({ $low } to { $high })
cover-under_week = under a week
cover-to_two_weeks = one to two weeks
cover-to_month = two weeks to a month
cover-over_month = over a month
cover-days = { $best } days ({ $low } to { $high })
cover-between = { $best }; range: { $range }
alps-normal = normal
alps-stress = stress
alps-alert = alert
alps-crisis = crisis
alps-none = not graded
signalled = warning signal
mediation = Mediation that exists: { $roles }.
addressee-none = not told
term-short = short term
term-medium = medium term
fate-proposed = proposed
fate-promised = promised
fate-under_way = under way
fate-done = done
fate-lapsed = lapsed
record-itself = These forecasts are the baseline itself ({ $model }), scored in { $windows }: no model did better here.
tension-other = other
indicator-incidents_within_50_km = Incidents within 50 km
indicator-refugees_counted = Refugees counted
indicator-idps_counted = Displaced people counted
indicator-laundered_livestock = Cases of laundered livestock
indicator-timber = Cases of timber trafficking
indicator-trafficking = Cases of trafficking
indicator-coerced_trade = Cases of coerced trade
new = new
likelihood-remote = remote chance
likelihood-highly_unlikely = highly unlikely
likelihood-unlikely = unlikely
likelihood-even = even chance
likelihood-likely = likely
likelihood-highly_likely = highly likely
likelihood-almost_certain = almost certain
confidence-low = low
confidence-medium = moderate
confidence-high = high
judged = ({ $likelihood }; confidence: { $confidence })
contrary = Against it: { $evidence }
risk-border_pressure = Pressure on a border town
risk-trade_disruption = Trade disruption
risk-incursions = Incursions
risk-security_drawn = Security resources drawn
risk-contagion = Contagion

## What changed

changes =
    Since { $date }{ $letter ->
        [0] {""}
       *[other] {" "}(letter No. { $letter })
    }: { $changes ->
        [0] nothing changed.
        [one] one change.
       *[other] { $changes } changes.
    }
change-new-constraint = New constraint: { $what }.
change-status = { $what }: was “{ $was }”, now “{ $now }”.
change-new-events =
    { $n } new { $n ->
        [one] event
       *[other] events
    }.
change-new-contradiction = New contradiction: { $what }.
change-response = { $what } — { $was }, now { $now }.
changes-more =
    And { $n } more { $n ->
        [one] change
       *[other] changes
    }.
change-withdrawn = No longer held: { $id }.

## Pictures

chart-million = { $n }m
chart-billion = { $n }bn
chart-percent = { $n }%
chart-open = open
chart-restricted = restricted
chart-closed = closed
chart-unknown = not known
chart-count-open = { $n } open
chart-count-restricted = { $n } restricted
chart-count-closed = { $n } closed
chart-count-unknown = { $n } not known
chart-unknown-value = not known
chart-not-counted = not counted
chart-best = best estimate
chart-range = range
chart-no-data = No data have ever been received.
chart-no-data-since = No data since { $date }.
chart-unit-incident = incidents a month
chart-unit-fatality = deaths a month
chart-unit-tonne-per-month = tonnes a month
chart-unit-truck-per-month = lorries a month
chart-unit-vehicle-per-month = vehicles a month
chart-unit-litre-per-month = litres a month
chart-unit-percent = per cent
chart-unit-XOF-per-kg = CFA francs/kg
chart-unit-XOF-per-litre = CFA francs/litre
chart-unit-XOF-per-100kg = CFA francs/100 kg
chart-map-title = Corridors by status on { $day }
chart-map-counts =
    { $n } { $n ->
        [one] corridor
       *[other] corridors
    }: { $counts }.
chart-map-route = { $n }: { $name }, { $status }.
chart-map-incidents =
    { $n } { $n ->
        [one] incident
       *[other] incidents
    } by area: { $places }.
chart-map-incidents-in = incidents by area, { $period }
chart-map-incidents-sign = incidents by area
chart-map-signs = { $sign }: { $places }.
chart-map-constraint = access constraint
chart-map-crossing = border crossing
chart-map-market = market, prices: { $level }
chart-map-ahead-low = any deaths in { $month }: under 10 %
chart-map-ahead-middle = any deaths in { $month }: 10 to 30 %
chart-map-ahead-high = any deaths in { $month }: 30 % and more
chart-map-coarse = Coarse outline drawn for this case; it takes no position on any border.
chart-map-km = { $n } km
chart-map-north = N
chart-strip-title = Status of corridors by month, { $period }
chart-strip-last = In { $month }: { $counts }.
chart-strip-row =
    { $name }: closed in { $closed } of { $months } months{ $restricted ->
        [0] { "" }
       *[other] , restricted in { $restricted }
    }{ $unknown ->
        [0] { "" }
       *[other] , not known in { $unknown }
    }.
chart-incidents-title = Incidents by month and type, { $period }
chart-incidents-total =
    { $n } { $n ->
        [one] incident
       *[other] incidents
    } in all.
chart-incidents-kind = { $name }: { $n }, at most { $most } a month ({ $month }).
chart-incidents-others = { $n } other types
chart-flow-title = Flow by corridor before and after, { $unit }
chart-flow-periods = Before: { $before }. After: { $after }.
chart-flow-row = { $name }: before { $before }, after { $after }.
chart-flow-before = before: { $period }
chart-flow-after = after: { $period }
chart-days =
    { $band } { $n ->
        [one] day
       *[other] days
    }
chart-cover-title = How many days stocks last, { $day }
chart-cover-below =
    { $n } of { $all } { $all ->
        [one] stock
       *[other] stocks
    } below { $alarm } days.
chart-cover-row = { $name }: { $days }.
chart-cover-alarm = alarm below { $days } days
chart-cover-alarmed = range, below the alarm
chart-price-title = Price of { $commodity }, { $market }, { $period }
chart-price-range = Prices of { $range }; { $last } in { $month }.
chart-price-level = Last level: { $level }; alert or crisis in { $n } of { $all } months graded.
chart-price-ungraded = The last price has no ALPS level.
chart-price = price (larger dot: alert or crisis)
chart-price-normal = normal
chart-price-stress = stress
chart-price-alert = alert
chart-price-crisis = crisis
chart-fan-title = Forecast for { $area }: { $unit }
chart-fan-past = Counted, { $period }: { $range } a month; { $n } in { $month }.
chart-fan-month = In { $month }: median { $median }, one chance in two of { $half }, nine in ten of { $wide }.
chart-fan-month-baseline = Baseline: { $n }.
chart-fan-forecast = forecast
chart-fan-counted = counted
chart-fan-median = median
chart-fan-range = { $n }% range
chart-fan-baseline = baseline
chart-flow-usual = usual, undisturbed
chart-flow-usual-periods = As usual, undisturbed, then in { $after }.
figure-notes-below = The list or table of this part carries the footnotes.
figure-dropped =
    { $n } { $n ->
        [one] value
       *[other] values
    } that cannot be shown left out.

## Names of what tables count
no-data-since = No data since { $last } (as of { $date }).
note-licence = Licence: { $licence }.
chart-flow-now = { $period }
chart-flow-usual-title = Share of each corridor: usual and in { $after }
chart-flow-usual-row = { $name }: usually { $before }, now { $after }.
cover-under = under { $n } days
cover-from-to = { $low } to { $high } days
cover-above = over { $n } days
cover-any = from under 7 to over 30 days
whole-country = whole country
risk-border_town = Pressure on a border town
risk-trade = Trade disrupted
risk-incursion = Incursions
risk-security = Security resources drawn
indicator-days_under_closure_or_curfew = Days under closure or curfew
indicator-reports_of_displacement = Reports of displacement
indicator-refugees = Refugees
indicator-idps = Internally displaced people
indicator-constraints_on_trade = Constraints on trade
indicator-price_alerts = Price alerts
indicator-incidents_in_district = Incidents in the district
indicator-incidents_with_an_armed_group_named = Incidents in which an armed group is named
indicator-reports_entered = Reports on record
indicator-national_commitments = National commitments
indicator-incidents = Incidents
people-displaced = Internally displaced people
people-idps = Internally displaced people
people-returned = People who returned
people-returnees = People who returned
people-refugees = Refugees
people-population = Inhabitants
people-phase_1 = Acute food insecurity, phase 1 (minimal)
people-phase_2 = Acute food insecurity, phase 2 (stressed)
people-phase_3 = Acute food insecurity, phase 3 (crisis)
people-phase_4 = Acute food insecurity, phase 4 (emergency)
people-phase_5 = Acute food insecurity, phase 5 (famine)
people-phase_3_plus = Acute food insecurity, phase 3 or worse
sector-mining = Mining
sector-cement = Cement
sector-fuel_storage = Fuel storage
sector-energy = Energy
sector-road_works = Road works
sector-industry = Industry
sector-unknown = not told
vehicle-class-tanker = tanker or truck with trailer
vehicle-class-truck = truck
vehicle-class-bus = bus
vehicle-class-relief_4x4 = 4×4 relief vehicle
vehicle-class-ambulance = ambulance
vehicle-class-car = private car
tension-slavery_by_descent = descent-based slavery
tension-descent_based_slavery = descent-based slavery
tension-farmer_herder = farmers and herders
tension-land = land
tension-displacement = displacement
tension-livelihoods = livelihoods
response-mediation = mediation
response-regional_cooperation = regional cooperation
response-secured_corridors = secured corridors
response-reconstruction = reconstruction
response-decentralisation = decentralisation
response-dialogue = dialogue
response-deployment = deployment
response-land_and_herding = land and herding
response-relief = relief and reserves
response-prevention = prevention
response-information = sharing of information
response-other = other
commodity-millet = Millet
commodity-sorghum = Sorghum
commodity-maize = Maize
commodity-maize_white = White maize
commodity-rice = Rice
commodity-rice_imported = Imported rice
commodity-rice_local = Local rice
commodity-wheat = Wheat
commodity-beans_niebe = Cowpeas
commodity-cowpeas = Cowpeas
commodity-groundnuts = Groundnuts
commodity-sugar = Sugar
commodity-oil_vegetable = Vegetable oil
commodity-fuel_diesel = Diesel
commodity-fuel_petrol_gasoline = Petrol
commodity-fuel_gas = Gas
figure-only = Only { $what }; the table holds the rest.
column-zones = Zones
side-told = told
side-extended = extended
side-imposed = imposed
side-lifted = lifted
trend-worse = worse than the month before
trend-better = better than the month before
trend-same = as the month before
column-change = Change
price-month = { $n }% in a month
price-year = { $n }% in a year

## Method

section-method = Method
method-claims = A statement enters the letter only with the exact words of a document, quoted in a note; a reckoned number, only with the rows, the parameters or the entry of the case that it comes from.
method-origins =
    Copies, reprints and translations count with the text they come from: { $documents } { $documents ->
        [one] document read
       *[other] documents read
    }, { $origins } { $origins ->
        [one] independent origin
       *[other] independent origins
    }; the support of a statement is counted in origins.
method-grade = { $grade } ({ $n })
method-grades =
    Grade: the letter tells how reliable the source is, from A (completely reliable) to E (unreliable), F if that cannot be judged; the digit, how credible the information, from 1 (confirmed by others) to 5 (improbable), 6 if that cannot be judged.{ $known ->
        [yes] {" "}Documents by the reliability of their source: { $grades }.
       *[no] {""}
    }
method-facts =
    The chronology holds only what is asserted ({ $facts ->
        [one] { $facts } dated fact
       *[other] { $facts } dated facts
    }); what is told with reserve, planned or denied stands apart ({ $reserved ->
        [one] { $reserved } statement
       *[other] { $reserved } statements
    }). Contradictions are shown, not settled ({ $contradictions }).
method-marking =
    Marking { $tlp }: { $documents ->
        [0] no document left out
        [one] { $documents } document left out
       *[other] { $documents } documents left out
    }, { $findings ->
        [0] no finding left out
        [one] { $findings } finding left out
       *[other] { $findings } findings left out
    }{ $coarse ->
        [yes] {""}; corridors are told by month and at their worst, stocks in bands of days
       *[no] {""}
    }.
letter-contact = Contact: { $contact }
letter-next = Next letter: { $date }

## Letters issued

archive-title = Letters issued
archive-none = No letter was issued yet.
archive-number = Letter
archive-as-of = As of
archive-issued = Issued
archive-marking = Marking
archive-files = Languages and formats
archive-remark = Remark
archive-corrected = corrected by { $letters }
archive-withdrawn = withdrawn
archive-lang = { $lang }: {""}
archive-format-html = web page
archive-format-pdf = PDF
archive-format-md = Markdown
archive-format-docx = Word

## Prices: the season

price-season = { $n }% against the same month (mean of { $years } years)

## Before a quote

before-quote = {""}: {""}

## Parameters of supply

zones-together = all zones
parameter-demand = demand: { $commodity }, { $zone }
parameter-share = share of the demand: { $commodity }, { $zone }
parameter-stock = usual stock: { $commodity }, { $zone }
parameter-cover = how long the usual stock lasts: { $commodity }, { $zone }

## Too few sites

interests-few =
    Sites were reported hit or closed in numbers too small to be told here by area, sector and country: { $n } { $n ->
        [one] count is
       *[other] counts are
    } not published.
