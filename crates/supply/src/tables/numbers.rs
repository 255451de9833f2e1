//! Numbers of the tables become parameters: checked, and converted to the units that are reckoned with.

use super::entry::{Number, NumberEntry};
use super::text::{Text, hint};
use super::unit::{Dimension, Powers, Unit, currency};
use crate::draw::{By, Param, Parameter, ParameterId};
use crate::range::Range;
use base::{Issue, fold_key};
use std::collections::{BTreeMap, BTreeSet};
use toml::Spanned;

/// What a number must come to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Target {
    /// Tonnes.
    Tonnes,
    /// Tonnes a day.
    Rate,
    /// Days.
    Days,
    /// Hours.
    Hours,
    /// A part of a whole, at most 1.
    Share,
    /// A part that may be more than the whole.
    Ratio,
    /// Money.
    Money,
    /// Money in a year, also written as money of a year.
    Yearly,
    /// Money a tonne.
    Cost,
    /// Tonnes for a unit of money: one over a cost.
    Choice,
    /// People.
    Persons,
    /// Tonnes in a cubic metre.
    Density,
    /// What a truck carries: tonnes.
    Load,
    /// What a tanker carries: cubic metres.
    Volume,
    /// The case's currency for another.
    Exchange,
    /// Anything; kept as it is written.
    Free,
}

impl Target {
    fn powers(self) -> Powers {
        // mass, volume, time, money, people, truck, tanker
        match self {
            Self::Tonnes | Self::Load => [1, 0, 0, 0, 0, 0, 0],
            Self::Rate => [1, 0, -1, 0, 0, 0, 0],
            Self::Days | Self::Hours => [0, 0, 1, 0, 0, 0, 0],
            Self::Money => [0, 0, 0, 1, 0, 0, 0],
            Self::Yearly => [0, 0, -1, 1, 0, 0, 0],
            Self::Cost => [-1, 0, 0, 1, 0, 0, 0],
            Self::Choice => [1, 0, 0, -1, 0, 0, 0],
            Self::Persons => [0, 0, 0, 0, 1, 0, 0],
            Self::Density => [1, -1, 0, 0, 0, 0, 0],
            Self::Volume => [0, 1, 0, 0, 0, 0, 0],
            Self::Share | Self::Ratio | Self::Exchange | Self::Free => [0; 7],
        }
    }

    /// What one in tonnes, cubic metres, days and people is in the target's own unit.
    fn scale(self) -> f64 {
        match self {
            Self::Hours => 24.0,
            Self::Yearly => 365.0,
            _ => 1.0,
        }
    }

    /// A unit that fits, for messages.
    fn example(self) -> &'static str {
        match self {
            Self::Tonnes => "a mass such as `t` or, with a density, `ML`",
            Self::Rate => "a mass a time such as `t/day` or, with a density, `ML/week`",
            Self::Days => "a time such as `days`",
            Self::Hours => "a time such as `h`",
            Self::Share | Self::Ratio => "`%` or `share`",
            Self::Money => "money such as `XOF` or `million USD`",
            Self::Yearly => "money a year such as `billion XOF/year`",
            Self::Cost => "money a mass such as `XOF/t`",
            Self::Choice => "a mass for money such as `t/XOF`",
            Self::Persons => "`people`",
            Self::Density => "a mass a volume such as `t/m3` or `kg/L`",
            Self::Load => "a mass such as `t`",
            Self::Volume => "a volume such as `kL`",
            Self::Exchange => "the case's currency for the other, such as `XOF/USD`",
            Self::Free => "any",
        }
    }
}

/// What a number is about.
pub struct What<'w> {
    /// Its id without `par-`: words are folded and joined by hyphens.
    pub id: String,
    /// Its key, for messages.
    pub key: &'w str,
    /// What it is, in words.
    pub name: String,
    /// What it must come to.
    pub target: Target,
    /// Density of its commodity.
    pub density: Option<u32>,
    /// Date and source of its entry, for a number without its own.
    pub date: Option<&'w toml::Value>,
    /// Source of its entry.
    pub source: Option<&'w str>,
}

impl<'w> What<'w> {
    /// Without density, date and source.
    pub fn of(id: String, key: &'w str, name: String, target: Target) -> Self {
        Self { id, key, name, target, density: None, date: None, source: None }
    }

    /// With the date and source of its entry.
    #[must_use]
    pub fn dated(self, date: &'w Option<toml::Value>, source: &'w Option<String>) -> Self {
        Self { date: date.as_ref(), source: source.as_deref(), ..self }
    }

    /// With the density of its commodity.
    #[must_use]
    pub fn dense(self, density: Option<Param<f64>>) -> Self {
        Self { density: density.map(|d| d.0), ..self }
    }
}

/// The parameters so far, and those that others are converted by.
pub struct Numbers<'a> {
    /// The file.
    pub text: Text<'a>,
    /// Code of the case's currency.
    pub currency: String,
    /// The parameters.
    pub parameters: Vec<Parameter>,
    ids: BTreeSet<String>,
    /// Rates of exchange, by the code of the other currency.
    pub rates: BTreeMap<String, u32>,
    /// What a truck carries.
    pub truck: Option<u32>,
    /// What a tanker carries.
    pub tanker: Option<u32>,
}

impl<'a> Numbers<'a> {
    /// No parameter yet.
    pub fn new(text: Text<'a>, currency: String) -> Self {
        let (parameters, ids, rates) = Default::default();
        Self { text, currency, parameters, ids, rates, truck: None, tanker: None }
    }

    /// Reads a number; what is wrong with it is told, and it is left out.
    pub fn read<T>(&mut self, number: &Number, what: What<'_>) -> Option<Param<T>> {
        let at = number.span().start;
        match self.parameter(number.get_ref(), &what) {
            Ok(mut parameter) => {
                parameter.line = Some(self.text.line(at));
                if parameter.source.is_empty() {
                    let message = format!("`{}`, {}, has no source", what.key, what.name);
                    let note = Issue::note("supply.no-source", message);
                    self.text.tell(at, note.help("add `source = \"…\"`, if only \"own estimate\""));
                }
                Some(self.push(parameter, &what.id))
            }
            Err(issue) => {
                let message = format!("`{}`, {}: {}", what.key, what.name, issue.message);
                self.text.tell(at, Issue { message, ..issue });
                None
            }
        }
    }

    /// Reads a number, if there is one.
    pub fn maybe<T>(&mut self, number: Option<&Number>, what: What<'_>) -> Option<Param<T>> {
        self.read(number?, what)
    }

    /// Reads a default of the program; 0 and an issue where its currency has no rate.
    pub fn default<T>(&mut self, number: &Number, what: What<'_>) -> Param<T> {
        let parameter = self.parameter(number.get_ref(), &what).unwrap_or_else(|issue| {
            let message = format!("`{}`, {}: no default; {}; 0 is taken", what.key, what.name, issue.message);
            let help = format!("give `{}` under [assumptions]", what.key);
            self.text.tell(0, Issue::error("supply.assumption", message).help(help));
            Parameter { name: what.name.clone(), factor: 1.0, ..Parameter::default() }
        });
        self.push(parameter, &what.id)
    }

    /// Whether no other of its kind has that name; told otherwise.
    pub fn first<'n>(
        &mut self,
        kind: &str,
        name: &Spanned<String>,
        mut others: impl Iterator<Item = &'n str>,
    ) -> bool {
        let key = fold_key(name.get_ref());
        let taken = key.is_empty() || others.any(|other| fold_key(other) == key);
        if taken {
            let message =
                format!("{kind} `{}` stands twice, or has no name; the first counts", name.get_ref());
            self.text.tell(name.span().start, Issue::error("supply.duplicate", message).help("take one out"));
        }
        !taken
    }

    /// Place of a name in a list; an unknown one is told with the nearest.
    pub fn find<'n>(
        &mut self,
        kind: &str,
        name: &Spanned<String>,
        names: impl Iterator<Item = &'n str> + Clone,
    ) -> Option<usize> {
        let key = fold_key(name.get_ref());
        let found = names.clone().position(|n| fold_key(n) == key);
        if found.is_none() {
            let message = format!("no {kind} is named `{}`{}", name.get_ref(), hint(name.get_ref(), names));
            let issue = Issue::error("supply.unknown", message);
            self.text.tell(name.span().start, issue.help(format!("name one of the tables' {kind} entries")));
        }
        found
    }

    /// Whether the best values of some shares of one whole are 100 % at most; told otherwise.
    pub fn whole(&mut self, at: usize, of: &str, shares: impl Iterator<Item = u32>) -> bool {
        let best = |place: u32| self.parameters.get(place as usize).map_or(0.0, |p| p.range.best * p.factor);
        let sum: f64 = shares.map(best).sum();
        let fits = sum <= 1.0 + 1e-6;
        if !fits {
            let message = format!("shares of {of} come to {:.1} %, over 100 %", sum * 100.0);
            let issue = Issue::error("supply.share", message);
            self.text.tell(at, issue.help("their best values are parts of one whole: lower them"));
        }
        fits
    }

    /// Adds a parameter under an id of its own.
    pub fn push<T>(&mut self, mut parameter: Parameter, id: &str) -> Param<T> {
        let id = format!("par-{}", fold_key(id).replace(' ', "-"));
        let others = (2..).map(|n| format!("{id}-{n}"));
        let free = std::iter::once(id.clone()).chain(others).find(|i| !self.ids.contains(i)).unwrap_or(id);
        self.ids.insert(free.clone());
        parameter.id = ParameterId(free);
        self.parameters.push(parameter);
        Param::at(self.parameters.len() - 1)
    }

    fn parameter(&self, number: &NumberEntry, what: &What<'_>) -> Result<Parameter, Issue> {
        let range = range(number)?;
        let unit = match (&number.unit, what.target) {
            (Some(unit), _) => unit.trim().to_owned(),
            (None, Target::Share | Target::Ratio) => "share".to_owned(),
            (None, target) => {
                let issue = Issue::error("supply.unit", "it has no unit");
                return Err(issue.help(format!("add `unit`: {}", target.example())));
            }
        };
        let (factor, by) = self.convert(&unit, what)?;
        if what.target == Target::Share && range.high * factor > 1.0 + 1e-9 {
            let message = format!("a share of {} {unit} is over 100 %", range.high);
            return Err(Issue::error("supply.share", message).help("give a part of the whole, 0 to 100 %"));
        }
        let converts = [Target::Density, Target::Load, Target::Volume, Target::Exchange];
        if converts.contains(&what.target) && range.low <= 0.0 {
            let message = format!("{} {unit} cannot convert anything", range.low);
            return Err(Issue::error("supply.negative", message).help("give a value above 0"));
        }
        let source = number.source.as_deref().or(what.source).unwrap_or_default().trim().to_owned();
        let date = number.date.as_ref().or(what.date).map(date).transpose()?;
        let name = what.name.clone();
        Ok(Parameter { id: ParameterId::default(), name, range, unit, date, source, factor, by, line: None })
    }

    /// What one of `unit` is in the target's unit, and the parameters that convert it further.
    fn convert(&self, unit: &str, what: &What<'_>) -> Result<(f64, Vec<By>), Issue> {
        let wrong = |why: String| {
            let issue = Issue::error("supply.unit", why);
            issue.help(format!("write {}; docs/supply.md lists the units", what.target.example()))
        };
        let mut by = Vec::new();
        if what.target == Target::Free {
            return Ok((1.0, by));
        }
        if what.target == Target::Exchange {
            let fits = unit.split_once('/').is_some_and(|(own, _)| currency(own.trim()) == self.currency);
            return if fits { Ok((1.0, by)) } else { Err(wrong(format!("`{unit}` is no rate of exchange"))) };
        }
        let Unit { mut powers, factor, currency } = Unit::parse(unit).map_err(wrong)?;
        if what.target == Target::Yearly && powers == Target::Money.powers() {
            powers = Target::Yearly.powers();
            self.exchange(currency.as_deref(), powers, &mut by).map_err(wrong)?;
            return Ok((factor, by));
        }
        self.unload(&mut powers, &mut by, what, unit).map_err(wrong)?;
        if powers != what.target.powers() {
            return Err(wrong(format!("`{unit}` does not convert to what is needed here")));
        }
        self.exchange(currency.as_deref(), powers, &mut by).map_err(wrong)?;
        Ok((factor * what.target.scale(), by))
    }

    /// Tankers to volumes, volumes and trucks to masses.
    fn unload(
        &self,
        powers: &mut Powers,
        by: &mut Vec<By>,
        what: &What<'_>,
        unit: &str,
    ) -> Result<(), String> {
        let stays = matches!(what.target, Target::Density | Target::Volume);
        let steps = [
            (Dimension::Tanker, Dimension::Volume, self.tanker, "tanker_load under [assumptions]"),
            (Dimension::Truck, Dimension::Mass, self.truck, "truck_load under [assumptions]"),
            (Dimension::Volume, Dimension::Mass, what.density, "a commodity with a density"),
        ];
        for (from, to, parameter, needs) in steps {
            let power = powers.get(from as usize).copied().unwrap_or_default();
            if power == 0 || (from == Dimension::Volume && stays) {
                continue;
            }
            let place = parameter.ok_or_else(|| format!("`{unit}` needs {needs}"))?;
            let step = if power > 0 { By::Times(place) } else { By::Over(place) };
            by.extend(std::iter::repeat_n(step, power.unsigned_abs().into()));
            for (dimension, change) in [(from, -power), (to, power)] {
                if let Some(slot) = powers.get_mut(dimension as usize) {
                    *slot += change;
                }
            }
        }
        Ok(())
    }

    /// Another currency to that of the case.
    fn exchange(&self, currency: Option<&str>, powers: Powers, by: &mut Vec<By>) -> Result<(), String> {
        let Some(other) = currency.filter(|c| *c != self.currency) else { return Ok(()) };
        let place = *self.rates.get(other).ok_or_else(|| {
            format!(
                "{other} needs a rate: `{other} = {{ value = …, unit = \"{}/{other}\" }}` under [rates]",
                self.currency
            )
        })?;
        let power = powers.get(Dimension::Money as usize).copied().unwrap_or_default();
        by.push(if power > 0 { By::Times(place) } else { By::Over(place) });
        Ok(())
    }
}

/// Low, best and high of a number, in order and not below zero.
fn range(number: &NumberEntry) -> Result<Range<f64>, Issue> {
    let range = match (number.value, number.low, number.best, number.high) {
        (Some(value), None, None, None) => Range::certain(value),
        (None, Some(low), Some(best), Some(high)) => Range { low, best, high },
        _ => {
            let message = "it needs `low`, `best` and `high`, or one `value`";
            return Err(Issue::error("supply.number", message).help("wide bounds are better than none"));
        }
    };
    let Range { low, best, high } = range;
    if ![low, best, high].iter().all(|v| v.is_finite()) {
        return Err(Issue::error("supply.number", "it is not a finite number").help("give a number"));
    }
    if low < 0.0 {
        let message = format!("it is negative: {low}");
        return Err(Issue::error("supply.negative", message).help("give 0 or more"));
    }
    if !(low <= best && best <= high) {
        let message = format!("low ≤ best ≤ high does not hold: {low}, {best}, {high}");
        return Err(Issue::error("supply.order", message).help("put the three in order"));
    }
    Ok(range)
}

/// A date as a day, month or year, as it is written.
fn date(written: &toml::Value) -> Result<String, Issue> {
    match written {
        toml::Value::String(date) => Ok(date.trim().to_owned()),
        toml::Value::Integer(year) => Ok(year.to_string()),
        toml::Value::Datetime(day) => Ok(day.to_string()),
        _ => {
            let issue = Issue::error("supply.number", "its date is none");
            Err(issue.help("write a day, a month or a year, such as \"2025-07\""))
        }
    }
}
