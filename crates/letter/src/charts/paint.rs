//! Colours and hatchings. Each is a string of attributes with a class, so that a page may set other colours for a dark
//! screen, and a PDF, which knows no page, has these. `@` is the prefix of ids.
//!
//! Hues after ColorBrewer's sequential Blues, Oranges and YlOrBr (Brewer, colorbrewer2.org; safe for the colour-blind).
//! What differs in hue also differs in lightness and in hatching, so that nothing is lost in grey.

/// Words that explain and do not tell.
pub(super) const SOFT: &str = r##"class="c-soft" fill="#555""##;
/// Words that name.
pub(super) const BOLD: &str = r#"font-weight="bold""#;
/// Words on a map: a rim of paper keeps them apart from lines below.
pub(super) const HALO: &str =
    r##"class="c-halo" stroke="#fff" stroke-width="3" stroke-linejoin="round" paint-order="stroke""##;
/// The same, for words that matter less.
pub(super) const HALO_SOFT: &str = r##"class="c-halo c-soft" fill="#555" stroke="#fff" stroke-width="3" stroke-linejoin="round" paint-order="stroke""##;
/// White words on a dark ground.
pub(super) const ON_DARK: &str = r##"class="c-on" fill="#fff" font-weight="bold""##;

/// Lines of the grid.
pub(super) const GRID: &str = r##"class="c-grid" stroke="#ccc" stroke-width=".75""##;
/// Lines that things stand on.
pub(super) const GROUND: &str = r#"stroke="currentColor""#;
/// A line of ink, such as a best estimate.
pub(super) const INK: &str = r#"stroke="currentColor" stroke-width="2.5" fill="none""#;
/// A solid of ink.
pub(super) const SOLID: &str = r#"fill="currentColor""#;
/// A thin line that leads from a thing to its words.
pub(super) const LEADER: &str = r##"class="c-lead" stroke="#777" stroke-width=".75""##;
/// A dashed line that something is held against.
pub(super) const LIMIT: &str = r#"stroke="currentColor" stroke-dasharray="5 4" stroke-width="1.25""#;

/// Passable.
pub(super) const OPEN: &str = r##"class="c-open" fill="#c6dbef""##;
/// Passable with limits.
pub(super) const RESTRICTED: &str = r##"fill="url(#@hatch)""##;
/// Not passable.
pub(super) const CLOSED: &str = r##"class="c-closed" fill="#7f2704""##;
/// Not known.
pub(super) const UNKNOWN: &str = r##"fill="url(#@dots)""##;
/// The edge of a filled area.
pub(super) const EDGE: &str = r##"class="c-edge" fill="none" stroke="#777" stroke-width=".75""##;

/// The stroke of that edge alone, for a mark that has a fill.
pub(super) const RIM: &str = r##"stroke="#777" stroke-width=".75""##;

/// A bar of counts or of what is now.
pub(super) const BAR: &str = r##"class="c-bar" fill="#2171b5""##;
/// A bar of the past, beside a forecast.
pub(super) const PAST: &str = r##"class="c-past" fill="#8c8c8c""##;
/// A bar of what was before.
pub(super) const BEFORE: &str = r##"fill="url(#@before)" class="c-edge" stroke="#777" stroke-width="1""##;
/// A range of nine in ten.
pub(super) const WIDE: &str = r##"class="c-wide" fill="#c6dbef""##;
/// A range of one in two.
pub(super) const HALF: &str = r##"class="c-half" fill="#6baed6""##;
/// A baseline's value, beside a forecast.
pub(super) const BASELINE: &str =
    r##"class="c-base" fill="#fff" stroke="currentColor" stroke-width="1.75" stroke-linejoin="round""##;

/// Prices a little above their season.
pub(super) const STRESS: &str = r##"class="c-stress" fill="#fff1c2""##;
/// Prices well above.
pub(super) const ALERT: &str = r##"class="c-alert" fill="#fdd0a2""##;
/// Prices far above.
pub(super) const CRISIS: &str = r##"fill="url(#@crisis)""##;
/// The price.
pub(super) const PRICE: &str =
    r#"fill="none" stroke="currentColor" stroke-width="2.25" stroke-linejoin="round" stroke-linecap="round""#;

/// The case's own country.
pub(super) const HOME: &str = r##"class="c-home" fill="#f7f4ec""##;
/// Its neighbours.
pub(super) const ABROAD: &str = r##"class="c-abroad" fill="#e9e7e1""##;
/// What no outline covers: sea, or land that was not imported.
pub(super) const SEA: &str = r##"class="c-sea" fill="#dfe8ee""##;
/// A border of countries.
pub(super) const BORDER: &str = r##"class="c-border" fill="none" stroke="#8a8578" stroke-width="1.25" stroke-dasharray="7 2 1.5 2" stroke-linejoin="round""##;
/// The rim under a road.
pub(super) const CASING: &str =
    r##"class="c-casing" fill="none" stroke="#fff" stroke-linejoin="round" stroke-linecap="round""##;
/// Incidents of an area.
pub(super) const INCIDENTS: &str =
    r##"class="c-incident" fill="#54278f" fill-opacity=".82" stroke="#fff" stroke-width="1""##;
/// A town.
pub(super) const TOWN: &str = r##"class="c-town" fill="#222" stroke="#fff" stroke-width="1""##;
/// The ground of a corridor's number on the map.
pub(super) const BADGE: &str = r##"class="c-badge" fill="#fff" stroke="currentColor" stroke-width="1.25""##;

/// The ground of a sign for what limits access.
pub(super) const LIMITED: &str =
    r##"class="c-limited" fill="#ffd92f" stroke="#1d1b17" stroke-width="1.25" stroke-linejoin="round""##;
/// What stands in it.
pub(super) const MARK: &str = r##"fill="none" stroke="#1d1b17" stroke-width="1.75" stroke-linecap="round""##;
/// A border crossing.
pub(super) const CROSSING: &str = r##"class="c-badge" fill="#fff" stroke="currentColor" stroke-width="2""##;
/// Prices as their season lets expect.
pub(super) const NORMAL: &str = r##"class="c-badge" fill="#fff""##;
/// Prices that no level can be told of.
pub(super) const UNGRADED: &str = r##"class="c-abroad" fill="#e9e7e1""##;
/// The edge of a sign.
pub(super) const OUTLINE: &str = r#"fill="none" stroke="currentColor" stroke-width="1.25""#;

/// Patterns by name: transform and size of the tile, and what it holds.
pub(super) const PATTERNS: [(&str, &str); 4] = [
    ("before", r##"45 5 <path d="M0 0V5" class="c-past" stroke="#8c8c8c" stroke-width="2.5"/>"##),
    (
        "crisis",
        r##"45 8 <rect width="8" height="8" class="c-crisis" fill="#f8bfa3"/><path d="M0 0V8" class="c-crisis-line" stroke="#c8643c" stroke-width="1.5"/>"##,
    ),
    ("dots", r##"0 6 <circle cx="3" cy="3" r="1" class="c-dot" fill="#888"/>"##),
    (
        "hatch",
        r##"45 6 <rect width="6" height="6" class="c-warn-ground" fill="#fdd0a2"/><path d="M0 0V6" class="c-warn" stroke="#d94801" stroke-width="4"/>"##,
    ),
];

/// The pattern as SVG.
pub(super) fn pattern(prefix: &str, name: &str, body: &str) -> String {
    let mut parts = body.splitn(3, ' ');
    let mut next = || parts.next().unwrap_or_default();
    let (turn, size, inside) = (next(), next(), next());
    let turned = if turn == "0" { String::new() } else { format!(r#" patternTransform="rotate({turn})""#) };
    format!(
        r#"<pattern id="{prefix}{name}" width="{size}" height="{size}" patternUnits="userSpaceOnUse"{turned}>{inside}</pattern>"#
    )
}

/// A road that is passable, on the map.
pub(super) const OPEN_LINE: &str = r##"class="c-open-line" fill="none" stroke="#2171b5" stroke-width="4" stroke-linejoin="round" stroke-linecap="round""##;
/// A road passable with limits.
pub(super) const RESTRICTED_LINE: &str = r##"class="c-warn" fill="none" stroke="#d94801" stroke-width="4.5" stroke-dasharray="9 4.5" stroke-linejoin="round""##;
/// A road that is not passable; crosses stand along it.
pub(super) const CLOSED_LINE: &str = r##"class="c-closed-line" fill="none" stroke="#7f2704" stroke-width="4.5" stroke-linejoin="round" stroke-linecap="round""##;
/// The crosses.
pub(super) const CLOSED_CROSS: &str =
    r##"class="c-closed-line" stroke="#7f2704" stroke-width="2.5" stroke-linecap="round""##;
/// A road of which nothing is known.
pub(super) const UNKNOWN_LINE: &str = r##"class="c-unknown-line" fill="none" stroke="#666" stroke-width="4" stroke-dasharray=".1 7" stroke-linejoin="round" stroke-linecap="round""##;
