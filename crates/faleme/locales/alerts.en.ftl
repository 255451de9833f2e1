# What an alert says. The other words are the letter's.

alert-event-constraint = Access constraint
alert-event-corridor = State of a corridor
alert-event-price = Market price
alert-event-cover = How long stocks last
alert-event-forecast = Forecast
alert-event-contradiction = Sources that contradict each other

alert-head-constraint = { $kind }, { $places }: { $status }
alert-head-constraint-nowhere = { $kind }: { $status }
alert-disputed = { $status }, disputed by others
alert-head-corridor = { $name }: { $state } ({ $month })
alert-head-corridor-class = { $name }, { $class }: { $state } on { $day }
alert-head-price = { $commodity }, { $market }: level { $level } (ALPS)
alert-head-cover = { $commodity }, { $zone }: stocks last { $band }
alert-head-forecast = { $unit }: { $chance } % chance of any death in { $month }
alert-head-contradiction = { $kind }, { $places }
alert-head-contradiction-nowhere = { $kind }
alert-exercise = [EXERCISE]

alert-known = As known on { $day }, by the sources cited; the program does not check on the ground.
alert-since = Reported since: { $day }.
alert-last = Last told: { $day }.
alert-concerns = Concerns: { $what }.
alert-disputed-note = Others say that it is not so: “faleme contradictions” shows all sides.
alert-corridor-month = The worst that was reported on this corridor in the month, for any traffic.
alert-corridor-class = The worst of its sections, for this vehicle class on that day.
alert-price-note = Price of { $period }: { $price } { $currency } a { $unit }; expected of the season: { $fit }. Level by WFP’s ALPS method.
alert-cover-band = Range of the estimate: { $low } to { $high }.
alert-cover-days = Estimate: { $best } days ({ $low } to { $high }).
alert-forecast-note = Model { $model }; the baseline, { $baseline }, says { $chance } %.
alert-forecast-record = Record of the model against the baseline: { $skill } % ({ $low } to { $high }), over { $windows }.
alert-forecast-unscored = Such forecasts have no record yet: hold to the baseline.
alert-contradiction-note = One side is told by a source graded A; { $severity }. The alert takes no side.
alert-contradiction-side = Side: { $side }.

alert-sources = Sources:
alert-responses = Responses on record for the area:
alert-no-response = No response is on record for the area.
alert-response = { $kind }, { $fate }: { $text }

alert-do-constraint = Before any departure, check the way with your access focal point or your transporters’ union. Review hours, routes and safety stocks; tell those you supply that a delay is possible.
alert-do-corridor = Check the way before any departure. Prepare another route or another date, and tell those you supply.
alert-do-price = Watch the market, confirm the price on the spot, and review budgets, baskets and transfers.
alert-do-cover = Confirm stocks with your partners, stagger deliveries, put health and water first. Do not make places or amounts public.
alert-do-forecast = Read your contingency plans again. A forecast of an area says nothing of a road, a site or a person.
alert-do-contradiction = Read all sides before you decide, and ask an independent source for confirmation.
alert-do-over = The condition is no longer reported. Go back to your usual plans after checking.

alert-cancelled = Cancelled:{ " " }
alert-cancelled-description = This alert is taken back: the record no longer holds what it told. Take it out of your papers as well.
alert-cancelled-instruction = Rely on this alert no longer.
