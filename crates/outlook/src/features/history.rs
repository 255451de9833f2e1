//! What a series of counts says of its own past.

/// Months up to the origin that are summed.
pub const SPANS: [usize; 6] = [1, 3, 6, 12, 24, 60];
/// Half-lives of the sums that decay, months.
pub const HALF_LIVES: [f32; 4] = [2.0, 6.0, 12.0, 36.0];
/// Months before the origin that stand alone.
pub const LAGS: [usize; 5] = [1, 2, 3, 4, 5];
/// Spans over which months with any are counted, months.
pub const ACTIVE: [usize; 3] = [6, 12, 60];
/// Spans whose highest month is taken, months.
pub const PEAKS: [usize; 2] = [12, 60];
/// A month of many: the challenge's fifth bin starts there.
pub const MANY: u32 = 11;
/// How far back decaying sums and months since an event look, months.
pub const FAR: usize = 180;

/// Sums, peaks and times of one series up to an origin. Sums add up over units.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct History {
    /// By [`SPANS`].
    pub sums: [f32; 6],
    /// The mean month since the first.
    pub mean: f32,
    /// By [`HALF_LIVES`].
    pub decayed: [f32; 4],
    /// By [`LAGS`].
    pub lags: [f32; 5],
    /// By [`ACTIVE`].
    pub active: [f32; 3],
    /// By [`PEAKS`].
    pub peaks: [f32; 2],
    /// Months since the last of any; 180 where there was none in that time.
    pub since: f32,
    /// Months since the last of [`MANY`] or more, likewise.
    pub since_many: f32,
}

impl History {
    /// Of a series, the origin last.
    pub fn of(series: &[u32]) -> Self {
        let last = |months: usize| series.get(series.len().saturating_sub(months)..).unwrap_or_default();
        let sum = |months: usize| last(months).iter().map(|v| *v as f32).sum::<f32>();
        let since = |least: u32| {
            let found = series.iter().rev().take(FAR).position(|v| *v >= least);
            found.unwrap_or(FAR) as f32
        };
        if last(FAR).iter().all(|v| *v == 0) {
            let mean = sum(series.len()) / series.len().max(1) as f32;
            return Self { mean, since: FAR as f32, since_many: FAR as f32, ..Self::default() };
        }
        let decayed = |half_life: f32| {
            let factor = 0.5f32.powf(1.0 / half_life);
            last(FAR).iter().fold(0.0, |sum, v| sum * factor + *v as f32)
        };
        let lag = |months: usize| series.iter().rev().nth(months).map_or(0.0, |v| *v as f32);
        let active = |months: usize| last(months).iter().filter(|v| **v > 0).count() as f32;
        let peak = |months: usize| last(months).iter().max().map_or(0.0, |v| *v as f32);
        Self {
            sums: SPANS.map(sum),
            mean: sum(series.len()) / series.len().max(1) as f32,
            decayed: HALF_LIVES.map(decayed),
            lags: LAGS.map(lag),
            active: ACTIVE.map(active),
            peaks: PEAKS.map(peak),
            since: since(1),
            since_many: since(MANY),
        }
    }
}
